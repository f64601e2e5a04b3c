"""Bad luck and bad input through the real protocol: nothing accepted is lost or done twice, every answer is kind."""

import sqlite3
from contextlib import closing

import pytest

from quncheng.features.bindings.tables import cards
from quncheng.sandbox.control_types import BotChange, NewFault
from tests.support.product import OTHER_GROUP, Team

REPORT = "@群程 文案写到60%了"


def test_a_duplicated_message_is_done_once(launch: Team) -> None:
    launch.control.add_fault(NewFault(launch.bot.bot_id, "duplicate", count=1))

    assert launch.says("李雷", REPORT) == "✓ #1 内容撰写:60%"
    assert launch.read_count("progress.reported") == 1


def test_a_replayed_message_is_not_answered_again(launch: Team) -> None:
    known = launch.count_inbox()
    message = launch.sends("李雷", REPORT)
    launch.settle(inbox=known + 1)
    launch.says("王强", "我的任务")
    before = len(launch.sees("李雷"))

    assert launch.control.redeliver(launch.bot.bot_id, message)
    launch.says("王强", "我的任务")

    assert launch.read_count("progress.reported") == 1
    assert len(launch.sees("李雷")) == before


def test_reordered_messages_are_both_done(launch: Team) -> None:
    known = launch.count_inbox()
    launch.control.add_fault(NewFault(launch.bot.bot_id, "reorder", count=2))
    launch.sends("李雷", "@群程 内容撰写做到30%")
    launch.sends("韩梅梅", "@群程 视觉初稿做到40%")
    launch.settle(inbox=known + 2)

    assert {one.text for one in launch.sees("林珊")[-2:]} == {"✓ #1 内容撰写:30%", "✓ #2 视觉初稿:40%"}
    assert launch.read_count("progress.reported") == 2


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "[]",
        '{"cmd": "aibot_msg_callback"}',
        '{"cmd": "aibot_msg_callback", "headers": {"req_id": "x"}, "body": {"msgid": 7}}',
        '{"cmd": "aibot_unheard_of", "headers": {"req_id": "x"}, "body": {}}',
        '{"cmd": "aibot_msg_callback", "headers": {"req_id": "x"}, "body": "' + "长" * 200_000 + '"}',
    ],
    ids=["empty", "cut", "list", "bare", "wrong_type", "unknown", "large"],
)
def test_a_malformed_frame_harms_nothing(launch: Team, frame: str) -> None:
    assert launch.control.send_raw(launch.bot.bot_id, frame)

    assert launch.says("李雷", REPORT) == "✓ #1 内容撰写:60%"


def test_long_empty_and_strange_messages(launch: Team) -> None:
    assert launch.says("李雷", "@群程") == "我在。说「帮助」看看我能做什么。"
    assert launch.says("李雷", "@群程 " + "很长的话" * 2_500) == (
        "没太明白「很长的话很长的话很长的话很长的话很长的话很长的话很长的话很…」。"
        "可以说「登录页做到80%」「我的任务」,或者「帮助」看更多例子。"
    )
    assert launch.says("李雷", "@群程 备注 内容撰写:" + "字" * 10_000).startswith("没太明白「备注 内容撰写:字字")
    assert launch.read_count("comment.added") == 0
    assert launch.says("李雷", "@群程 文案\u0007写到\u200b60%\u202e了") == "✓ #1 内容撰写:60%"
    assert launch.says("李雷", "@群程 😀🎉") != ""
    assert launch.says("林珊", "@群程 李雷 周五前 写" + "很" * 60 + "长的标题").startswith("已建任务 #4 写很很很")
    assert launch.says("李雷", "@群程 '; DROP TABLE tasks; --") != ""
    assert launch.says("李雷", "@群程 我的任务").startswith("**您的任务**(2 项)")


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("2月30号 韩梅梅 交付样品", "日历上没有「2月30号」,「交付样品」的截止是哪天?"),
        ("周末 李雷 值班", "「周末」是哪一天?"),
        ("王强 尽快 定主播", "「定主播」的截止是哪天?"),
        ("王强 昨天 交周报材料", "11月22日 周日 已过去,「交周报材料」的截止是哪天?"),
    ],
    ids=["no_such_day", "weekend", "soon", "past"],
)
def test_a_day_that_is_not_clear_is_asked_for(launch: Team, said: str, question: str) -> None:
    assert launch.says("林珊", f"@群程 {said}").splitlines()[0] == question
    assert launch.read_count("task.created") == 3
    assert launch.says("林珊", "@群程 12月9号").splitlines()[2] == "截止|12月9日 周三"
    assert launch.read_count("task.created") == 4


