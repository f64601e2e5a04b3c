"""The product's own processes, started as an operator starts them, and what they write into their logs."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.control_types import BotView
from quncheng.sandbox.server import SandboxServer

PATIENCE = 60.0
PAGE = {"X-Requested-With": "quncheng"}
SECRET_KEY = "5a" * 32


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"

    def answers(self) -> bool:
        try:
            return httpx2.get(f"{self.base_url}/sign-in/options", timeout=5).status_code == 200
        except httpx2.HTTPError:
            return False


@contextmanager
def running(part: str, environment: dict[str, str], folder: Path) -> Generator[Running]:
    """A command of the command line, until the block ends."""
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


def environment_of(server: SandboxServer, bot: BotView, url: str, folder: Path) -> dict[str, str]:
    """The settings of an installation that talks to the sandbox."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUNCHENG_", "WECOM_"))}
    return kept | {
        "DATABASE_URL": url,
        "QUNCHENG_DATA": str(folder),
        "QUNCHENG_SECRET_KEY": SECRET_KEY,
        "WECOM_BOT_ID": bot.bot_id,
        "WECOM_BOT_SECRET": bot.secret,
        "WECOM_WS_URL": server.ws_url,
        "WECOM_API_URL": server.url,
    }


def until(is_so: Callable[[], bool], otherwise: str) -> None:
    """Waits for something that happens in another process."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        pause.wait(0.1)


def is_connected(control: ControlClient, bot_id: str) -> bool:
    return any(bot.is_connected for bot in control.get_organization().bots if bot.bot_id == bot_id)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
