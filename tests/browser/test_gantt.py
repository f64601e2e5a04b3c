"""The Gantt in the hands of people: mouse, keyboard, finger; what the server has is the plan that was made."""

from typing import Protocol

import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk, decode, find_faults

pytestmark = pytest.mark.browser

DAY = 20
"""Pixels, in the zoom of a week."""
MONDAY_TO_WEDNESDAY = ("2026-11-23", "2026-11-25")
HOLD_HINT = "松开确认，Esc 取消"


class Finger(Protocol):
    """A session with the browser's own protocol, as far as a finger needs it."""

    def send(self, method: str, params: dict[str, object]) -> object: ...


class TaskSeen(msgspec.Struct):
    title: str
    planned_start: str
    planned_finish: str


class LinkSeen(msgspec.Struct):
    predecessor_id: str
    successor_id: str
    type: str


class PlanSeen(msgspec.Struct):
    tasks: list[TaskSeen]
    links: list[LinkSeen]


def read_plan(desk: Desk) -> PlanSeen:
    return decode(desk.served.as_("林珊").get(f"/projects/{desk.project_id}/plan"), PlanSeen)


def dates(desk: Desk) -> dict[str, tuple[str, str]]:
    return {task.title: (task.planned_start, task.planned_finish) for task in read_plan(desk).tasks}


def links(desk: Desk) -> list[tuple[str, str, str]]:
    titles = {task_id: title for title, task_id in desk.tasks.items()}
    return [(titles[one.predecessor_id], one.type, titles[one.successor_id]) for one in read_plan(desk).links]


@pytest.fixture
def plan(desk: Desk) -> Desk:
    """The draft waits for the copy: Monday to Wednesday, Thursday to Monday; the others begin on Monday too."""
    link = {"predecessor_id": desk.tasks["内容撰写"], "successor_id": desk.tasks["视觉初稿"]}
    manager = desk.served.as_("林珊")
    answer = manager.post(f"/projects/{desk.project_id}/plan/changes", json={"links": {"added": [link]}})
    assert answer.status_code == 200, answer.text
    return desk


def open_gantt(desk: Desk, *, name: str = "林珊", is_phone: bool = False, is_dark: bool = False) -> Page:
    page = desk.sit(name, is_phone=is_phone, is_dark=is_dark)
    with page.expect_response("**/projects/*/plan"):
        page.goto(desk.path("gantt"))
    page.wait_for_function("document.querySelector('canvas')?.width > 0")
    return page


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


def middle(page: Page) -> float:
    """Pixels from the first day of the chart to the middle of what is seen."""
    return page.evaluate(
        "document.querySelector('[data-gantt]').scrollLeft + document.querySelector('canvas').clientWidth / 2"
    )


def focus(page: Page, title: str) -> None:
    page.get_by_role("gridcell", name=title).click()
    page.keyboard.press("ArrowLeft")


def test_the_plan_of_the_story(plan: Desk) -> None:
    assert dates(plan) == {
        "内容撰写": MONDAY_TO_WEDNESDAY,
        "视觉初稿": ("2026-11-26", "2026-11-30"),
        "测试部署": MONDAY_TO_WEDNESDAY,
        "登录页改版": MONDAY_TO_WEDNESDAY,
    }


def test_a_bar_held_shows_what_follows_and_let_go_is_moved(plan: Desk) -> None:
    page = open_gantt(plan)
    x, y = row(page, "内容撰写")

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * DAY, y, steps=6)
    expect(page.get_by_text("1 项任务后移 · 项目完成 11月30日 周一 → 12月3日 周四")).to_be_visible()
    assert dates(plan)["内容撰写"] == MONDAY_TO_WEDNESDAY
    with page.expect_response("**/plan/changes"):
        page.mouse.up()

    assert dates(plan)["内容撰写"] == ("2026-11-26", "2026-11-30")
    assert dates(plan)["视觉初稿"] == ("2026-12-01", "2026-12-03")
    expect(page.get_by_role("row", name="视觉初稿")).to_contain_text("12月3日")
    page.get_by_text("已移动 2 项任务").locator("..").get_by_role("button", name="撤销").click()
    expect(page.get_by_role("row", name="视觉初稿")).to_contain_text("11月30日")
    assert dates(plan)["内容撰写"] == MONDAY_TO_WEDNESDAY


