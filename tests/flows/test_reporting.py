"""Progress in people's own words, the answers to what was unclear, and questions about it all."""

import pytest

from tests.support.product import Team


@pytest.fixture
def shop(team: Team) -> Team:
    """李雷 does the pages, 王强 the interface."""
    team.says("林珊", "@群程 启动项目 网店改版")
    team.says("林珊", "@群程 登录页 5天 @李雷、支付页 10天 @李雷、接口 3天 @王强")
    team.clicks("林珊", "确认")
    for name in ("林珊", "李雷", "王强"):
        team.told(name)
    return team


def test_several_statements_in_one_message(shop: Team) -> None:
    assert shop.says("李雷", "@群程 登录页做完了,接口到80%,支付预计周五") == (
        "✓ #1 登录页:已完成\n"
        "#3 由别人负责,进展请负责人来说;要补充可以说「备注 #3:…」。\n"
        "✓ #2 支付页:预计 11月27日 周五 完成"
    )


def test_a_forecast_later_than_the_plan_leaves_the_plan_alone(shop: Team) -> None:
    assert shop.says("王强", "@群程 接口还要一周") == (
        "✓ #3 接口:预计 11月30日 周一 完成(计划是 11月25日 周三,计划没有变;要改计划可以说「接口延到…」)"
    )
    assert shop.read_count("task.rescheduled") == 0


def test_blocked_tells_the_manager_once_and_goes_on(shop: Team) -> None:
    assert shop.says("王强", "@群程 接口卡住了,等对方账号") == "✓ #3 接口:受阻(等对方账号)"
    assert shop.told("林珊") == ["「网店改版」王强 的 #3 接口 受阻:等对方账号"]
    assert shop.says("王强", "@群程 接口恢复了") == "✓ #3 接口:进行中"
    assert shop.told("林珊") == []


def test_a_vague_amount_is_asked_for_and_answered_by_click_or_in_words(shop: Team) -> None:
    assert shop.says("李雷", "@群程 登录页快好了") == (
        "登录页大概做到百分之多少了?\n点一个,或直接回一句\n[25%] [50%] [75%] [90%] [算了]"
    )
    question = shop.card("李雷", "90%")
    assert shop.clicks("李雷", "90%") == "登录页大概做到百分之多少了?\n已选:90%\n[已处理]\n✓ #1 登录页:90%"

    shop.says("王强", "@群程 接口差不多了")
    assert shop.says("王强", "@群程 八成吧") == "✓ #3 接口:80%"
    late = shop.clicks("王强", "25%", on=shop.card("王强", "25%"))
    assert late == "接口大概做到百分之多少了?\n已选:80%\n[已处理]"
    assert question.text.endswith("[算了]")
    assert shop.read_count("progress.reported") == 2


def test_several_things_missing_are_asked_one_after_the_other(shop: Team) -> None:
    assert shop.says("李雷", "@群程 登录页快好了,支付页差不多了") == (
        "登录页大概做到百分之多少了?\n点一个,或直接回一句(后面还有 1 个问题)\n[25%] [50%] [75%] [90%] [算了]"
    )
    assert shop.says("李雷", "@群程 90%") == (
        "✓ #1 登录页:90%\n支付页大概做到百分之多少了?\n点一个,或直接回一句\n[25%] [50%] [75%] [90%] [算了]"
    )
    assert shop.clicks("李雷", "75%").endswith("✓ #2 支付页:75%")


def test_a_day_that_is_missing_is_asked_for_behind_the_one_that_cannot_be_kept(shop: Team) -> None:
    assert shop.says("王强", "@群程 接口来不及了") == (
        "接口 预计完成是哪天?\n点一个,或直接回一句\n[11月26日 周四] [11月27日 周五] [12月2日 周三] [算了]"
    )
    assert shop.clicks("王强", "11月27日").endswith(
        "✓ #3 接口:预计 11月27日 周五 完成(计划是 11月25日 周三,计划没有变;要改计划可以说「接口延到…」)"
    )


def test_tasks_cannot_wait_for_each_other(shop: Team) -> None:
    assert shop.says("林珊", "@群程 支付页在登录页之后").splitlines()[:2] == [
        "#2 支付页:在 #1 登录页 完成之后开始",
        "1 项任务后移;项目完成 12/4 → 12月11日 周五",
    ]
    shop.clicks("林珊", "确认")
    assert shop.says("林珊", "@群程 登录页在支付页之后") == ("这样就互相等着了:支付页 → 登录页 → 支付页。计划没有改。")
    assert shop.read_count("dependency.added") == 1


def test_a_name_nobody_knows_is_asked_about_before_anything_is_done(shop: Team) -> None:
    assert shop.says("王强", "@群程 首页做完了") == (
        "没找到「首页」,是您的这一项吗?\n点一个,或直接回一句\n[#3 接口] [算了]"
    )
    assert shop.says("王强", "@群程 算了") == "好的,那就算了。"
    assert shop.read_count("progress.reported") == 0


def test_questions(shop: Team) -> None:
    shop.says("李雷", "@群程 登录页做到一半了")
    shop.at("2026-11-26 10:00")

    assert shop.says("林珊", "@群程 今天有哪些逾期任务") == (
        "**逾期任务**(1 项)\n1. **#3 接口** @王强 未开始 0%,11月25日 周三 到期,已逾期 1 天".replace(" 0%", "")
    )
    assert shop.says("李雷", "我的任务") == (
        "**您的任务**(2 项)\n1. **#1 登录页** 进行中 50%,11月27日 周五 到期\n2. **#2 支付页** 未开始,12月4日 周五 到期"
    )
    assert shop.says("李雷", "第二个做到30%") == "✓ #2 支付页:30%"
    assert shop.says("林珊", "@群程 项目进度").splitlines()[:3] == [
        "**网店改版**:已完成 0/3(0%)",
        "进行中 2 ・ 受阻 0 ・ 逾期 1",
        "计划完成 12月4日 周五",
    ]
    assert shop.says("陈总", "@群程 李雷在忙什么").splitlines() == [
        "**李雷 的任务**(2 项)",
        "1. **#1 登录页** 进行中 50%,11月27日 周五 到期",
        "2. **#2 支付页** 进行中 30%,12月4日 周五 到期",
    ]
    assert shop.says("林珊", "@群程 周报").splitlines()[0] == "## 网店改版 周报 11/23–11/29"
    assert shop.says("林珊", "@群程 帮助").splitlines()[0] == "**可以这样对我说**(在群里先 @我)"


def test_a_comment(shop: Team) -> None:
    assert shop.says("王强", "@群程 备注 登录页:等设计稿") == "✓ 已备注到 #1 登录页:等设计稿"
    assert shop.read_count("comment.added") == 1


def test_talk_is_not_a_command(shop: Team) -> None:
    assert shop.says("李雷", "@群程 今天天气不错") == (
        "没太明白「今天天气不错」。可以说「登录页做到80%」「我的任务」,或者「帮助」看更多例子。"
    )
    assert shop.says("李雷", "@群程 他说登录页要延期") == "我在。说「帮助」看看我能做什么。"
    assert shop.read_count("change_request.opened") == 0


def test_what_is_said_by_voice(shop: Team) -> None:
    assert shop.says("李雷", "登录页做到六成了", voice=True) == "✓ #1 登录页:60%"
