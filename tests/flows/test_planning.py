"""Planning in free words: other names, lengths and days, one task or several, links said in a sentence."""

import pytest

from tests.support.product import GROUP, OTHER_GROUP, Team


@pytest.fixture
def project(team: Team) -> Team:
    team.says("林珊", "@群程 启动项目 新品线上发布会")
    return team


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("王强 搭直播间 下周三下午三点前", "已建任务 #1 搭直播间\n负责人|王强\n截止|12月2日 周三 15:00\n优先级|中"),
        ("三天后 赵敏 交素材", "已建任务 #1 交素材\n负责人|赵敏\n截止|11月26日 周四\n优先级|中"),
        ("月底前李雷写总结", "已建任务 #1 写总结\n负责人|李雷\n截止|11月30日 周一\n优先级|中"),
        (
            "本月28号 韩梅梅 交付海报",
            "已建任务 #1 交付海报\n负责人|韩梅梅\n截止|11月28日 周六\n优先级|中\n"
            "11月28日 周六 是休息日,前一个工作日是 11月27日 周五",
        ),
        (
            "国庆后第一个工作日 王强 上线复盘",
            "已建任务 #1 上线复盘\n负责人|王强\n截止|2027年10月8日 周五\n优先级|中\n"
            "2027年的放假安排还没公布,2027年10月8日 周五 是按往年惯例算的",
        ),
        (
            "给王强建个任务:压力测试,工期3个工作日,高优先级",
            "已建任务 #1 压力测试\n负责人|王强\n工期|3 个工作日\n计划|11/23 – 11月25日 周三\n优先级|高",
        ),
        ("@赵敏 明早九点 开机仪式", "已建任务 #1 开机仪式\n负责人|赵敏\n截止|11月24日 周二 09:00\n优先级|中"),
        ("韩妹妹 周五前 做海报", "「韩妹妹」是 韩梅梅 吗?\n点一个,或直接回一句\n[韩梅梅] [算了]"),
    ],
    ids=["hour", "days", "month_end", "day_off", "holiday", "length", "morning", "sound"],
)
def test_one_task_is_made_at_once_and_shows_the_day_that_was_understood(project: Team, said: str, shown: str) -> None:
    answer = project.says("林珊", f"@群程 {said}")

    assert answer.removesuffix("\n[撤销]") == shown


def test_many_tasks_with_links_said_in_words_are_one_draft(project: Team) -> None:
    answer = project.says(
        "林珊",
        "@群程 登录页 5个工作日 @李雷,接口 3天 @王强,支付 两周 @李雷 在接口之后,下周三下午三点前 @赵敏 出主视觉",
    )

    assert answer == (
        "计划草案:4 项任务\n"
        "预计 12月9日 周三 全部完成\n"
        "李雷|登录页 5天 11/23–11/27\n"
        "王强|接口 3天 11/23–11/25\n"
        "李雷|支付 10天 11/26–12/9\n"
        "赵敏|出主视觉 12/2 15:00 前\n"
        "天数按工作日算(含调休);支付 在 接口 之后\n"
        "[确认] [取消]"
    )
    assert project.clicks("林珊", "确认").splitlines()[2:6] == [
        "李雷|#1 登录页 11/23–11/27",
        "王强|#2 接口 11/23–11/25",
        "李雷|#3 支付 11/26–12/9",
        "赵敏|#4 出主视觉 12/2 15:00 前",
    ]
    assert project.told("李雷") == [
        "林珊 在「新品线上发布会」里给您安排了 2 项任务:\n- **#1 登录页** 11月27日 周五 到期\n"
        "- **#3 支付** 12月9日 周三 到期\n\n有进展直接回我一句就行。"
    ]


def test_a_draft_is_confirmed_or_dropped_in_words_as_well(project: Team) -> None:
    project.says("林珊", "@群程 登录页 5天 @李雷、接口 3天 @王强")
    assert project.says("林珊", "@群程 取消") == "**已取消,什么都没改**"
    assert project.read_count("task.created") == 0

    project.says("林珊", "@群程 登录页 5天 @李雷、接口 3天 @王强")
    assert project.says("林珊", "@群程 好的").startswith("**已确认:2 项任务**")
    assert project.read_count("task.created") == 2

    assert project.says("林珊", "@群程 确认") == "我没有在等您回答什么。要我做什么,直接说就行;说「帮助」看看例子。"
    assert project.read_count("task.created") == 2


def test_a_quoted_message_becomes_a_task_with_the_quote_as_its_evidence(project: Team) -> None:
    message = project.remarks("陈总", "官网要换一张新的头图")

    answer = project.says("林珊", "@群程 李雷 周五", quote=message)

    assert answer == ("已建任务 #1 官网要换一张新的头图\n负责人|李雷\n截止|11月27日 周五\n优先级|中\n[撤销]")
    assert project.told("李雷")[0].startswith("林珊 在「新品线上发布会」里给您安排了 1 项任务")


