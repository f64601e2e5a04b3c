"""What colleagues write to each other changes nothing; what may be talk is asked about first."""

from dataclasses import replace
from pathlib import Path

import pytest

from quncheng.engine.holidays import chinese_calendar
from quncheng.language.situation import Pending, PendingKind, Reading
from quncheng.language.understanding import understand
from tests.rules.language.acting import SITUATION, acts_at_once
from tests.rules.language.corpus import read_corpus

CALENDAR = chinese_calendar()
HARMLESS = tuple(Path(__file__).with_name("harmless.txt").read_text(encoding="utf-8").splitlines())
MOST_ASKED = 0.2
"""Of harmless sentences; more questions than this would make the bot a nuisance."""


def read(text: str) -> Reading:
    return understand(text, SITUATION, calendar=CALENDAR)


@pytest.mark.parametrize("text", HARMLESS)
def test_talk_changes_nothing(text: str) -> None:
    assert acts_at_once(read(text)) == ()


def test_talk_is_seldom_asked_about() -> None:
    asked = [text for text in HARMLESS if read(text).is_doubtful]

    assert len(HARMLESS) >= 240
    assert len(asked) <= MOST_ASKED * len(HARMLESS)


def test_commands_are_seldom_doubted() -> None:
    commands = [example for example in read_corpus() if example.expected not in ("chatter", "unread")]
    doubted = [example.text for example in commands if example.expected.startswith("? ")]

    assert len(doubted) <= 0.01 * len(commands)


@pytest.mark.parametrize(
    ("text", "is_doubtful"),
    [
        ("李雷周六搬家", True),
        ("新建任务 李雷周六搬家", False),
        ("首页改版 李雷 周五", False),
        ("李雷周五改首页文案", False),
        ("李雷周五看展", True),
        ("我以前做过支付接口,三天就搞定了", True),
        ("支付接口三天就搞定了", False),
        ("各部门周五前上报节目", True),
    ],
)
def test_doubt_needs_a_reason(text: str, *, is_doubtful: bool) -> None:
    assert read(text).is_doubtful is is_doubtful


def test_an_answer_to_the_bot_is_never_doubted() -> None:
    asked = replace(SITUATION, pending=Pending(PendingKind.CONFIRM, ("是",)))

    assert not understand("是", asked, calendar=CALENDAR).is_doubtful
