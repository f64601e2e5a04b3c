"""Calendars with what they move, a plan at a glance, taking turns, and tasks in a calendar."""

import re

import httpx2
import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk, find_faults

pytestmark = pytest.mark.browser

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦:1月1日(周五)至3日(周日)放假。
二、春节:2月5日至11日放假调休。2月14日(周日)上班。"""


class Planned(msgspec.Struct):
    title: str
    planned_finish: str | None


class PlannedList(msgspec.Struct):
    items: list[Planned]


def finishes(desk: Desk) -> dict[str, str | None]:
    answer: httpx2.Response = desk.served.as_("林珊").get(f"/projects/{desk.project_id}/tasks")
    return {one.title: one.planned_finish for one in msgspec.json.decode(answer.content, type=PlannedList).items}


def shown(page: Page, desk: Desk, screen: str) -> None:
    page.goto(desk.path(screen))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_leave_is_shown_with_what_it_moves_before_it_is_written(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto("/calendar")
    page.get_by_label("谁的日历").select_option(label="成员：李雷")
    page.get_by_label("第一天").fill("2026-11-24")
    page.get_by_label("最后一天", exact=True).fill("2026-11-25")
    page.get_by_label("事由").fill("年假")
    page.get_by_role("button", name="登记").click()

    question = page.get_by_role("dialog", name="会影响哪些计划")
    expect(question).to_contain_text("2 个任务移动，完成日 11月25日 周三 → 11月27日 周五")
    assert finishes(desk)["内容撰写"] == "2026-11-25"
    question.get_by_role("button", name="确定").click()

    expect(page.get_by_role("button", name="取消 年假")).to_be_visible()
    assert finishes(desk)["内容撰写"] == "2026-11-27"
    assert find_faults(page) == []


def test_a_notice_is_read_and_tried_on_a_phone(desk: Desk) -> None:
    page = desk.sit("林珊", is_phone=True)
    page.goto("/calendar")
    page.get_by_role("button", name="导入放假通知").click()
    form = page.get_by_role("dialog", name="导入放假通知")
    form.get_by_label("通知内容").fill(NOTICE)
    form.get_by_role("button", name="识别").click()
    expect(form).to_contain_text("认出 10 天休息、1 天调休上班")
    assert find_faults(page) == []

    form.get_by_role("button", name="看看影响").click()
    question = page.get_by_role("dialog", name="会影响哪些计划")
    expect(question).to_contain_text("没有任务因此移动。")
    question.get_by_role("button", name="确定").click()

    expect(question).to_be_hidden()
    page.get_by_role("button", name="下一年").click()
    expect(page.get_by_role("button", name="14 调休上班日 春节")).to_be_visible()


def test_hours_that_cannot_be_are_refused_in_place(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto("/calendar")
    page.get_by_role("button", name="修改工作时间").click()
    form = page.get_by_role("dialog", name="修改工作时间")
    form.get_by_label("周一").fill("18:00-09:00")
    form.get_by_role("button", name="看看影响").click()

    expect(form.get_by_role("alert")).to_contain_text("请写成 09:00-12:00")
    form.get_by_label("周一").fill("9-12 13-17")
    form.get_by_label("周六").fill("9-12")
    form.get_by_role("button", name="看看影响").click()
    page.get_by_role("dialog", name="会影响哪些计划").get_by_role("button", name="确定").click()

    expect(page.get_by_text("09:00-12:00 13:00-17:00")).to_be_visible()


def test_two_tasks_at_once_are_seen_and_take_turns(desk: Desk) -> None:
    page = desk.sit("林珊")
    shown(page, desk, "")
    load = page.get_by_role("row", name=re.compile("李雷"))
    expect(load).to_contain_text("120%")
    expect(page.get_by_text("今天 – 后天 超载 · 超出 24 小时")).to_be_visible()
    assert find_faults(page) == []

    page.get_by_role("button", name="看看怎么错开").click()
    ways = page.get_by_role("dialog", name="错开安排的办法")
    expect(ways).to_contain_text("超载 24 → 0 小时")
    ways.get_by_role("button", name="就这么安排").click()

    expect(ways).to_be_hidden()
    expect(page.get_by_role("button", name="看看怎么错开")).to_be_hidden()
    assert sorted(str(finishes(desk)[title]) for title in ("内容撰写", "登录页改版")) == ["2026-11-25", "2026-11-30"]


@pytest.mark.parametrize("is_phone", [False, True])
def test_days_are_reached_with_arrows_and_tasks_are_opened(desk: Desk, is_phone: bool) -> None:
    page = desk.sit("李雷", is_phone=is_phone, is_dark=is_phone)
    shown(page, desk, "schedule")
    today = page.get_by_role("button", name="11月23日 周一，4 项")
    today.focus()
    today.press("ArrowDown")

    next_monday = page.get_by_role("button", name="11月30日 周一，0 项")
    expect(next_monday).to_be_focused()
    expect(page.get_by_text("这一天没有安排。")).to_be_visible()
    next_monday.press("PageDown")
    expect(page.get_by_text("2026 年 12 月")).to_be_visible()
    page.get_by_role("button", name="今天", exact=True).click()
    assert find_faults(page) == []

    page.get_by_role("button", name=re.compile("内容撰写")).last.click()
    expect(page.get_by_role("dialog", name="任务 #1")).to_be_visible()


def test_milestones_are_compared_with_the_baseline_and_my_tasks_have_a_calendar(desk: Desk) -> None:
    manager = desk.served.as_("林珊")
    body = {"title": "发布", "kind": "milestone", "not_before": "2026-11-27"}
    milestone = msgspec.json.decode(manager.post(f"/projects/{desk.project_id}/tasks", json=body).content)
    manager.post(f"/projects/{desk.project_id}/baselines", json={"name": "第一版"}).raise_for_status()
    manager.patch(f"/tasks/{milestone['id']}", json={"not_before": "2026-12-01"}).raise_for_status()

    page = desk.sit("李雷")
    shown(page, desk, "schedule")
    page.get_by_text("里程碑", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("发布"))).to_contain_text("晚 2 天")
    expect(page.get_by_text("偏差对比基线“第一版”")).to_be_visible()

    page.goto("/work")
    page.get_by_role("link", name="看日程").click()
    expect(page.get_by_role("button", name="11月23日 周一，2 项")).to_be_visible()
