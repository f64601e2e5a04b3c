"""The time between two frames of a page, as its own clock sees it."""

from playwright.sync_api import Page

WATCH = """
window.frameTimes = [];
let last = performance.now();
const look = (now) => { window.frameTimes.push(now - last); last = now; requestAnimationFrame(look); };
requestAnimationFrame(look);
"""


def watch_frames(page: Page) -> None:
    """From now on; call it once for a page."""
    page.evaluate(WATCH)


def take_frames(page: Page) -> list[float]:
    """Those since the last call, without the first, which began before."""
    return page.evaluate("window.frameTimes.splice(0).slice(1)")


def sum_up(frames: list[float]) -> dict[str, float]:
    ordered = sorted(frames)
    return {
        "p50_ms": ordered[len(ordered) // 2],
        "p95_ms": ordered[int(len(ordered) * 0.95)],
        "frames": len(ordered),
    }
