"""With PostgreSQL web, worker and bot run as processes of their own, several of each, and one bot leads."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psycopg
import pytest

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.control_types import BotView
from quncheng.sandbox.server import SandboxServer

PATIENCE = 60.0
PAGE = {"X-Requested-With": "quncheng"}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[bytes]
    port: int
    log: Path


@contextmanager
def _running(part: str, environment: dict[str, str], folder: Path) -> Generator[Running]:
    port = _free_port()
    log = folder / f"{part}-{port}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "quncheng.entry.cli", part],
            env=environment | {"QUNCHENG_PORT": str(port)},
            stdout=written,
            stderr=written,
        )
    try:
        yield Running(process, port, log)
    finally:
        process.kill()
        process.wait(10)


def _answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/api/v1/sign-in/options", timeout=5).status_code == 200
    except httpx2.HTTPError:
        return False


def _until(is_so: Callable[[], bool], otherwise: str) -> None:
    """Waits for something that happens in another process."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        pause.wait(0.1)


def _count_leaders(url: str) -> int:
    """How many processes hold the bot's lock."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()"
        ).fetchone()
    return 0 if row is None else int(row[0])


def test_a_team_is_served_by_six_processes_and_a_killed_leader_is_replaced(postgresql_url: str, tmp_path: Path) -> None:
    server = SandboxServer(Sandbox())
    server.start()
    try:
        with ControlClient(server.url) as control:
            control.create_organization("晨光传媒")
            control.create_member("linshan", "林珊")
            bot = control.create_bot("群程")
            group = control.create_group("发布会", ["linshan"]).chat_id
            control.add_bot(group, bot.bot_id)
            environment = _environment(server, bot, postgresql_url, tmp_path)
            with ExitStack() as stack:
                running = [
                    stack.enter_context(_running(part, environment, tmp_path))
                    for part in ("web", "web", "worker", "worker", "bot", "bot")
                ]
                _play(control, group, bot.bot_id, postgresql_url, running)
    finally:
        server.stop()


def _play(control: ControlClient, group: str, bot_id: str, url: str, running: list[Running]) -> None:
    webs, bots = running[:2], running[4:]
    for web in webs:
        _until(lambda port=web.port: _answers(port), "a web process does not answer")
    _until(lambda: _count_leaders(url) == 1 and _is_connected(control, bot_id), "no bot leads")
    said = control.say("linshan", group, text="@群程 启动项目 发布会")
    (started,) = control.wait("linshan", group, after=said.cursor, timeout=PATIENCE)
    assert started.text.startswith("已启动「发布会」")

    assert [_sign_in_through(control, bot_id, web.port) for web in webs] == ["发布会", "发布会"]

    (leader,) = [bot for bot in bots if "bot.leading" in bot.log.read_text()]
    leader.process.kill()
    leader.process.wait(10)
    _until(lambda: all("bot.leading" in bot.log.read_text() for bot in bots), "nobody took over")
    _until(lambda: _count_leaders(url) == 1 and _is_connected(control, bot_id), "nobody is connected")
    said = control.say("linshan", group, text="@群程 视觉初稿 5天")
    made = control.wait("linshan", group, after=said.cursor, timeout=PATIENCE)[0]
    assert made.card is not None
    assert made.card.main_title is not None
    assert made.card.main_title.title == "已建任务 #1 视觉初稿"

    said = control.say("linshan", group, text="@群程 甘特图")
    answers = control.wait("linshan", group, after=said.cursor, count=2, timeout=PATIENCE)
    assert [one.kind for one in answers] == ["markdown", "image"], "a worker draws, the bot sends"


def _is_connected(control: ControlClient, bot_id: str) -> bool:
    return any(bot.is_connected for bot in control.get_organization().bots if bot.bot_id == bot_id)


def _sign_in_through(control: ControlClient, bot_id: str, port: int) -> str:
    """The name of the project that a browser at this process sees, signed in by six digits sent to the bot."""
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}/api/v1", headers=PAGE, timeout=30) as browser:
        code = browser.post("/sign-in/codes", json={}).json()
        control.say("linshan", bot_id, text=code["code"])
        _until(lambda: browser.get(f"/sign-in/codes/{code['poll_token']}").json()["status"] == "done", "not signed in")
        return str(browser.get("/me").json()["projects"][0]["name"])


def _environment(server: SandboxServer, bot: BotView, url: str, folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUNCHENG_", "WECOM_"))}
    return kept | {
        "DATABASE_URL": url,
        "QUNCHENG_DATA": str(folder),
        "QUNCHENG_SECRET_KEY": "5a" * 32,
        "WECOM_BOT_ID": bot.bot_id,
        "WECOM_BOT_SECRET": bot.secret,
        "WECOM_WS_URL": server.ws_url,
        "WECOM_API_URL": server.url,
    }


pytestmark = pytest.mark.slow