def test_somebody_elses_project_is_out_of_reach(launch: Team) -> None:
    launch.says("赵敏", "@群程 启动项目 官网改版", group=OTHER_GROUP)
    launch.says("赵敏", "@群程 王强 周五前 换域名", group=OTHER_GROUP)
    launch.says("赵敏", "@群程 韩梅梅 周五前 换图标", group=OTHER_GROUP)
    card = launch.last("赵敏", group=OTHER_GROUP)

    assert launch.says("李雷", "@群程 换图标做完了") == (
        "没找到「换图标」,是您的这一项吗?\n点一个,或直接回一句\n[#1 内容撰写] [算了]"
    )
    launch.says("李雷", "@群程 算了")
    assert launch.says("李雷", "@群程 #9 做完了") == (
        "没找到「#9」这项任务。说任务的编号或完整名称试试,或者先看「我的任务」。"
    )
    assert launch.says("李雷", "项目进度").splitlines()[0] == "**新品线上发布会**:已完成 0/3(0%)"
    assert "撤销" in card.buttons
    assert launch.read_count("progress.reported") == 0


def test_somebody_elses_card_and_an_old_card(launch: Team) -> None:
    launch.says("李雷", "@群程 内容撰写快好了")
    card = launch.card("李雷", "90%")
    assert launch.clicks("王强", "90%", on=card).endswith("这张卡片是给别人的,您点了不会有变化。")
    assert launch.read_count("progress.reported") == 0

    launch.clicks("李雷", "90%", on=card)
    assert launch.clicks("李雷", "已处理", on=launch.refreshed(card, "李雷")).endswith("已选:90%\n[已处理]")
    assert launch.read_count("progress.reported") == 1


def test_only_the_manager_confirms_a_draft(launch: Team) -> None:
    launch.says("林珊", "@群程 彩排 1天 @李雷、直播 1天 @王强")

    assert launch.clicks("李雷", "确认").endswith("这一步要由项目经理来定,请项目经理在这里说一声就好。")
    assert launch.read_count("task.created") == 3
    assert launch.clicks("林珊", "确认").splitlines()[0] == "已确认:2 项任务"


def test_two_people_change_the_same_task_at_once(launch: Team) -> None:
    launch.says("林珊", "@群程 彩排 1天 @李雷、直播 1天 @王强")
    card = launch.card("林珊", "确认")
    known = launch.count_inbox()
    launch.control.add_fault(NewFault(launch.bot.bot_id, "reorder", count=4))
    launch.sends("林珊", "@群程 #1 优先级调高")
    launch.taps("林珊", "确认", on=card)
    launch.taps("林珊", "取消", on=card)
    launch.sends("李雷", "@群程 内容撰写做到70%")
    launch.settle(inbox=known + 4)

    assert launch.read_count("task.created") == 3
    assert launch.look(card, "林珊") == "已取消,什么都没改\n[已处理]"
    assert launch.says("林珊", "@群程 内容撰写什么情况").splitlines()[0] == (
        "**#1 内容撰写** @李雷 进行中 70%,12月1日 周二 到期"
    )


