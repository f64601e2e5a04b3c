"""The screens of a project in the hands of its manager and its members."""

import re

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotThere

from tests.browser.desk import Desk, card, find_faults

pytestmark = pytest.mark.browser

SCREENS = ("", "board", "list", "schedule", "reports", "members", "settings")


def open_task(desk: Desk, page: Page, number: int) -> None:
    page.goto(desk.path(f"t/{number}"))
    expect(page.get_by_role("dialog")).to_contain_text(f"任务 #{number}")


def agree_if_asked(page: Page) -> None:
    """A change that moves something else asks first; another one is made at once."""
    agree = page.get_by_role("dialog", name="这样改会带来这些变化").get_by_role("button", name="确定修改")
    try:
        agree.click(timeout=3_000)
    except NotThere:
        return
    expect(agree).to_have_count(0)


def test_a_link_opens_the_task_and_what_is_written_there_stays(desk: Desk) -> None:
    page = desk.sit("林珊")
    open_task(desk, page, 1)
    panel = page.get_by_role("dialog")

    title = panel.get_by_role("textbox", name="标题", exact=True)
    title.fill("内容终稿")
    title.press("Enter")
    panel.get_by_role("combobox", name="负责人").select_option(label="韩梅梅")
    agree_if_asked(page)
    panel.get_by_label("截止日期", exact=True).fill("2026-12-10")
    panel.get_by_label("添加标签").focus()
    agree_if_asked(page)
    panel.get_by_label("添加标签").fill("文案")
    panel.get_by_label("添加标签").press("Enter")
    panel.get_by_label("添加检查项").fill("请法务看")
    panel.get_by_label("添加检查项").press("Enter")
    panel.get_by_label("添加子任务").fill("排版")
    panel.get_by_label("添加子任务").press("Enter")
    panel.get_by_label("写评论").fill("今天定稿")
    with page.expect_response(re.compile("/comments$")):
        panel.get_by_label("写评论").press("Control+Enter")

    other = desk.sit("李雷")
    open_task(desk, other, 1)
    seen = other.get_by_role("dialog")
    for words in ("内容终稿", "韩梅梅", "12月10日", "文案", "请法务看", "排版", "今天定稿"):
        expect(seen).to_contain_text(words)


def test_a_member_reports_and_asks_but_does_not_change_the_plan(desk: Desk) -> None:
    member, manager = desk.sit("李雷"), desk.sit("林珊")
    open_task(desk, member, 1)
    panel = member.get_by_role("dialog", name="任务 #1")
    expect(panel.get_by_role("textbox", name="标题", exact=True)).to_have_count(0)
    expect(panel.get_by_role("combobox", name="负责人")).to_have_count(0)

    panel.get_by_role("button", name="汇报进展").click()
    member.get_by_role("button", name="受阻", exact=True).click()
    member.get_by_label("补充一句").fill("等品牌方素材")
    member.get_by_role("button", name="提交").click()
    expect(panel).to_contain_text("受阻：等品牌方素材")

    panel.get_by_role("button", name="申请变更").click()
    asking = member.get_by_role("dialog", name="申请变更")
    asking.get_by_label("截止日期").fill("2026-12-01")
    asking.get_by_role("button", name="提交申请").click()
    expect(asking.get_by_role("alert")).to_have_text("写一句原因，项目经理更容易决定。")
    asking.get_by_label("为什么要改").fill("初稿要晚两天")
    with member.expect_response(re.compile("/change-requests$")):
        asking.get_by_role("button", name="提交申请").click()

    manager.goto(desk.path(""))
    request = manager.get_by_role("article", name="内容撰写")
    expect(request).to_contain_text("截止日期 → 12月1日")
    expect(request).to_contain_text("初稿要晚两天")
    with manager.expect_response(re.compile("/decide$")):
        request.get_by_role("button", name="同意").click()
    expect(panel).to_contain_text("12月1日")


def test_the_list_finds_two_chinese_characters_and_keeps_its_view_in_the_address(desk: Desk) -> None:
    page = desk.sit("王强")
    page.goto(desk.path("list"))
    rows = page.get_by_role("row")
    expect(rows).to_have_count(5)

    page.get_by_role("searchbox").fill("初稿")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="4 个任务中的 1 个")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="标题").click()
    page.get_by_role("button", name="标题").click()

    expect(page).to_have_url(re.compile(r"sort=-title"))
    page.reload()
    expect(rows.nth(1)).to_contain_text("视觉初稿")
    expect(page.get_by_role("columnheader", name="标题")).to_have_attribute("aria-sort", "descending")


def test_the_weekly_report_is_composed_completed_and_sent(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("reports"))
    page.get_by_role("button", name="生成本周周报").click()
    page.get_by_label("风险与问题").fill("品牌方素材未到")
    with page.expect_response(re.compile(r"/reports/\w+$")):
        page.get_by_label("总结").focus()
    page.get_by_role("button", name="发送").click()
    sending = page.get_by_role("dialog", name="发送周报")
    expect(sending.get_by_role("checkbox", name="王强")).to_be_checked()
    expect(sending.get_by_role("checkbox", name="李雷")).not_to_be_checked()
    sending.get_by_role("button", name="发给 1 人").click()

    expect(page.get_by_text("已发送", exact=True)).to_be_visible()
    reader = desk.sit("王强", is_phone=True)
    reader.goto(desk.path("reports"))
    reader.get_by_role("link", name=re.compile("新品线上发布会 周报")).click()
    expect(reader.get_by_text("品牌方素材未到")).to_be_visible()


def test_settings_change_the_board_and_a_project_keeps_a_manager(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("settings"))
    page.get_by_role("button", name="修改“进行中”").click()
    page.get_by_label("在办上限").fill("2")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    page.get_by_role("button", name="添加看板列").click()
    page.get_by_label("列名").fill("评审")
    with page.expect_response(re.compile("/columns$")):
        page.get_by_role("dialog").get_by_role("button", name="保存").click()

    page.goto(desk.path("board"))
    expect(page.get_by_role("region", name="进行中")).to_contain_text("0 / 2")
    expect(page.get_by_role("heading", level=2).last).to_have_text("评审")

    page.goto(desk.path("members"))
    page.get_by_role("combobox", name="林珊的角色").select_option("viewer")
    expect(page.get_by_text("项目至少要有一位项目经理")).to_be_visible()
    expect(page.get_by_role("combobox", name="林珊的角色")).to_have_value("manager")


def test_reading_and_writing_go_on_without_a_network(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    expect(card(page, "内容撰写")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("region", name="未开始").get_by_role("button", name="新建任务").click()
    page.keyboard.type("离线想到的")
    page.keyboard.press("Enter")
    expect(card(page, "离线想到的")).to_contain_text("新建")
    assert "离线想到的" not in desk.board()["未开始"]

    page.context.set_offline(False)
    expect(card(page, "离线想到的")).to_contain_text("#5", timeout=40_000)
    assert desk.board()["未开始"][-1] == "离线想到的"


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing(desk: Desk, is_phone: bool, is_dark: bool) -> None:
    page = desk.sit("林珊", is_phone=is_phone, is_dark=is_dark)
    faults: dict[str, list[str]] = {}
    for path in (*(desk.path(screen) for screen in SCREENS), desk.path("t/1"), "/calendar"):
        page.goto(path)
        expect(page.get_by_role("heading").first).to_be_attached()
        expect(page.get_by_role("status", name="正在加载")).to_have_count(0)
        is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        faults[path] = find_faults(page) + (["wider than the screen"] if is_wider else [])
    assert faults == {path: [] for path in faults}
