"""The web client in the machine's Chromium: how soon the board is there, how smoothly a card follows, axe, Lighthouse.

The server is a real one with the data of the bench; the board is that of the project with 1,000 tasks.
"""

import gzip
import json
import signal
import statistics
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import msgspec
from playwright.sync_api import Browser, Page, sync_playwright

from bench import dataset
from bench.desk import Projects, sign_in
from bench.frames import sum_up, take_frames, watch_frames
from bench.gantt import measure_gantt
from bench.http_client import expect
from bench.installation import SQLITE, STATE, installed, serving, tell
from quncheng.entry.web import STATIC
from tests.support.chromium import get_chromium

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "clients/node_modules/axe-core/axe.min.js"
LIGHTHOUSE_TRIES = 3
"""Now and then it misses the beginning of a navigation (NO_NAVSTART) and asks to be run again."""
LIGHTHOUSE_PATIENCE = 150.0
"""It takes a quarter of a minute; what takes longer than this hangs."""
LIGHTHOUSE = Path(__file__).parent / "lighthouse"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
LOADS, QUICK_LOADS = 5, 2
DRAGS, QUICK_DRAGS = 6, 2
CARDS_SEEN = 25
"""On a board of five columns that is more than four in each: what fits into a window of the desktop."""
SCREENS = (
    "/work",
    "/projects",
    "/p/{project}",
    "/p/{project}/board",
    "/p/{project}/list",
    "/p/{project}/gantt",
    "/p/{project}/members",
)
WATCH_USABLE = """
const look = () => {
  if (document.querySelectorAll('[data-card-id]').length < %d) return requestAnimationFrame(look);
  requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
};
requestAnimationFrame(look);
"""
CATEGORIES = {"performance": "performance", "accessibility": "accessibility", "best-practices": "best_practices"}

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Stage:
    """The app, and a member's session for it."""

    browser: Browser
    url: str
    token: str
    project_id: str

    @contextmanager
    def window(self, *, is_phone: bool = False, is_dark: bool = False) -> Generator[Page]:
        """A browser that has never been here, signed in."""
        context = self.browser.new_context(
            viewport={"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 800},
            is_mobile=is_phone,
            has_touch=is_phone,
            color_scheme="dark" if is_dark else "light",
            locale="zh-CN",
            bypass_csp=True,
        )
        context.add_cookies([{"name": "quncheng_session", "value": self.token, "url": self.url}])
        try:
            yield context.new_page()
        finally:
            context.close()

    @property
    def board(self) -> str:
        return f"{self.url}/p/{self.project_id}/board"


def measure_browser(*, is_quick: bool) -> dict[str, Numbers]:
    """Needs the built web client and a Chromium. Raises ChromiumMissing."""
    found: dict[str, Numbers] = {"first_route": {"gzip_kb": _measure_first_route()}}
    chromium = get_chromium()
    with installed(SQLITE) as installation:
        ((_, token),) = sign_in(installation, count=1)
        with serving(installation) as server, sync_playwright() as playwright:
            projects = msgspec.json.decode(expect(server.connect(token).get("/api/v1/projects")).body, type=Projects)
            project_id = next(one.id for one in projects.items if one.name == dataset.BOARD)
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            stage = Stage(browser, f"http://127.0.0.1:{server.port}", token, project_id)
            found["board_1000"] = _measure_board(stage, loads=QUICK_LOADS if is_quick else LOADS)
            tell(f"board_1000 {found['board_1000']}")
            found["drag"] = _measure_drag(stage, drags=QUICK_DRAGS if is_quick else DRAGS)
            tell(f"drag {found['drag']}")
            found |= measure_gantt(stage.window, url=f"{stage.url}/p/{project_id}/gantt", is_quick=is_quick)
            tell(f"gantt {found['gantt']} {found['gantt_scroll']} {found['gantt_drag']}")
            found["axe"] = _measure_axe(stage)
            browser.close()
            found["lighthouse"] = _measure_lighthouse(stage, chromium)
            tell(f"lighthouse {found['lighthouse']}")
    return found


def _measure_first_route() -> float:
    """HTML, scripts and styles that come before anything is shown, packed, in kB; what loads later does not count."""
    manifest: dict[str, dict[str, object]] = msgspec.json.decode(
        (STATIC / ".vite" / "manifest.json").read_bytes(), type=dict[str, dict[str, object]]
    )
    names = {"index.html", "early.js"}
    waiting = ["index.html"]
    while waiting:
        chunk = msgspec.convert(manifest[waiting.pop()], type=_Chunk)
        if chunk.file not in names:
            names |= {chunk.file, *chunk.css}
            waiting += chunk.imports
    return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names) / 1000


class _Chunk(msgspec.Struct):
    file: str
    css: list[str] = []
    imports: list[str] = []


