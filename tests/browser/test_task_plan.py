"""The plan of a task in its panel, baselines beside the Gantt, a last day: what follows first, then the act."""

import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk, decode, find_faults
from tests.browser.test_gantt import MONDAY_TO_WEDNESDAY, dates, focus, links, open_gantt

pytestmark = pytest.mark.browser

CONSEQUENCES = "这样改会带来这些变化"


class RequestSeen(msgspec.Struct):
    changes: dict[str, object]
    reason: str
    status: str


class RequestList(msgspec.Struct):
    items: list[RequestSeen]


@pytest.fixture
def plan(desk: Desk) -> Desk:
    """The draft waits for the copy: Monday to Wednesday, Thursday to Monday; the others begin on Monday too."""
    link = {"predecessor_id": desk.tasks["内容撰写"], "successor_id": desk.tasks["视觉初稿"]}
    answer = desk.served.as_("林珊").post(f"/projects/{desk.project_id}/dependencies", json=link)
    assert answer.status_code == 201, answer.text
    return desk


def open_task(desk: Desk, number: int, *, name: str = "林珊", is_phone: bool = False, is_dark: bool = False) -> Page:
    page = desk.sit(name, is_phone=is_phone, is_dark=is_dark)
    page.goto(desk.path(f"t/{number}"))
    expect(page.get_by_role("heading", name="依赖", exact=True)).to_be_visible()
    return page


def test_half_a_day_more_shows_who_follows_and_waits_for_a_yes(plan: Desk) -> None:
    page = open_task(plan, 1)
    duration = page.get_by_role("dialog").get_by_label("工期")
    duration.fill("3.5")
    duration.press("Enter")

    question = page.get_by_role("dialog", name=CONSEQUENCES)
    expect(question).to_contain_text("#2 视觉初稿 11月30日 周一 → 12月1日 周二")
    assert dates(plan)["内容撰写"] == MONDAY_TO_WEDNESDAY
    assert find_faults(page) == []
    with page.expect_response("**/plan/changes"):
        question.get_by_role("button", name="确定修改").click()

    expect(page.get_by_text("计划已更新")).to_be_visible()
    assert dates(plan)["视觉初稿"] == ("2026-11-26", "2026-12-01")


def test_a_link_gets_another_kind_and_a_lag(plan: Desk) -> None:
    page = open_task(plan, 2)
    with page.expect_response("**/plan/changes"):
        page.get_by_label("与“内容撰写”的关系").select_option("开始后开始")
        page.get_by_role("dialog", name=CONSEQUENCES).get_by_role("button", name="确定修改").click()

    assert links(plan) == [("内容撰写", "SS", "视觉初稿")]
    assert dates(plan)["视觉初稿"] == MONDAY_TO_WEDNESDAY


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
def test_why_it_starts_leads_to_what_it_waits_for(plan: Desk, is_phone: bool) -> None:
    page = open_task(plan, 2, name="李雷", is_phone=is_phone, is_dark=is_phone)
    page.get_by_role("button", name="为什么从这天开始？").click()

    reasons = page.get_by_role("region", name="为什么从这天开始？").get_by_role("listitem")
    expect(reasons.nth(0)).to_contain_text("要等“内容撰写”在 11月25日 周三 完成。")
    assert find_faults(page) == []
    reasons.nth(1).get_by_role("button", name="#1 内容撰写").click()
    expect(page.get_by_role("dialog")).to_contain_text("任务 #1")


def test_a_member_who_moves_a_bar_asks_for_it(plan: Desk) -> None:
    page = open_gantt(plan, name="李雷")
    focus(page, "内容撰写")
    page.keyboard.down("Alt")
    page.keyboard.press("ArrowRight")
    page.keyboard.up("Alt")

    form = page.get_by_role("dialog", name="提交变更申请")
    expect(form).to_contain_text("#2 视觉初稿")
    assert find_faults(page) == []
    form.get_by_label("为什么要改").fill("素材晚一天到")
    with page.expect_response("**/change-requests"):
        form.get_by_role("button", name="提交申请").click()

    assert dates(plan)["内容撰写"] == MONDAY_TO_WEDNESDAY
    listed = plan.served.as_("林珊").get(f"/projects/{plan.project_id}/change-requests")
    assert [(one.changes, one.reason, one.status) for one in decode(listed, RequestList).items] == [
        ({"not_before": "2026-11-24"}, "素材晚一天到", "waiting")
    ]


def test_a_baseline_stands_beside_the_plan_and_says_what_is_late(plan: Desk) -> None:
    page = open_gantt(plan)
    page.get_by_role("button", name="基线").click()
    page.get_by_role("menuitem", name="存为基线…").click()
    page.get_by_label("名称").fill("首版")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("columnheader", name="偏差")).to_be_visible()

    body = {"changes": [{"task_id": plan.tasks["内容撰写"], "duration_days": 4}]}
    plan.served.as_("林珊").post(f"/projects/{plan.project_id}/plan/changes", json=body).raise_for_status()

    expect(page.get_by_text("比基线“首版”晚 1 个工作日：11月30日 周一 → 12月1日 周二")).to_be_visible()
    row = page.get_by_role("row", name="视觉初稿")
    expect(row).to_contain_text("+1 天")
    assert find_faults(page) == []


def test_a_fixed_last_day_is_tried_first(plan: Desk) -> None:
    page = plan.sit("林珊")
    page.goto(plan.path("settings"))
    page.get_by_label("排法").select_option("从完成日倒排")
    page.get_by_label("完成日").fill("2026-12-31")
    page.get_by_role("button", name="保存").click()

    question = page.get_by_role("dialog", name=CONSEQUENCES)
    expect(question).to_contain_text("项目完成 11月30日 周一 → 12月31日")
    assert dates(plan)["内容撰写"] == MONDAY_TO_WEDNESDAY
    with page.expect_response(f"**/projects/{plan.project_id}"):
        question.get_by_role("button", name="确定修改").click()

    assert dates(plan)["视觉初稿"] == ("2026-12-29", "2026-12-31")
