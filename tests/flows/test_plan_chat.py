"""The plan in the chat: consequences before a change, other ways, questions, what if, requests, pictures."""

import struct

import pytest

from tests.support.product import GROUP, Team

LATER = (
    "#2 视觉初稿:截止改为 12月2日 周三\n"
    "3 项任务后移;项目完成 12/4 → 12月9日 周三\n"
    "#2|视觉初稿 11/27→12/2\n"
    "#3|测试部署 12/4→12/9\n"
    "#4|切图 12/1→12/4\n"
    "#3 等 #4;#4 等 #2\n"
)
BUTTONS = "[确认] [换个办法] [算了]"


@pytest.fixture
def planned(launch: Team) -> Team:
    """切图 follows 视觉初稿, and 测试部署 waits for it and for 内容撰写."""
    launch.says("林珊", "@群程 切图 2天 @赵敏 在视觉初稿之后")
    launch.says("林珊", "@群程 测试部署要在切图和内容撰写之后")
    launch.clicks("林珊", "确认")
    for name in ("林珊", "韩梅梅", "王强", "赵敏"):
        launch.told(name)
    return launch


def test_links_to_two_tasks_are_shown_then_made_and_told_once(launch: Team) -> None:
    launch.says("林珊", "@群程 切图 2天 @赵敏 在视觉初稿之后")

    assert launch.says("林珊", "@群程 测试部署要在切图和内容撰写之后") == (
        "#3 测试部署:在 #4 切图、#1 内容撰写 完成之后开始\n"
        f"1 项任务后移;项目完成 12/2 → 12月4日 周五\n#3|测试部署 12/2→12/4\n{BUTTONS}"
    )
    assert launch.read_count("dependency.added") == 2
    assert launch.clicks("林珊", "确认").splitlines()[0] == "已调整 #3 测试部署"
    assert launch.read_count("dependency.added") == 4
    assert launch.told("王强") == [
        "「新品线上发布会」的计划变了(林珊 调整了 #3 测试部署):\n- #3 测试部署:12/2 → **12月4日 周五**(等 #4 切图)"
    ]


def test_another_way_is_computed_shown_again_and_done_as_one_act(planned: Team) -> None:
    assert planned.says("林珊", "@群程 把视觉初稿延到下周三") == LATER + BUTTONS
    assert planned.clicks("林珊", "换个办法") == (
        "#2 视觉初稿:截止改为 12月2日 周三\n"
        "选一个看看影响\n"
        "办法1|切图 和 视觉初稿 并行\n"
        "办法2|测试部署 压到 1 天\n"
        "办法1:2 项任务后移;1 项任务提前;项目完成 12/4 → 12月7日 周一\n"
        "办法2:3 项任务后移;项目完成 12/4 → 12月7日 周一\n"
        "[办法1] [办法2] [按原来的] [算了]"
    )
    assert planned.clicks("林珊", "办法1").splitlines()[1:5] == [
        "2 项任务后移;1 项任务提前;项目完成 12/4 → 12月7日 周一",
        "#2|视觉初稿 11/27→12/2",
        "#3|测试部署 12/4→12/7",
        "#4|切图 12/1→11/27",
    ]
    assert planned.read_count("task.changed") == 0

    planned.clicks("林珊", "确认")
    assert planned.told("韩梅梅") == [
        "「新品线上发布会」的计划变了(林珊 调整了 #2 视觉初稿):\n- #2 视觉初稿:11/27 → **12月2日 周三**"
    ]
    assert planned.told("赵敏") == [
        "「新品线上发布会」的计划变了(林珊 调整了 #2 视觉初稿):\n- #4 切图:12/1 → **11月27日 周五**(等 #2 视觉初稿)"
    ]
    assert planned.says("林珊", "@群程 撤销") == (
        "已撤销:「视觉初稿」把最早开始改为 11月26日 周四,截止日期改为 12月2日 周三;"
        "取消了「视觉初稿」与「切图」的先后关系;「视觉初稿」完成后再做「切图」"
    )
    assert planned.says("林珊", "@群程 把视觉初稿延到下周三") == LATER + BUTTONS, "everything is as before"


def test_in_words_a_way_is_asked_for_chosen_and_confirmed(planned: Team) -> None:
    planned.says("林珊", "@群程 把视觉初稿延到下周三")
    assert planned.says("林珊", "@群程 换个办法").splitlines()[-1] == "[办法1] [办法2] [按原来的] [算了]"
    assert planned.says("林珊", "@群程 第二个").splitlines()[1] == "3 项任务后移;项目完成 12/4 → 12月7日 周一"
    assert planned.says("林珊", "@群程 确认").startswith("**已调整 #2 视觉初稿**")
    assert planned.says("林珊", "@群程 #3 什么情况").splitlines()[1] == "计划 12月7日 周一 → 12月7日 周一"


