"""The Gantt in the hands of people: mouse, keyboard, finger.

What the server answers about the plan is written here; the screen, and all else it asks for, is the product's.
"""

import json
from dataclasses import dataclass, field
from typing import Protocol

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import Desk, find_faults

pytestmark = pytest.mark.browser

PLANNED = {
    "内容撰写": ("2026-11-25", "2026-11-27"),
    "视觉初稿": ("2026-11-30", "2026-12-02"),
    "测试部署": ("2026-12-03", "2026-12-07"),
    "登录页改版": ("2026-12-01", "2026-12-03"),
}
DAY = 20
"""Pixels, in the zoom of a week."""


class Finger(Protocol):
    """A session with the browser's own protocol, as far as a finger needs it."""

    def send(self, method: str, params: dict[str, object]) -> object: ...


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """Windows on the Gantt; ``asked`` and ``done`` are the changes that came to the server."""

    desk: Desk
    asked: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    done: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    def open(self, *, is_phone: bool = False, is_dark: bool = False) -> Page:
        page = self.desk.sit("林珊", is_phone=is_phone, is_dark=is_dark)
        plan = json.dumps(self._plan())
        page.route("**/projects/*/plan", lambda route: route.fulfill(body=plan, content_type="application/json"))
        page.route("**/plan/dry-run", lambda route: self._answer_change(route, self.asked))
        page.route("**/plan/changes", lambda route: self._answer_change(route, self.done))
        page.goto(self.desk.path("gantt"))
        page.wait_for_function("document.querySelector('canvas')?.width > 0")
        return page

    def id_of(self, title: str) -> str:
        return self.desk.tasks[title]

    def _plan(self) -> dict[str, object]:
        link = {"predecessor_id": self.id_of("内容撰写"), "successor_id": self.id_of("视觉初稿")}
        return {
            "version": 4,
            "today": "2026-11-23",
            "calendar": {"weekly": [True] * 5 + [False] * 2, "days": []},
            "unpublished_years": [2027],
            "tasks": [self._task(title, place) for place, title in enumerate(PLANNED)],
            "links": [{"id": "link", "type": "FS", "lag": 0, "lag_unit": "workdays", **link}],
            "baseline": None,
            "conflicts": [],
            "abilities": {"edit_plan": True},
        }

    def _task(self, title: str, place: int) -> dict[str, object]:
        start, finish = PLANNED[title]
        dates = {"planned_start": start, "planned_finish": finish, "forecast_start": start, "forecast_finish": finish}
        empty = ("parent_id", "assignee_id", "deadline", "planned_start_minute", "planned_finish_minute", "total_float")
        facts = {"kind": "task", "status": "open", "priority": "medium", "percent_complete": 0, "is_critical": False}
        numbers = {"number": place + 1, "rank": str(place), "duration_days": 3, "version": 1}
        return {"id": self.id_of(title), "title": title, **dict.fromkeys(empty), **dates, **facts, **numbers}

    def _answer_change(self, route: Route, kept: list[dict[str, object]]) -> None:
        kept.append(json.loads(route.request.post_data or "null"))
        follower = {"task_id": self.id_of("视觉初稿"), "new_start": "2026-12-03", "new_finish": "2026-12-07"}
        moved = {**follower, "old_start": "2026-11-30", "old_finish": "2026-12-02", "workdays": 3, "reason": ""}
        overload = {"member_id": self.desk.served.members["王强"], "date": "2026-12-04", "minutes_over": 120}
        none: dict[str, object] = {"milestones": [], "conflicts": [], "affected_member_ids": []}
        finish = {"old_finish": "2026-12-07", "new_finish": "2026-12-10"}
        body = {"moved": [moved], "overloads": [overload], **none, **finish}
        route.fulfill(body=json.dumps(body), content_type="application/json")


@pytest.fixture
def plan(desk: Desk) -> PlanDesk:
    return PlanDesk(desk)


def row(page: Page, title: str) -> tuple[float, float]:
    """Where the row's bar can be taken."""
    box = page.get_by_role("row", name=title).bounding_box()
    canvas = page.locator("canvas").bounding_box()
    assert box is not None
    assert canvas is not None
    y = box["y"] + 15
    for x in range(int(canvas["x"]) + 2, int(canvas["x"] + canvas["width"]), 8):
        page.mouse.move(x, y)
        if page.evaluate("document.querySelector('canvas').style.cursor") == "grab":
            return x + 8, y
    raise AssertionError(f"no bar in the row of {title}")


def focus(page: Page, title: str) -> None:
    page.get_by_role("gridcell", name=title).click()
    page.keyboard.press("ArrowLeft")


