"""The product as its demonstration runs it, with the chat page and the app side by side in real windows."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import httpx2
import msgspec
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.clock import Clock
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.seed import DEMO_MEMBERS, DemoWorld, acquaint, plant_demo
from quncheng.sandbox.server import SandboxServer
from tests.browser.chat import Chat

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ACCOUNTS = {name: account for account, name in DEMO_MEMBERS.items()}
PATIENCE = 60.0
SECOND = 1_000
"""What changes in the chat is in the app within this many milliseconds, and the other way round."""


class Known(msgspec.Struct):
    """What the tests need to know of a project or a person."""

    id: str
    name: str


class ProjectList(msgspec.Struct):
    items: list[Known]


class SignInOptions(msgspec.Struct):
    demo_members: list[Known]


class ProductProcess:
    """``quncheng demo`` beside a sandbox that runs already; can be stopped and started again."""

    def __init__(self, folder: Path, sandbox_url: str, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._command = [sys.executable, "-m", "quncheng.entry.cli", "demo"]
        self._environment = {
            **os.environ,
            "QUNCHENG_DATA": str(folder),
            "QUNCHENG_PORT": str(port),
            "QUNCHENG_SANDBOX_URL": sandbox_url,
            "DATABASE_URL": "",
        }
        self._log = folder / "product.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        until, pause = monotonic() + PATIENCE, threading.Event()
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert monotonic() < until, self._log.read_text()
            pause.wait(0.05)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=PATIENCE)

    def _answers(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/api/v1/health", timeout=2.0).is_success
        except httpx2.TransportError:
            return False


@dataclass(slots=True)
class Stage:
    """One product, one sandbox, and the windows of one test."""

    browser: Browser
    control: ControlClient
    sandbox_url: str
    product: ProductProcess
    world: DemoWorld
    contexts: list[BrowserContext] = field(default_factory=list[BrowserContext])
    complaints: list[str] = field(default_factory=list[str])
    """What the browser's console said that it should not."""

    def group(self, name: str) -> str:
        """A new group with everybody and the bot in it."""
        chat_id = self.control.create_group(name, list(DEMO_MEMBERS)).chat_id
        self.control.add_bot(chat_id, self.world.bot_id)
        return chat_id

    def chat(self, name: str, group: str = "") -> Chat:
        """Somebody's chat page: a group, or alone with the bot."""
        page = self.window(is_phone=False)
        page.goto(f"{self.sandbox_url}/?as={ACCOUNTS[name]}&chat={group or self.world.bot_id}")
        return Chat(page)

    def app(self, name: str, path: str = "/work", *, is_phone: bool = False, is_dark: bool = False) -> Page:
        """Somebody's window of the app, signed in."""
        page = self.window(is_phone=is_phone, is_dark=is_dark)
        member = {"member_id": self.member_id(name)}
        answer = page.request.post(
            f"{self.product.url}/api/v1/sign-in/demo", data=member, headers={"X-Requested-With": "quncheng"}
        )
        assert answer.ok, answer.text()
        page.goto(path)
        return page

    def window(self, *, is_phone: bool, is_dark: bool = False) -> Page:
        context = self.browser.new_context(
            base_url=self.product.url,
            viewport={"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 800},
            is_mobile=is_phone,
            has_touch=is_phone,
            color_scheme="dark" if is_dark else "light",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            bypass_csp=True,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", partial(listen, self.complaints))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def member_id(self, name: str) -> str:
        options = msgspec.json.decode(
            httpx2.get(f"{self.product.url}/api/v1/sign-in/options").content, type=SignInOptions
        )
        return next(one.id for one in options.demo_members if one.name == name)

    def project_id(self, page: Page, name: str) -> str:
        """The project's id, as the person at this window may know it."""
        answer = page.request.get(f"{self.product.url}/api/v1/projects")
        return next(one.id for one in msgspec.json.decode(answer.body(), type=ProjectList).items if one.name == name)

    def leave(self) -> list[str]:
        """Closes all windows; what their consoles complained of."""
        for context in self.contexts:
            context.close()
        complaints = list(self.complaints)
        self.contexts.clear()
        self.complaints.clear()
        return complaints


def listen(complaints: list[str], message: ConsoleMessage) -> None:
    # Chromium itself notes every refused request; that nobody is signed in yet, one has to ask.
    is_sign_in = "401" in message.text and message.location["url"].endswith("/api/v1/me")
    if message.type in {"error", "warning"} and not is_sign_in:
        complaints.append(f"{message.text} {message.location['url']}")


@contextmanager
def stage(browser: Browser, folder: Path, *, now: datetime = MONDAY) -> Generator[Stage]:
    """The demonstration begins on a Monday morning, in a fresh folder."""
    sandbox = Sandbox(clock=Clock(now.timestamp()), seed=7)
    world = plant_demo(sandbox.platform)
    acquaint(sandbox.platform, world)
    with SandboxServer(sandbox) as server, ControlClient(server.url, world.corp_id) as control:
        product = ProductProcess(folder, server.url, _free_port())
        try:
            product.start()
            yield Stage(browser, control, server.url, product, world)
        finally:
            product.stop()


def _free_port() -> int:
    """A server that is stopped and started again needs its port twice, so it cannot choose one itself."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