def test_a_plan_that_changed_meanwhile_is_shown_again_instead_of_done(planned: Team) -> None:
    planned.says("林珊", "@群程 把视觉初稿延到下周三")
    card = planned.card("林珊", "换个办法")
    planned.says("林珊", "@群程 取消切图和测试部署的先后关系")

    assert planned.clicks("林珊", "确认", on=card) == (
        "#2 视觉初稿:截止改为 12月2日 周三\n"
        "3 项任务后移;项目完成 12/4 → 12月7日 周一\n"
        "#2|视觉初稿 11/27→12/2\n#3|测试部署 12/4→12/7\n#4|切图 12/1→12/4\n"
        f"计划刚刚变过,这是新的影响,请再确认一次;#3 等 #2;#4 等 #2\n{BUTTONS}"
    )
    assert planned.read_count("task.changed") == 0
    planned.clicks("林珊", "确认", on=planned.refreshed(card, "林珊"))
    assert planned.read_count("task.changed") == 1


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "测试部署工期改成4天",
            "#3 测试部署:工期改为 4 个工作日\n1 项任务后移;项目完成 12/4 → 12月7日 周一\n#3|测试部署 12/4→12/7",
        ),
        (
            "初稿开始后两天可以做切图",
            "#4 切图:在 #2 视觉初稿 开始 2 个工作日 后开始\n1 项任务提前;项目完成日期不变\n#4|切图 12/1→11/26",
        ),
        ("切图和初稿同时结束", "#4 切图:和 #2 视觉初稿 同时完成\n1 项任务提前;项目完成日期不变\n#4|切图 12/1→11/27"),
        (
            "取消视觉初稿和切图的先后关系",
            "#4 切图:不再等 #2 视觉初稿\n1 项任务提前;项目完成日期不变\n#4|切图 12/1→11/24",
        ),
        (
            "测试部署不早于12月7日开始",
            "#3 测试部署:不早于 12月7日 周一 开始\n1 项任务后移;项目完成 12/4 → 12月9日 周三\n#3|测试部署 12/4→12/9",
        ),
        (
            "测试部署必须12月8日完成",
            "#3 测试部署:必须在 12月8日 周二 完成\n1 项任务后移;项目完成 12/4 → 12月8日 周二\n#3|测试部署 12/4→12/8",
        ),
        (
            "把测试部署固定在12月8日,手动排",
            "#3 测试部署:手动排在 12月8日 周二\n1 项任务后移;项目完成 12/4 → 12月8日 周二\n#3|测试部署 12/4→12/8",
        ),
    ],
    ids=["length", "SS", "FF", "unlinked", "constraint", "must", "by_hand"],
)
def test_every_kind_of_change_says_what_it_does_first(planned: Team, said: str, shown: str) -> None:
    known = planned.read_count("task.changed") + planned.read_count("dependency.added")

    assert planned.says("林珊", f"@群程 {said}") == f"{shown}\n{BUTTONS}"
    assert planned.read_count("task.changed") + planned.read_count("dependency.added") == known
    assert planned.clicks("林珊", "确认").splitlines()[1] == shown.splitlines()[1]
    assert planned.says("林珊", "@群程 撤销").startswith("已撤销:")


def test_links_that_close_a_circle_are_refused_by_name(planned: Team) -> None:
    assert planned.says("林珊", "@群程 内容撰写在测试部署之后") == (
        "这样就互相等着了:测试部署 → 内容撰写 → 测试部署。计划没有改。"
    )
    assert planned.read_count("dependency.added") == 4


def test_leave_moves_the_plan_explains_it_and_is_taken_back(planned: Team) -> None:
    assert planned.says("林珊", "@群程 王强下周三到周五请假") == (
        "王强:12月2日 周三 到 12月4日 周五 请假\n"
        "1 项任务后移;项目完成 12/4 → 12月9日 周三\n#3|测试部署 12/4→12/9\n[就这么办] [换个办法] [算了]"
    )
    assert planned.clicks("林珊", "换个办法").splitlines()[2:4] == [
        "办法1|测试部署 换给 李雷",
        "办法2|测试部署 压到 1 天",
    ]
    planned.clicks("林珊", "按原来的")

    assert planned.told("王强") == [
        "「新品线上发布会」的计划跟着工作日历变了(林珊 调整):\n- #3 测试部署:12/4 → **12月9日 周三**(等 #4 切图)"
    ]
    assert planned.says("林珊", "@群程 为什么测试部署从28号开始?").splitlines()[:2] == [
        "**#3 测试部署** 从 12月7日 周一 开始,因为:",
        "1. 等 #4 切图 完成(12/1 完成);跳过王强请假 12/2–12/4、周末 12/5–12/6",
    ]
    assert planned.says("林珊", "@群程 撤销") == "已撤销:调整了工作日历"
    assert planned.says("林珊", "@群程 #3 什么情况").splitlines()[1] == "计划 12月2日 周三 → 12月4日 周五"