def test_a_bar_held_shows_what_follows_and_let_go_is_moved(plan: PlanDesk) -> None:
    page = plan.open()
    x, y = row(page, "内容撰写")

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * DAY, y, steps=6)
    expect(page.get_by_text("1 项任务后移 · 项目完成 12月7日 周一 → 12月10日 · 王强 12月4日 周五 超载")).to_be_visible()
    assert plan.done == []
    with page.expect_response("**/plan/changes"):
        page.mouse.up()

    # Three days after Wednesday is Saturday: it goes to Monday.
    change = {"task_id": plan.id_of("内容撰写"), "start": "2026-11-30"}
    assert plan.done == [{"changes": [change], "links": {"added": [], "removed": []}, "version": 4}]
    expect(page.get_by_text("已移动 1 项任务")).to_be_visible()
    expect(page.get_by_role("status").get_by_role("button", name="撤销")).to_be_visible()


def test_escape_puts_the_bar_back_and_changes_nothing(plan: PlanDesk) -> None:
    page = plan.open()
    x, y = row(page, "内容撰写")

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * DAY, y, steps=6)
    expect(page.get_by_text("松开确认，Esc 取消")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(page.get_by_text("松开确认，Esc 取消")).to_have_count(0)
    assert plan.done == []


def test_alt_and_arrows_move_a_task_by_workdays_and_shift_makes_it_longer(plan: PlanDesk) -> None:
    page = plan.open()
    focus(page, "视觉初稿")

    page.keyboard.down("Alt")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("松开确认，Esc 取消")).to_be_visible()
    with page.expect_response("**/plan/changes"):
        page.keyboard.up("Alt")
    with page.expect_response("**/plan/changes"):
        page.keyboard.press("Alt+Shift+ArrowRight")

    assert [one["changes"] for one in plan.done] == [
        [{"task_id": plan.id_of("视觉初稿"), "start": "2026-12-02"}],
        [{"task_id": plan.id_of("视觉初稿"), "duration_days": 4}],
    ]


def test_l_links_a_task_to_the_one_chosen_with_the_arrows(plan: PlanDesk) -> None:
    page = plan.open()
    focus(page, "视觉初稿")

    page.keyboard.press("l")
    expect(page.get_by_text("用方向键选后置任务")).to_be_visible()
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/plan/changes"):
        page.keyboard.press("Enter")

    ends = {"predecessor_id": plan.id_of("视觉初稿"), "successor_id": plan.id_of("测试部署")}
    added = [{**ends, "type": "FS", "lag": 0, "lag_unit": "workdays"}]
    assert [one["links"] for one in plan.done] == [{"added": added, "removed": []}]


def test_a_typed_date_waits_for_a_yes(plan: PlanDesk) -> None:
    page = plan.open()
    focus(page, "视觉初稿")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "F2"):
        page.keyboard.press(key)

    page.get_by_label("完成", exact=True).fill("2026-12-04")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="确定")).to_be_enabled()
    assert plan.done == []
    with page.expect_response("**/plan/changes"):
        page.keyboard.press("Enter")

    assert [one["changes"] for one in plan.done] == [[{"task_id": plan.id_of("视觉初稿"), "finish": "2026-12-04"}]]


def test_two_fingers_zoom_and_a_tap_opens_the_task_on_the_phone(plan: PlanDesk) -> None:
    page = plan.open(is_phone=True)
    finger: Finger = page.context.new_cdp_session(page)
    chosen = page.get_by_role("radio", checked=True)
    expect(chosen).to_have_accessible_name("周")

    touch(finger, "touchStart", (150, 400), (250, 400))
    for step in range(1, 11):
        touch(finger, "touchMove", (150 - 6 * step, 400), (250 + 6 * step, 400))
    touch(finger, "touchEnd")
    expect(chosen).to_have_accessible_name("日")
    touch(finger, "touchStart", (60, 300))
    touch(finger, "touchEnd")

    expect(page.get_by_role("dialog")).to_contain_text("内容撰写")


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
def test_the_screen_reads_well_aloud_in_the_dark(plan: PlanDesk, is_phone: bool) -> None:
    page = plan.open(is_phone=is_phone, is_dark=True)

    expect(page.get_by_text("2027 年的放假安排还没有公布")).to_be_visible()
    if is_phone:
        expect(page.get_by_role("img", name="甘特图，共 4 行")).to_be_visible()
    else:
        expect(page.get_by_role("treegrid", name="计划表")).to_have_attribute("aria-rowcount", "5")
    assert find_faults(page) == []


def touch(finger: Finger, kind: str, *points: tuple[float, float]) -> None:
    places = [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
