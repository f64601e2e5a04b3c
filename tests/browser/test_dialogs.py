"""What opens over a screen: accessible too, on every size and in every light; and filters that name what they hide."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, find_faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("is_phone", "is_dark"), [(True, False), (False, True)], ids=["phone-light", "desktop-dark"])
def test_axe_finds_nothing_in_what_opens(desk: Desk, is_phone: bool, is_dark: bool) -> None:
    page = desk.sit("李雷", is_phone=is_phone, is_dark=is_dark)
    page.goto(desk.path("t/1"))
    faults = {
        "report form": look_at(page, page.get_by_role("button", name="汇报进展"), "汇报进展"),
        "change form": look_at(page, page.get_by_role("button", name="申请变更"), "申请变更"),
    }
    manager = desk.sit("林珊", is_phone=is_phone, is_dark=is_dark)
    manager.goto(desk.path("members"))
    faults["add member"] = look_at(manager, manager.get_by_role("button", name="添加成员"), "添加成员")
    manager.goto(desk.path("settings"))
    faults["column"] = look_at(manager, manager.get_by_role("button", name="添加看板列"), "添加看板列")
    manager.goto(desk.path("reports"))
    manager.get_by_role("button", name="生成本周周报").click()
    send = manager.get_by_role("button", name="发送")
    expect(send).to_be_visible()
    faults["report"] = find_faults(manager)
    faults["send"] = look_at(manager, send, "发送周报")
    manager.goto("/p/nowhere/board")
    expect(manager.get_by_text("没有找到")).to_be_visible()
    faults["not found"] = find_faults(manager)
    assert faults == {name: [] for name in faults}


def test_filters_show_what_is_asked_for_and_are_taken_away_again(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("list"))
    rows = page.get_by_role("row")
    expect(rows).to_have_count(5)
    page.get_by_role("main").get_by_role("button", name="负责人").click()
    page.get_by_role("menuitemcheckbox", name="李雷").click()
    page.keyboard.press("Escape")
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="清除筛选").click()
    expect(rows).to_have_count(5)
    page.get_by_role("main").get_by_role("button", name="状态").first.click()
    page.get_by_role("menuitemcheckbox", name="已完成").click()
    page.keyboard.press("Escape")
    expect(page.get_by_text("没有符合条件的任务")).to_be_visible()


def look_at(page: Page, opener: Locator, title: str) -> list[str]:
    """What axe says while it is open; closed again afterwards."""
    opener.click()
    dialog = page.get_by_role("dialog", name=title)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("status", name="正在加载")).to_have_count(0)
    faults = find_faults(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    return faults