def test_ones_own_leave_is_offered_to_the_manager_and_others_leave_is_not_theirs_to_say(planned: Team) -> None:
    assert planned.says("王强", "@群程 我下周三请假").splitlines()[-1] == "[提交给项目经理] [算了]"
    assert planned.told("林珊") == []
    planned.clicks("王强", "提交给项目经理")
    assert planned.told("林珊") == [
        "王强 申请变更 王强 12月2日 周三 请假\n记下这几天\n#3|测试部署 12/4→12/7\n"
        "1 项任务后移;项目完成 12/4 → 12月7日 周一\n[同意] [驳回]"
    ]
    assert planned.read_count("work_calendar.changed") == 0

    planned.clicks("林珊", "同意")
    assert planned.read_count("work_calendar.changed") == 1
    assert planned.told("王强") == [
        "「新品线上发布会」的计划变了(林珊 同意了 王强 12月2日 周三 请假 的变更):\n"
        "- #3 测试部署:12/4 → **12月7日 周一**(等 #4 切图)"
    ]
    assert planned.says("李雷", "@群程 王强下周三请假") == "这一步要由项目经理来定,请项目经理在这里说一声就好。"


def test_a_day_of_overtime_brings_the_plan_forward(planned: Team) -> None:
    planned.says("林珊", "@群程 测试部署工期改成4天")
    planned.clicks("林珊", "确认")

    assert planned.says("林珊", "@群程 周六12月5日项目加班") == (
        f"项目日历:12月5日 周六 加班\n1 项任务提前;项目完成 12/7 → 12月5日 周六\n#3|测试部署 12/7→12/5\n{BUTTONS}"
    )
    assert planned.clicks("林珊", "确认").splitlines()[0] == "已记下 项目日历 12月5日 周六 加班"


def test_what_if_writes_nothing_and_is_done_by_right(planned: Team) -> None:
    consequences = planned.says("韩梅梅", "@群程 如果初稿晚两天会怎样?").splitlines()

    assert consequences[:2] == ["#2 视觉初稿:晚 2 个工作日", "3 项任务后移;项目完成 12/4 → 12月8日 周二"]
    assert consequences[-1] == "[提交给项目经理] [算了]"
    assert planned.read_count("change_request.opened") == 0
    planned.clicks("韩梅梅", "提交给项目经理")
    assert planned.read_count("change_request.opened") == 1

    assert planned.says("林珊", "@群程 如果初稿晚两天会怎样?").splitlines()[-1] == "[就这么办] [换个办法] [算了]"
    known = planned.read_count("task.changed")
    planned.clicks("林珊", "就这么办")
    assert planned.read_count("task.changed") == known + 1


def test_a_member_asks_for_a_link_and_the_manager_decides_it(planned: Team) -> None:
    assert planned.says("王强", "@群程 测试部署在视觉初稿之后") == "它们已经有这个先后关系了。"
    assert planned.says("王强", "@群程 切图在内容撰写之后") == (
        "#4 切图:在 #1 内容撰写 完成之后开始\n"
        "影响:2 项任务后移;项目完成 12/4 → 12月8日 周二\n已提交给 林珊 确认,同意后计划才会变。"
    )
    assert planned.told("林珊") == [
        "王强 申请变更 #4 切图\n在 #1 内容撰写 完成之后开始\n#3|测试部署 12/4→12/8\n#4|切图 12/1→12/3\n"
        "2 项任务后移;项目完成 12/4 → 12月8日 周二\n[同意] [驳回]"
    ]
    planned.clicks("林珊", "同意")
    assert planned.told("赵敏") == [
        "「新品线上发布会」的计划变了(林珊 同意了 #4 切图 的变更):\n- #4 切图:12/1 → **12月3日 周四**(等 #1 内容撰写)"
    ]
    assert planned.read_count("dependency.added") == 5


