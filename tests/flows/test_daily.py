"""The daily question: in private, only to whom there is something to ask, answered by one tap or one sentence."""

import pytest

from tests.support.product import Team


@pytest.fixture
def evening(launch: Team) -> Team:
    """Friday 17:30: 韩梅梅's draft is due, 李雷 has not begun; 王强 has nothing to say yet."""
    launch.says("林珊", "@群程 韩梅梅 周五前 选字体")
    launch.told("韩梅梅")
    launch.at("2026-11-27 17:30")
    return launch


def test_only_who_has_something_to_say_is_asked(evening: Team) -> None:
    assert evening.told("韩梅梅") == [
        "今天有 2 项等您一句话\n新品线上发布会\n#2|视觉初稿 今天到期\n#4|选字体 今天到期\n"
        "点一下,或直接回一句,比如「#2 做到80%,周五能好」\n(#2 视觉初稿 / #4 选字体)\n"
        "[已完成] [正常推进] [遇到阻碍] [明天再说]"
    ]
    assert evening.told("李雷") == [
        "今天有 1 项等您一句话\n新品线上发布会\n#1|内容撰写 该开始了\n"
        "点一下,或直接回一句,比如「做到80%,周五能好」\n[已完成] [正常推进] [遇到阻碍] [明天再说]"
    ]
    assert evening.told("王强") == []
    evening.look_at_clock()
    assert evening.told("李雷") == []


def test_one_tap_each(evening: Team) -> None:
    assert evening.clicks("韩梅梅", "已完成", choosing="#4") == (
        "收到,还有 1 项\n#2|视觉初稿 未开始\n#4|选字体 已完成\n[已完成] [正常推进] [遇到阻碍] [明天再说]"
    )
    assert evening.clicks("韩梅梅", "正常推进") == ("都收到了,谢谢!\n#2|视觉初稿 进行中 0%\n#4|选字体 已完成\n[已处理]")
    assert evening.read_count("progress.reported") == 2


def test_blocked_asks_for_the_reason_and_takes_it_in_free_words(evening: Team) -> None:
    answer = evening.clicks("李雷", "遇到阻碍")

    assert answer.endswith("#1 内容撰写 卡在哪里了?回一句就行,比如「等对方账号」")
    assert evening.says("李雷", "法务还没回我邮件") == "✓ #1 内容撰写:受阻(法务还没回我邮件)"


def test_tomorrow(evening: Team) -> None:
    assert evening.clicks("韩梅梅", "明天再说").startswith("好的,明天再问您\n")
    assert evening.read_count("progress.reported") == 0


def test_a_bare_answer_is_about_what_was_asked(evening: Team) -> None:
    assert evening.says("李雷", "60%") == "✓ #1 内容撰写:60%"
    assert evening.clicks("李雷", "已完成").startswith("都收到了,谢谢!")
    assert evening.read_count("progress.reported") == 1

    assert evening.says("韩梅梅", "80%") == "说的是哪一项?\n点一个,或直接回一句\n[#2 视觉初稿] [#4 选字体] [算了]"
    assert evening.says("韩梅梅", "第二个") == "✓ #4 选字体:80%"


def test_nothing_new(evening: Team) -> None:
    assert evening.says("李雷", "一切正常") == "好的,今天没有新进展,明天见。"
    assert evening.clicks("李雷", "已完成").startswith("都收到了,谢谢!")
    assert evening.read_count("progress.reported") == 0


def test_the_time_is_set_by_a_sentence_and_days_off_are_quiet(launch: Team) -> None:
    assert launch.says("林珊", "@群程 每天18点问进展") == "好的,每个工作日 18:00 问进展,每周五 17:30 出周报。"
    launch.at("2026-11-27 17:40")
    assert [text for text in launch.told("李雷") if "等您一句话" in text] == []
    launch.at("2026-11-27 18:00")
    assert len(launch.told("李雷")) == 1
    launch.at("2026-11-28 18:00")
    assert launch.told("李雷") == []