def test_messages_wait_while_the_connection_is_away_for_an_hour(launch: Team) -> None:
    launch.control.change_bot(launch.bot.bot_id, BotChange(delivery="at_least_once"))
    launch.control.add_fault(NewFault(launch.bot.bot_id, "refuse_connection", count=1))
    known = launch.count_inbox()
    launch.control.disturb(launch.bot.bot_id, "abort")
    launch.sends("李雷", "@群程 内容撰写做到30%")
    launch.sends("韩梅梅", "@群程 视觉初稿做到40%")
    launch.control.advance_clock(3600)
    launch.settle(inbox=known + 2)

    assert [one.text for one in launch.sees("林珊")[-2:]] == ["✓ #1 内容撰写:30%", "✓ #2 视觉初稿:40%"]
    assert launch.read_count("progress.reported") == 2


def test_a_message_is_kept_while_the_database_is_locked(sqlite_launch: Team) -> None:
    path = str(sqlite_launch.database.url.database)
    known = sqlite_launch.count_inbox()
    with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN EXCLUSIVE")
        sqlite_launch.sends("李雷", REPORT)
        other.execute("ROLLBACK")
    sqlite_launch.settle(inbox=known + 1)

    assert sqlite_launch.last("林珊").text == "✓ #1 内容撰写:60%"
    assert sqlite_launch.read_count("progress.reported") == 1


def test_a_message_is_kept_while_the_disk_is_full(sqlite_launch: Team, caplog: pytest.LogCaptureFixture) -> None:
    known = sqlite_launch.count_inbox()
    sqlite_launch.limit_pages(1)
    sqlite_launch.sends("李雷", "@群程 备注 内容撰写:" + "字" * 3_000)
    sqlite_launch.until(lambda: "bot.cannot_" in caplog.text, "the bot did not notice")
    assert sqlite_launch.count_inbox() == known

    sqlite_launch.limit_pages(1_000_000)
    sqlite_launch.settle(inbox=known + 1)

    assert sqlite_launch.last("林珊").text.startswith("✓ 已备注到 #1 内容撰写:字字字")
    assert sqlite_launch.read_count("comment.added") == 1


def test_a_duplicated_click_is_done_once(launch: Team) -> None:
    launch.says("林珊", "@群程 彩排 1天 @李雷、直播 1天 @王强")
    launch.control.add_fault(NewFault(launch.bot.bot_id, "duplicate", count=1))

    assert launch.clicks("林珊", "确认").splitlines()[0] == "已确认:2 项任务"
    assert launch.says("林珊", "@群程 项目进度").splitlines()[0] == "**新品线上发布会**:已完成 0/5(0%)"
    assert (launch.read_count("task.created"), launch.read_count("plan.confirmed")) == (5, 2)


def test_a_card_that_nobody_remembers_says_so(launch: Team) -> None:
    launch.says("林珊", "@群程 彩排 1天 @李雷、直播 1天 @王强")
    card = launch.card("林珊", "确认")
    launch.database.write(launch.installation.org_id, lambda session: session.execute(session.delete(cards)))

    assert launch.clicks("林珊", "确认", on=card).endswith("这张卡片太旧了,已经不能用了。直接说一句也行。")
    assert launch.read_count("task.created") == 3


def test_a_card_of_yesterday_about_a_task_that_is_gone(launch: Team) -> None:
    launch.says("林珊", "@群程 李雷 周五前 写脚本")
    card = launch.card("林珊", "撤销")
    launch.at("2026-11-24 10:00")

    assert launch.clicks("林珊", "撤销", on=card).endswith("那是一天以前的事了,撤不回来;直接说要改成什么就行。")
    assert launch.read_count("operation.undone") == 0


def test_somebody_nobody_knows_presses_a_button(strangers: Team) -> None:
    strangers.introduced("林珊")
    strangers.says("林珊", "@群程 启动项目 新品线上发布会")
    strangers.says("林珊", "@群程 彩排 1天、直播 1天")

    assert strangers.clicks("赵敏", "确认").endswith("这一步要由项目经理来定,请项目经理在这里说一声就好。")
    assert strangers.read_count("task.created") == 0
