"""A plan comes in from a file and goes out as one, by mouse, on the phone and in the dark."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.desk import Desk, find_faults

pytestmark = pytest.mark.browser

SHEET = (
    "编号,事项,谁,开始时间,工期,前置任务,里程碑\n"
    "1,场地勘察,李蕾,2026-11-24,2天,,\n"
    "2,搭建舞台,王强,,3天,1,\n"
    "3,彩排,韩梅梅,,明天,2,\n"
    "4,开场,,,0天,3,是\n"
)


def choose(page: Page, text: str, name: str = "活动.csv") -> None:
    payload: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("选择文件").last.set_input_files(payload)


def test_a_manager_imports_a_sheet_and_takes_it_back(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("settings"))
    page.get_by_role("link", name="导入计划").click()
    choose(page, SHEET)

    expect(page.get_by_role("heading", name="活动.csv")).to_be_visible()
    expect(page.get_by_text("4 项任务（其中 1 个里程碑")).to_be_visible()
    expect(page.get_by_text("第 4 行「E 工期」“明天”不是工期,先空着。")).to_be_visible()
    expect(page.get_by_role("combobox", name="事项")).to_have_value("title")
    expect(page.get_by_role("combobox", name="谁")).to_have_value("ignored")
    page.get_by_role("combobox", name="谁").select_option(label="负责人")
    expect(page.get_by_role("combobox", name="李蕾")).to_have_value(desk.served.members["李雷"])
    page.get_by_role("combobox", name="王强").select_option(label="先不安排")
    expect(page.get_by_role("row", name="搭建舞台").get_by_role("cell").last).to_have_text("")
    page.get_by_role("combobox", name="前置任务").select_option(label="不导入")
    expect(page.get_by_text("0 条先后关系")).to_be_visible()

    page.get_by_role("button", name="导入 4 项任务").click()

    expect(page.get_by_text("已导入 4 项任务")).to_be_visible()
    assert {"场地勘察", "搭建舞台", "彩排", "开场"} <= {title for titles in desk.board().values() for title in titles}
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_text("从文件「活动.csv」导入了 4 项任务")).to_be_visible()
    assert "场地勘察" not in {title for titles in desk.board().values() for title in titles}


def test_a_file_that_cannot_be_read_says_where(desk: Desk) -> None:
    page = desk.sit("林珊", is_phone=True, is_dark=True)
    page.goto(desk.path("import"))

    choose(page, "<Project><Tasks><Task></Project>", name="坏.xml")

    expect(page.get_by_role("alert")).to_contain_text("第 1 行")
    assert find_faults(page) == []
    choose(page, SHEET)
    expect(page.get_by_role("button", name="导入 4 项任务")).to_be_visible()
    assert find_faults(page) == []
    page.get_by_role("button", name="换个文件").click()
    expect(page.get_by_text("把文件拖到这里")).to_be_visible()


def test_a_plan_goes_out_from_the_settings(desk: Desk) -> None:
    page = desk.sit("李雷")
    page.goto(desk.path("settings"))
    expect(page.get_by_role("link", name="导入计划")).to_have_count(0)

    page.get_by_role("button", name="导出计划").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Excel 表格（xlsx）").click()

    assert download.value.suggested_filename == "新品线上发布会.xlsx"