def test_somebody_new_is_planned_by_name(project: Team) -> None:
    answer = project.says("林珊", "@群程 @赵六 周五前 租场地")

    assert answer == (
        "赵六 还没有私聊过我,暂时收不到私信;请他们先给我发一句话。\n"
        "已建任务 #1 租场地\n负责人|赵六\n截止|11月27日 周五\n优先级|中\n[撤销]"
    )


def test_a_new_task_after_one_that_exists(launch: Team) -> None:
    answer = launch.says("林珊", "@群程 上线演练 2天 @王强 在测试部署之后")

    assert answer == ("已建任务 #4 上线演练\n负责人|王强\n工期|2 个工作日\n计划|12/3 – 12月4日 周五\n优先级|中\n[撤销]")


def test_the_plan_is_changed_by_number_title_part_of_a_title_list_and_quote(launch: Team) -> None:
    assert launch.says("林珊", "@群程 #3 优先级调高") == "好的,#3 测试部署:优先级改为高"
    assert launch.says("林珊", "@群程 内容撰写改给王强") == (
        "#1 内容撰写:负责人改为 王强\n王强 11/30 超载(共 2 天)\n[确认] [换个办法] [算了]"
    )
    launch.clicks("林珊", "确认")
    assert launch.told("李雷") == ["「新品线上发布会」的 #1 内容撰写 改由 王强 负责了,辛苦您前面的工作。"]
    assert launch.told("王强")[0].splitlines()[1] == "- **#1 内容撰写** 12月1日 周二 到期"
    assert launch.says("林珊", "@群程 撰写延到12月3号").splitlines()[:2] == [
        "#1 内容撰写:截止改为 12月3日 周四",
        "1 项任务后移;项目完成 12/2 → 12月3日 周四;王强 12/2 超载",
    ]
    launch.says("林珊", "@群程 确认")

    listed = launch.says("林珊", "@群程 计划")
    assert listed == (
        "**计划**(3 项)\n"
        "1. **#2 视觉初稿** @韩梅梅 未开始,11月27日 周五 到期\n"
        "2. **#1 内容撰写** @王强 未开始,12月3日 周四 到期\n"
        "3. **#3 测试部署** @王强 未开始,12月2日 周三 到期"
    )
    assert launch.says("林珊", "@群程 第三个改给李雷") == "好的,#3 测试部署:负责人改为 李雷"
    assert launch.says("林珊", "@群程 第九个改给李雷") == (
        "我最近没有列出第 9 项。先说「我的任务」或「计划」,或者直接说任务的编号。"
    )

    launch.says("林珊", "@群程 视觉初稿什么情况")
    card = launch.last("林珊", group=GROUP)
    assert launch.says("林珊", "@群程 优先级调高", quote=card) == "好的,#2 视觉初稿:优先级改为高"


def test_long_titles_leave_room_for_their_days(project: Team) -> None:
    title = "线上发布会全流程彩排与直播推流链路联合压力测试"

    answer = project.says("林珊", f"@群程 {title} 5天 @李雷、接口 3天 @王强")

    assert answer.splitlines()[2] == "李雷|线上发布会全流程彩排与… 5天 11/23–11/27"
    project.clicks("林珊", "确认")
    assert project.says("林珊", "@群程 #1 什么情况").splitlines()[0] == (
        f"**#1 {title}** @李雷 未开始,11月27日 周五 到期"
    )


def test_a_card_that_is_quoted_in_private_is_of_its_own_project(launch: Team) -> None:
    launch.says("李雷", "@群程 启动项目 官网改版", group=OTHER_GROUP)
    launch.says("李雷", "@群程 李雷 周五前 换域名", group=OTHER_GROUP)
    launch.says("李雷", "换域名什么情况")
    shown = launch.newest("李雷")

    assert shown.text.splitlines()[0] == "**#1 换域名** @李雷 未开始,11月27日 周五 到期"
    assert launch.says("李雷", "做完了", quote=shown) == "✓ #1 换域名:已完成"


def test_a_change_that_moves_others_is_shown_before_it_is_made(launch: Team) -> None:
    assert launch.says("林珊", "@群程 视觉初稿晚两天") == (
        "#2 视觉初稿:晚 2 个工作日\n"
        "2 项任务后移;项目完成 12/2 → 12月4日 周五\n"
        "#2|视觉初稿 11/27→12/1\n"
        "#3|测试部署 12/2→12/4\n"
        "#3 等 #2\n"
        "[确认] [换个办法] [算了]"
    )
    assert launch.says("林珊", "@群程 取消") == "**好的,计划不变**"
    assert launch.read_count("task.changed") == 0

    launch.says("林珊", "@群程 视觉初稿晚两天")
    assert launch.clicks("林珊", "确认").startswith("已调整 #2 视觉初稿\n2 项任务后移;项目完成 12/2 → 12月4日 周五")
    assert launch.told("韩梅梅") == [
        "「新品线上发布会」的计划变了(林珊 调整了 #2 视觉初稿):\n- #2 视觉初稿:11/27 → **12月1日 周二**"
    ]
    assert launch.told("王强") == [
        "「新品线上发布会」的计划变了(林珊 调整了 #2 视觉初稿):\n- #3 测试部署:12/2 → **12月4日 周五**(等 #2 视觉初稿)"
    ]