def test_escape_puts_the_bar_back_and_changes_nothing(plan: Desk) -> None:
    page = open_gantt(plan)
    x, y = row(page, "内容撰写")
    before = plan.served.count_events()

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3 * DAY, y, steps=6)
    expect(page.get_by_text(HOLD_HINT)).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(page.get_by_text(HOLD_HINT)).to_have_count(0)
    assert plan.served.count_events() == before


def test_alt_and_arrows_move_a_task_by_workdays_and_shift_makes_it_longer(plan: Desk) -> None:
    page = open_gantt(plan)
    focus(page, "测试部署")

    page.keyboard.down("Alt")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text(HOLD_HINT)).to_be_visible()
    with page.expect_response("**/plan/changes"):
        page.keyboard.up("Alt")
    # Five workdays after Monday is the next Monday.
    expect(page.get_by_role("row", name="测试部署")).to_contain_text("12月2日")
    with page.expect_response("**/plan/changes"):
        page.keyboard.press("Alt+Shift+ArrowRight")

    assert dates(plan)["测试部署"] == ("2026-11-30", "2026-12-03")


def test_l_links_a_task_to_the_one_chosen_with_the_arrows(plan: Desk) -> None:
    page = open_gantt(plan)
    focus(page, "视觉初稿")

    page.keyboard.press("l")
    expect(page.get_by_text("用方向键选后置任务")).to_be_visible()
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/plan/changes"):
        page.keyboard.press("Enter")

    assert links(plan) == [("内容撰写", "FS", "视觉初稿"), ("视觉初稿", "FS", "测试部署")]
    assert dates(plan)["测试部署"] == ("2026-12-01", "2026-12-03")


def test_a_typed_date_waits_for_a_yes(plan: Desk) -> None:
    page = open_gantt(plan)
    focus(page, "测试部署")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "F2"):
        page.keyboard.press(key)

    page.get_by_label("开始", exact=True).fill("2026-12-04")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="确定")).to_be_enabled()
    assert dates(plan)["测试部署"] == MONDAY_TO_WEDNESDAY
    with page.expect_response("**/plan/changes"):
        page.keyboard.press("Enter")

    assert dates(plan)["测试部署"] == ("2026-12-04", "2026-12-08")


def test_who_may_not_change_the_plan_moves_nothing(plan: Desk) -> None:
    page = open_gantt(plan, name="王强")
    focus(page, "内容撰写")
    before = plan.served.count_events()

    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("F2")

    expect(page.get_by_text(HOLD_HINT)).to_have_count(0)
    expect(page.get_by_role("treegrid").locator("input")).to_have_count(0)
    assert plan.served.count_events() == before


def test_zooming_keeps_the_middle_and_is_part_of_the_address(plan: Desk) -> None:
    page = open_gantt(plan)
    before = middle(page) / DAY

    # The radio lies unseen under its text.
    page.get_by_role("radio", name="日", exact=True).check(force=True)
    page.wait_for_url("**/gantt?zoom=day")

    assert middle(page) / 54 == pytest.approx(before, abs=0.1)


def test_two_fingers_zoom_and_a_tap_opens_the_task_on_the_phone(plan: Desk) -> None:
    page = open_gantt(plan, is_phone=True)
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
def test_the_screen_reads_well_aloud_in_the_dark(plan: Desk, is_phone: bool) -> None:
    page = open_gantt(plan, is_phone=is_phone, is_dark=True)

    if is_phone:
        expect(page.get_by_role("img", name="甘特图，共 4 行")).to_be_visible()
    else:
        expect(page.get_by_role("treegrid", name="计划表")).to_have_attribute("aria-rowcount", "5")
    assert find_faults(page) == []


def touch(finger: Finger, kind: str, *points: tuple[float, float]) -> None:
    places = [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