def _measure_board(stage: Stage, *, loads: int) -> Numbers:
    """From the beginning of the navigation until the cards of every column stand there and the page listens."""
    times: list[float] = []
    for _ in range(loads):
        with stage.window() as page:
            page.add_init_script(WATCH_USABLE % CARDS_SEEN)
            page.goto(stage.board)
            page.wait_for_function("window.usableAt !== undefined")
            times.append(float(page.evaluate("window.usableAt")))
    return {"usable_ms": statistics.median(times), "slowest_ms": max(times)}


def _measure_drag(stage: Stage, *, drags: int) -> Numbers:
    """The time between two frames while a card is carried over the columns and down to the edge, where they scroll."""
    frames: list[float] = []
    with stage.window() as page:
        page.goto(stage.board)
        page.wait_for_function(f"document.querySelectorAll('[data-card-id]').length >= {CARDS_SEEN}")
        watch_frames(page)
        for number in range(drags):
            box = page.locator("[data-card-id]").nth(number % 3).bounding_box()
            if box is None:
                raise LookupError("no card to carry")
            page.mouse.move(box["x"] + 40, box["y"] + 20)
            page.mouse.down()
            page.mouse.move(box["x"] + 60, box["y"] + 40, steps=4)
            take_frames(page)
            for x, y in ((900, 300), (400, 700), (1100, 770), (300, 200)):
                page.mouse.move(x, y, steps=30)
            frames += take_frames(page)
            page.keyboard.press("Escape")
            page.mouse.up()
    return sum_up(frames)


def _measure_axe(stage: Stage) -> Numbers:
    """Every screen, on the phone and the desktop, light and dark."""
    count, seen = 0, 0
    for is_phone in (False, True):
        for is_dark in (False, True):
            with stage.window(is_phone=is_phone, is_dark=is_dark) as page:
                for path in SCREENS:
                    page.goto(stage.url + path.format(project=stage.project_id), wait_until="networkidle")
                    page.add_script_tag(path=AXE)
                    faults = page.evaluate("async () => (await axe.run()).violations.map((fault) => fault.id)")
                    count, seen = count + len(faults), seen + 1
                    if faults:
                        tell(f"axe {path} phone={is_phone} dark={is_dark}: {', '.join(faults)}")
    return {"violations": count, "screens": seen}


def _measure_lighthouse(stage: Stage, chromium: Path) -> Numbers:
    """The lowest score of the first screen on a phone and of the board on a desktop."""
    program = _lighthouse()
    scores: Numbers = {}
    for path, preset in (("/work", []), (f"/p/{stage.project_id}/board", ["--preset=desktop"])):
        found = _run_lighthouse([str(program), stage.url + path, *preset], stage.token, chromium)
        tell(f"lighthouse {path} {found}")
        scores = {name: min(score, scores.get(name, 100.0)) for name, score in found.items()}
    return scores


def _run_lighthouse(command: list[str], token: str, chromium: Path) -> Numbers:
    headers = json.dumps({"Cookie": f"quncheng_session={token}"})
    arguments = [
        *command,
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        "--quiet",
        f"--chrome-flags=--headless {' '.join(FLAGS)}",
        f"--extra-headers={headers}",
    ]
    path = str(Path(which("node") or "node").parent) + ":/usr/bin:/bin"
    environment = {"CHROME_PATH": str(chromium), "PATH": path}
    for _ in range(LIGHTHOUSE_TRIES):
        said = _try_lighthouse(arguments, environment)
        if said is not None:
            report = msgspec.json.decode(said, type=_Report)
            return {CATEGORIES[name]: (category.score or 0.0) * 100 for name, category in report.categories.items()}
    raise LighthouseFailed(command[1])


def _try_lighthouse(arguments: list[str], environment: dict[str, str]) -> bytes | None:
    """What it wrote; None when it failed or hung. Interrupted, it ends its Chromium too; killed, it would not."""
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=sys.stderr) as process:
        try:
            said, _ = process.communicate(timeout=LIGHTHOUSE_PATIENCE)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
            return None
    return said if process.returncode == 0 else None


class LighthouseFailed(Exception):
    """It could not load the page, several times in a row."""


class _Category(msgspec.Struct):
    score: float | None


class _Report(msgspec.Struct):
    categories: dict[str, _Category]


def _lighthouse() -> Path:
    """Installed on first use beside the other states: nobody but the bench needs it."""
    home = STATE / "lighthouse"
    program = home / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        tell("安装 Lighthouse")
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            (home / name).write_bytes((LIGHTHOUSE / name).read_bytes())
        npm = which("npm") or "npm"
        subprocess.run([npm, "install", "--no-audit", "--no-fund"], cwd=home, stdout=sys.stderr, check=True)
    return program
