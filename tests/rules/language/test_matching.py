"""Titles and names are matched by parts, meaning and sound, and doubt stays doubt."""

import subprocess
import sys
from pathlib import Path

import pytest

from quncheng.language.matching import Certainty, TitleMatch, choose, match_people, rank_titles
from quncheng.language.pinyin import sounds_exactly_like, sounds_like
from quncheng.language.situation import KnownPerson
from tests.rules.language.corpus import PEOPLE

TITLES = (
    ("1", "内容撰写"),
    ("2", "视觉初稿"),
    ("3", "测试部署"),
    ("4", "登录页改版"),
    ("5", "登录接口联调"),
    ("6", "支付接口"),
    ("7", "首页banner"),
)


@pytest.mark.parametrize(
    ("phrase", "task_id"),
    [
        ("内容撰写", "1"),
        ("文案", "1"),
        ("文案撰写", "1"),
        ("初稿", "2"),
        ("视觉出稿", "2"),
        ("部署", "3"),
        ("登录页", "4"),
        ("登陆页", "4"),
        ("登录页改版任务", "4"),
        ("支付", "6"),
        ("ｂａｎｎｅｒ", "7"),
    ],
)
def test_a_good_and_only_match_is_certain(phrase: str, task_id: str) -> None:
    choice = choose(rank_titles(phrase, TITLES))

    assert choice.certainty is Certainty.CERTAIN
    assert [match.id for match in choice.matches] == [task_id]


@pytest.mark.parametrize(("phrase", "ids"), [("登录", ["4", "5"]), ("接口", ["6", "5"]), ("登录页的bug", ["4"])])
def test_several_or_weak_matches_are_a_question(phrase: str, ids: list[str]) -> None:
    choice = choose(rank_titles(phrase, TITLES))

    assert choice.certainty is Certainty.AMBIGUOUS
    assert [match.id for match in choice.matches][: len(ids)] == ids


@pytest.mark.parametrize("phrase", ["报表", "年会", "", "   ", "?"])
def test_nothing_alike_is_none(phrase: str) -> None:
    assert choose(rank_titles(phrase, TITLES)).certainty is Certainty.NONE


def test_the_exact_title_wins_over_longer_ones() -> None:
    ranked = rank_titles("登录页", (("1", "登录页改版"), ("2", "登录页"), ("3", "登录页 测试")))

    assert ranked[0] == TitleMatch("2", 1.0, is_exact=True)
    assert choose(ranked).matches == (ranked[0],)


def test_two_tasks_of_one_name_are_a_question() -> None:
    assert choose(rank_titles("登录页", (("1", "登录页"), ("2", "登录页")))).certainty is Certainty.AMBIGUOUS


@pytest.mark.parametrize(
    ("name", "member_id", "is_exact"),
    [
        ("韩梅梅", "hanmeimei", True),
        ("Anna", "linna", True),
        ("anna", "linna", True),
        ("梅梅", "hanmeimei", False),
        ("小韩", "hanmeimei", False),
        ("陈总", "chenjianguo", False),
        ("韩美美", "hanmeimei", False),
        ("李蕾", "lilei", False),
        ("张山", "zhangsan", False),
        ("王墙", "wangqiang", False),
        ("赵六", None, False),
    ],
)
def test_names_are_found_exactly_by_part_and_by_sound(name: str, member_id: str | None, is_exact: bool) -> None:
    person = match_people(name, PEOPLE)

    assert person.member_id == member_id
    assert person.is_exact is is_exact


def test_sounds_tell_tones_apart_from_nothing_but_keep_syllables() -> None:
    assert sounds_exactly_like("李雷", "李磊")
    assert not sounds_exactly_like("张三", "张山")
    assert sounds_like("张三", "张山")
    assert not sounds_like("李雷", "王强")


def test_the_table_of_sounds_is_the_one_the_tool_builds() -> None:
    tool = Path(__file__).parents[3] / "tools" / "build_pinyin.py"

    assert subprocess.run([sys.executable, str(tool), "--check"], check=False).returncode == 0


@pytest.mark.parametrize("name", ["陳建國", "陈建国"])
def test_a_member_is_known_by_traditional_and_simplified_characters_alike(name: str) -> None:
    for member in ("陳建國", "陈建国"):
        person = match_people(name, (KnownPerson("chen", member),))

        assert (person.member_id, person.is_exact) == ("chen", True)
