"""Members ask, the manager decides, once; everybody concerned is told once."""

from quncheng.sandbox.control_types import NewFault
from tests.support.product import Team

LATER = "@群程 初稿要晚两天,等品牌方素材"
CARD = (
    "韩梅梅 申请变更 #2 视觉初稿\n晚 2 个工作日\n> 韩梅梅:等品牌方素材\n"
    "#2|视觉初稿 11/27→12/1\n#3|测试部署 12/2→12/4\n2 项任务后移;项目完成 12/2 → 12月4日 周五\n[同意] [驳回]"
)


def test_a_rejected_request_leaves_the_plan_but_the_forecast_is_known(launch: Team) -> None:
    launch.says("韩梅梅", LATER)
    assert launch.told("林珊") == [CARD]

    assert launch.clicks("林珊", "驳回").splitlines()[:2] == ["已驳回:韩梅梅 的变更 #2 视觉初稿", "由 林珊 处理"]
    assert launch.told("韩梅梅") == ["林珊 没有同意您对 #2 视觉初稿 的变更申请"]
    assert launch.told("王强") == []
    assert launch.says("林珊", "@群程 韩梅梅在忙什么").splitlines()[1] == (
        "1. **#2 视觉初稿** 未开始,11月27日 周五 到期,预计 12月1日 周二"
    )


def test_of_two_clicks_the_first_that_arrives_stands(launch: Team) -> None:
    launch.says("韩梅梅", LATER)
    card = launch.card("林珊", "同意")
    launch.control.add_fault(NewFault(launch.bot.bot_id, "reorder", count=2))
    known = launch.count_inbox()
    launch.taps("林珊", "驳回", on=card)
    launch.taps("林珊", "同意", on=card)
    launch.settle(inbox=known + 2)

    assert launch.look(card, "林珊").splitlines()[:2] == ["已同意:韩梅梅 的变更 #2 视觉初稿", "由 林珊 处理"]
    assert launch.told("韩梅梅") == [
        "「新品线上发布会」的计划变了(林珊 同意了 #2 视觉初稿 的变更):\n- #2 视觉初稿:11/27 → **12月1日 周二**"
    ]
    assert launch.read_count("change_request.decided") == 1


def test_decided_by_a_sentence_with_a_comment(launch: Team) -> None:
    launch.says("韩梅梅", LATER)

    assert launch.says("林珊", "驳回 素材今天就到") == "已驳回 #2 视觉初稿 的变更,计划不变。"
    assert launch.told("韩梅梅") == ["林珊 没有同意您对 #2 视觉初稿 的变更申请:素材今天就到"]
    assert launch.says("林珊", "同意") == "现在没有等您处理的变更申请。"


def test_of_several_requests_one_is_named(launch: Team) -> None:
    launch.says("韩梅梅", LATER)
    launch.says("李雷", "@群程 内容撰写要晚一天")

    assert launch.says("林珊", "同意") == (
        "有几个申请在等您:#1 内容撰写、#2 视觉初稿。请点卡片,或者带上编号,比如「同意 #2」。"
    )
    assert launch.says("林珊", "同意 #1") == "已同意 #1 内容撰写 的变更:1 项任务后移;项目完成日期不变"
    assert launch.says("林珊", "同意") == ("已同意 #2 视觉初稿 的变更:2 项任务后移;项目完成 12/2 → 12月4日 周五")


def test_a_member_asks_for_new_tasks_and_for_less(launch: Team) -> None:
    assert launch.says("王强", "@群程 赵敏 周五前 买域名") == ("计划由 林珊 来定,已替您提交:\n1. 买域名 11/27 前 @赵敏")
    assert launch.told("林珊") == [
        "王强 申请变更 1 项新任务\n新增 买域名\n任务1|买域名 11/27 前\n同意后就加进计划\n[同意] [驳回]"
    ]
    launch.clicks("林珊", "同意")
    assert launch.told("王强") == ["林珊 同意了您对 1 项新任务 的变更申请。已经加进计划"]
    assert launch.told("赵敏")[0].splitlines()[1] == "- **#4 买域名** 11月27日 周五 到期"

    launch.told("林珊")
    assert launch.says("王强", "@群程 测试部署不用做了") == ("#3 测试部署:取消\n已提交给 林珊 确认,同意后才会取消。")
    assert launch.told("林珊")[0].splitlines()[:3] == [
        "王强 申请变更 #3 测试部署",
        "取消这项任务",
        "同意后这项任务就取消了",
    ]
    assert launch.read_count("task.changed") == 0
    launch.clicks("林珊", "同意")
    assert launch.says("林珊", "@群程 测试部署什么情况").startswith("**#3 测试部署** @王强 已取消")


def test_who_is_not_the_manager_cannot_decide(launch: Team) -> None:
    launch.says("韩梅梅", LATER)

    assert launch.says("李雷", "同意") == "现在没有等您处理的变更申请。"
    assert launch.says("韩梅梅", "@群程 同意") == "现在没有等您处理的变更申请。"
    assert launch.read_count("change_request.decided") == 0
