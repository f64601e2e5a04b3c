"""撤销: the last thing the bot did for somebody is taken back, if that takes nothing away from others."""

from tests.support.product import Team


def test_a_report_is_taken_back_in_words_with_its_day(launch: Team) -> None:
    launch.says("李雷", "@群程 文案写到60%了,预计周四完成")

    assert launch.says("李雷", "@群程 撤销") == (
        "已撤销:「内容撰写」进展:完成度 60%,预计 11月26日 周四 完成;"
        "「内容撰写」把状态改为 进行中,完成度改为 60%,预计完成改为 11月26日 周四"
    )
    assert launch.says("林珊", "@群程 李雷在忙什么").splitlines()[1] == "1. **#1 内容撰写** 未开始,12月1日 周二 到期"
    assert launch.says("李雷", "@群程 撤销") == "没有可以撤销的操作。"


def test_a_created_task_is_taken_back_under_its_card(launch: Team) -> None:
    launch.says("林珊", "@群程 李雷 周五前 写脚本")

    assert launch.clicks("林珊", "撤销") == "已撤销\n新建了任务「写脚本」\n[已处理]"
    assert launch.says("林珊", "@群程 脚本什么情况") == (
        "没找到「脚本」这项任务。说任务的编号或完整名称试试,或者先看「我的任务」。"
    )


def test_a_confirmed_plan_is_taken_back_as_a_whole(launch: Team) -> None:
    assert launch.says("林珊", "@群程 撤销").startswith("已撤销:新建了任务「内容撰写」;新建了任务「视觉初稿」;")
    assert launch.says("林珊", "@群程 计划") == "计划里还没有任务。说「内容撰写 7天 @李雷」就可以加一项。"


def test_too_late(launch: Team) -> None:
    launch.says("李雷", "@群程 文案写到60%了")
    launch.at("2026-11-24 10:00")

    assert launch.says("李雷", "@群程 撤销") == "那是一天以前的事了,撤不回来;直接说要改成什么就行。"
    assert launch.read_count("operation.undone") == 0


def test_changed_since_by_somebody_else(launch: Team) -> None:
    launch.says("林珊", "@群程 #1 优先级调高")
    launch.says("王强", "我的任务")
    launch.says("李雷", "@群程 文案写到60%了")
    launch.says("林珊", "@群程 内容撰写做完了")

    assert launch.says("李雷", "@群程 撤销") == (
        "后来又有人改过「状态」,为了不弄丢别人的改动,没有撤销。直接说要改成什么就行。"
    )
    assert launch.read_count("operation.undone") == 0


def test_nobody_takes_back_what_somebody_else_did(launch: Team) -> None:
    launch.says("李雷", "@群程 文案写到60%了")

    assert launch.says("韩梅梅", "@群程 撤销") == "没有可以撤销的操作。"
    launch.says("林珊", "@群程 王强 周五前 测速")
    assert launch.clicks("王强", "撤销", on=launch.card("王强", "撤销")).endswith("没有可以撤销的操作。")
    assert launch.read_count("operation.undone") == 0


def test_a_request_is_withdrawn(launch: Team) -> None:
    launch.says("韩梅梅", "@群程 初稿要晚两天,等品牌方素材")

    assert launch.says("韩梅梅", "@群程 撤销").startswith("已撤销:")
    assert launch.says("林珊", "@群程 同意") == "现在没有等您处理的变更申请。"
