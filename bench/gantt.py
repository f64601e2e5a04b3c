"""The Gantt of 5,000 tasks in the browser: how soon it is drawn, how smoothly it scrolls and a bar follows, its memory.

It is the product's own screen. The bench gives the answers about the plan, so that the browser is measured alone.
"""

import json
import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec
from playwright.sync_api import Page, Route

from bench.frames import sum_up, take_frames, watch_frames
from bench.gantt_plan import make_plan

OpenWindow = Callable[[], AbstractContextManager[Page]]
Numbers = dict[str, float]
LOADS, QUICK_LOADS = 5, 2
SCROLLS, DRAGS = 60, 6
WATCH_DRAWN = """
const draw = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
  draw.call(this, text, ...place);
  // The titles of the plan end in the task's number.
  if (window.drawnAt || !/ \\d+$/.test(text) || text.startsWith('周')) return;
  window.drawnAt = -1;
  setTimeout(() => { window.drawnAt = performance.now(); });
};
"""
ANSWERED_AT = "performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/plan')).responseEnd"
NOTHING_FOLLOWS = """
{"moved": [], "old_finish": null, "new_finish": null, "finish_workdays": 0, "overloads": [], "conflicts": [],
 "affected_member_ids": []}
"""


class _Devtools(Protocol):
    """The browser's own protocol, as far as the heap needs it."""

    def send(self, method: str) -> object: ...


class _HeapUsage(msgspec.Struct, rename={"used": "usedSize"}):
    used: float


def measure_gantt(open_window: OpenWindow, *, url: str, is_quick: bool) -> dict[str, Numbers]:
    """``url`` is the screen's address."""
    plan = json.dumps(make_plan())
    drawn: list[float] = []
    for _ in range(QUICK_LOADS if is_quick else LOADS):
        with open_window() as page:
            _open(page, url, plan)
            drawn.append(float(page.evaluate(f"window.drawnAt - {ANSWERED_AT}")))
    with open_window() as page:
        _open(page, url, plan)
        heap = _measure_heap(page.context.new_cdp_session(page))
        watch_frames(page)
        return {
            "gantt": {"first_paint_ms": statistics.median(drawn), "slowest_ms": max(drawn), "heap_mb": heap},
            "gantt_scroll": sum_up(_scroll(page)),
            "gantt_drag": sum_up(_drag(page)),
        }


def _open(page: Page, url: str, plan: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=plan, content_type="application/json")

    def answer_question(route: Route) -> None:
        route.fulfill(body=NOTHING_FOLLOWS, content_type="application/json")

    page.add_init_script(WATCH_DRAWN)
    page.route("**/api/v1/projects/*/plan", answer)
    page.route("**/plan/dry-run", answer_question)
    page.goto(url)
    page.wait_for_function("window.drawnAt > 0")


def _measure_heap(devtools: _Devtools) -> float:
    devtools.send("HeapProfiler.collectGarbage")
    return msgspec.convert(devtools.send("Runtime.getHeapUsage"), type=_HeapUsage).used / 1e6


def _scroll(page: Page) -> list[float]:
    """Down through the rows, and every third time to the right as well."""
    page.mouse.move(1_000, 400)
    take_frames(page)
    for step in range(SCROLLS):
        page.mouse.wheel(80 if step % 3 == 0 else 0, 240)
    return take_frames(page)


def _drag(page: Page) -> list[float]:
    """An unfinished bar to and fro, a dozen times over the width of the chart."""
    page.get_by_role("button", name="今天").click()
    x, y = _find_bar(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y, steps=3)
    page.get_by_text("松开确认").wait_for()
    take_frames(page)
    for _ in range(DRAGS):
        page.mouse.move(x + 240, y, steps=30)
        page.mouse.move(x, y + 8, steps=30)
    frames = take_frames(page)
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def _find_bar(page: Page) -> tuple[float, float]:
    """A place where the pointer says that a bar can be taken."""
    box = page.locator("canvas").bounding_box()
    if box is None:
        raise LookupError("no chart")
    for row in range(12):
        for column in range(10):
            x, y = box["x"] + 60 + column * 40, box["y"] + 52 + row * 36 + 15
            page.mouse.move(x, y)
            if page.evaluate("document.querySelector('canvas').style.cursor") == "grab":
                return x, y
    raise LookupError("no bar to carry")