def test_questions_about_the_plan(planned: Team) -> None:
    assert planned.says("王强", "@群程 为什么测试部署从28号开始?") == (
        "**#3 测试部署** 从 12月2日 周三 开始,因为:\n"
        "1. 等 #4 切图 完成(12/1 完成)\n"
        "2. #4 切图(11/30–12/1):等 #2 视觉初稿 完成(11/27 完成);跳过周末 11/28–11/29\n"
        "3. #2 视觉初稿(11/23–11/27):项目这天开始,前面没有要等的"
    )
    assert planned.says("王强", "@群程 关键路径") == (
        "**关键路径**(2 项,浮动 0 天,项目 12月4日 周五 完成)\n"
        "1. **#1 内容撰写** @李雷 11/23–12/1\n"
        "2. **#3 测试部署** @王强 12/2–12/4\n"
        "同样关键:#2 视觉初稿 → #4 切图(浮动 0 天)\n"
        "这些任务晚一天,项目就晚一天。"
    )
    assert planned.says("王强", "@群程 谁下周最忙") == (
        "**11月30日 周一 到 12月6日 周日 的工作量**\n"
        "1. 王强 24h/40h(60%)\n2. 李雷 16h/40h(40%)\n3. 赵敏 16h/40h(40%)\n"
        "没有排任务:林珊、陈总、韩梅梅"
    )
    planned.says("韩梅梅", "@群程 视觉初稿预计12月1日完成")
    assert planned.says("王强", "@群程 项目什么时候能完成") == (
        "**新品线上发布会** 计划 12月4日 周五 完成\n按现在的进展,预计 12月8日 周二,比计划晚\n"
        "- #2 视觉初稿 @韩梅梅 自己预计 12/1,晚 2 天"
    )


def test_the_baseline_is_kept_and_compared_with(planned: Team) -> None:
    assert planned.says("王强", "@群程 存一个基线 叫 第二版") == "这一步要由项目经理来定,请项目经理在这里说一声就好。"
    assert planned.says("林珊", "@群程 存一个基线 叫 第二版") == (
        "已存基线「第二版」,12月4日 周五 完成。以后说「和基线比怎么样」就能看到偏差。"
    )
    planned.says("林珊", "@群程 测试部署工期改成4天")
    planned.clicks("林珊", "确认")

    assert planned.says("李雷", "@群程 和基线比怎么样") == (
        "**和基线「第二版」比**(11月23日 周一 存的)\n项目完成 12/4 → 12/7,晚 1 天\n- #3 测试部署 12/4 → 12/7,晚 1 天"
    )


def test_milestones_with_their_days(planned: Team) -> None:
    assert planned.says("李雷", "@群程 里程碑") == "还没有里程碑。说「里程碑 上线 12月18日」就可以加一个。"
    planned.says("林珊", "@群程 里程碑 发布会 12月8日")
    assert planned.says("林珊", "@群程 发布会必须12月8日") == (
        "#5 发布会:必须在 12月8日 周二 完成\n"
        "1 项任务后移;里程碑 发布会 +11 天;项目完成 12/4 → 12月8日…\n#5|发布会 11/23→12/8\n"
        f"1 项任务后移;里程碑 发布会 +11 天;项目完成 12/4 → 12月8日 周二\n{BUTTONS}"
    )
    planned.clicks("林珊", "确认")
    assert planned.says("李雷", "@群程 里程碑") == "**里程碑**(1 个)\n1. **#5 发布会** 12月8日 周二"


@pytest.mark.parametrize("asked", ["甘特图", "我的甘特图", "本月甘特图", "关键路径图"])
def test_pictures_of_the_plan_are_posted(planned: Team, asked: str) -> None:
    planned.says("王强", f"@群程 {asked}")

    png = planned.picture("王强", planned.last("王强", group=GROUP))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) <= 200 * 1024
    rows = {"甘特图": 4, "我的甘特图": 1, "本月甘特图": 3, "关键路径图": 4}[asked]
    assert struct.unpack(">II", png[16:24]) == (1080, 244 + 76 * rows + 72)


@pytest.mark.parametrize(
    "talk",
    [
        "关键路径这个词我第一次听说",
        "听说王强下周三请假",
        "要是周五能上线就好了",
        "不想12月5日加班",
        "为什么群里没人说话",
    ],
)
def test_who_merely_talks_of_plans_changes_nothing(planned: Team, talk: str) -> None:
    planned.says("林珊", f"@群程 {talk}")

    assert planned.read_count("task.changed") == 0
    assert planned.read_count("work_calendar.changed") == 0
    assert not planned.last("林珊").buttons
