"""The scene that must always work, the chat page and the app side by side: from the first word to Friday's report."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import card, column
from tests.browser.stage import SECOND, Stage

pytestmark = pytest.mark.browser

PROJECT = "新品线上发布会"
PLAN = "@群程 内容撰写 7天 @李雷、视觉初稿 5天 @韩梅梅、测试部署 3天 @王强(在视觉初稿之后)"


def test_a_team_plans_reports_replans_and_reads_its_week(on_stage: Stage) -> None:
    group = on_stage.world.launch_group
    linshan, told = on_stage.chat("林珊", group), on_stage.chat("林珊")
    lilei, hanmeimei, wangqiang, chenzong = (on_stage.chat(name) for name in ("李雷", "韩梅梅", "王强", "陈总"))
    for name, person in (("李雷", lilei), ("韩梅梅", hanmeimei), ("王强", wangqiang), ("陈总", chenzong)):
        person.hears(f"{name},您好!")
    app = on_stage.app("林珊")
    linshan.says(f"@群程 启动项目 {PROJECT}")
    linshan.hears(f"已启动「{PROJECT}」,项目经理是 林珊。")
    expect(sidebar(app).get_by_role("link", name=PROJECT)).to_be_visible(timeout=SECOND)
    sidebar(app).get_by_role("link", name=PROJECT).click()

    linshan.says(PLAN)
    plan = linshan.card("计划草案:3 项任务")
    expect(plan).to_contain_text("预计 12月2日 周三 全部完成")
    expect(rows(plan)).to_have_text(["内容撰写 7天 11/23–12/1", "视觉初稿 5天 11/23–11/27", "测试部署 3天 11/30–12/2"])
    linshan.presses("确认")
    expect(linshan.card("已确认:3 项任务")).to_be_visible()
    for title, due, owner in (
        ("内容撰写", "12月1日", "李雷"),
        ("视觉初稿", "11月27日", "韩梅梅"),
        ("测试部署", "12月2日", "王强"),
    ):
        expect(card(app, title)).to_contain_text(due, timeout=SECOND)
        expect(card(app, title).get_by_role("img", name=owner)).to_be_visible()

    for person, task in ((lilei, "内容撰写"), (hanmeimei, "视觉初稿"), (wangqiang, "测试部署")):
        person.hears("林珊 在「新品线上发布会」里给您安排了 1 项任务:")
        person.hears(task)
        expect(person.heard).to_have_count(2)

    in_group = on_stage.chat("李雷", group)
    in_group.says("@群程 文案写到60%了,预计周四完成")
    in_group.hears("✓ #1 内容撰写:60%,预计 11月26日 周四 完成")
    expect(card(app, "内容撰写")).to_contain_text("60%", timeout=SECOND)

    linshan.page.get_by_test_id("clock-evening").click()
    asked = hanmeimei.card(PROJECT)
    expect(asked).to_contain_text("今天有 1 项等您一句话")
    expect(asked).to_contain_text("视觉初稿 该开始了")
    asked.get_by_role("button", name="正常推进").click()
    expect(column(app, "进行中")).to_contain_text("视觉初稿", timeout=SECOND)
    expect(lilei.card("今天有")).to_have_count(1)
    expect(lilei.card("今天有")).not_to_contain_text("内容撰写")

    pictures = linshan.page.locator("article img.picture")
    expect(pictures).to_have_count(0)
    asking = on_stage.chat("韩梅梅", group)
    asking.says("@群程 初稿要晚两天,等品牌方素材")
    asking.hears("已提交给 林珊 确认,同意后计划才会变。")
    request = told.card("韩梅梅 申请变更 #2 视觉初稿")
    expect(rows(request)).to_have_text(["视觉初稿 11/27→12/1", "测试部署 12/2→12/4"])
    expect(card(app, "视觉初稿")).to_contain_text("11月27日")
    told.presses("同意")
    expect(told.card("已同意:韩梅梅 的变更 #2 视觉初稿")).to_be_visible()
    expect(card(app, "视觉初稿")).to_contain_text("12月1日", timeout=SECOND)
    expect(card(app, "测试部署")).to_contain_text("12月4日", timeout=SECOND)
    hanmeimei.hears("#2 视觉初稿:11/27 → 12月1日 周二")
    wangqiang.hears("#3 测试部署:12/2 → 12月4日 周五")
    expect(lilei.messages).not_to_contain_text("的计划变了")
    expect(pictures).to_have_count(1)
    expect(pictures).to_have_js_property("complete", True)
    assert pictures.evaluate("(picture) => picture.naturalWidth") > 600

    make_reader(app, "陈总")
    linshan.page.get_by_test_id("clock-friday").click()
    report = told.card("本周周报已备好")
    expect(report).to_contain_text("新品线上发布会 周报 11/23–11/29")
    told.presses("发给陈总")
    chenzong.hears("新品线上发布会 周报 11/23–11/29")
    chenzong.hears("等品牌方素材")
    sidebar(app).get_by_role("link", name="周报").click()
    expect(app.get_by_role("link", name="新品线上发布会 周报 11/23–11/29")).to_contain_text("已发送")


def sidebar(app: Page) -> Locator:
    return app.get_by_role("navigation", name="主导航")


def rows(shown: Locator) -> Locator:
    """What a card lists, without whose it is."""
    return shown.locator("dd")


def make_reader(app: Page, name: str) -> None:
    sidebar(app).get_by_role("link", name="成员", exact=True).click()
    app.get_by_role("button", name="添加成员").click()
    app.get_by_role("dialog").get_by_role("button", name=name).click()
    app.get_by_role("combobox", name=f"{name}的角色").select_option("观察者")
