"""The demonstration: the sandbox in a process of its own, and a team that lives in it."""

import contextlib
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from dataclasses import replace

from quncheng.entry.demo_clock import FollowedClock
from quncheng.entry.demonstration import plant
from quncheng.entry.processes import BOT, JOBS, WEB, run
from quncheng.entry.settings import SettingInvalid, Settings
from quncheng.entry.wiring import Product, assemble, installation_of, register_bot
from quncheng.features.bindings import service as bindings
from quncheng.sandbox.seed import DEMO_BOT_ID, DEMO_BOT_KEY, DEMO_BOT_NAME

ORGANIZATION = "晨光传媒"
START_SECONDS = 20.0


def demonstrate(settings: Settings, *, sandbox_port: int) -> None:
    """Until the process is told to stop, with the sandbox of the settings or one of its own.

    Raises SettingInvalid when the sandbox does not start.
    """
    sandbox_url = settings.quncheng_sandbox_url.rstrip("/") or f"http://127.0.0.1:{sandbox_port}"
    demo = replace(
        settings,
        quncheng_is_demo=True,
        quncheng_organization=ORGANIZATION,
        quncheng_sandbox_url=sandbox_url,
        wecom_bot_id=DEMO_BOT_ID,
        wecom_bot_secret=DEMO_BOT_KEY,
        wecom_bot_name=DEMO_BOT_NAME,
        wecom_ws_url=sandbox_url.replace("http", "ws", 1),
    )
    with contextlib.ExitStack() as stack:
        if not settings.quncheng_sandbox_url:
            stack.enter_context(_sandbox(sandbox_url, sandbox_port))
        clock = FollowedClock(sandbox_url)
        clock.start()
        product = assemble(demo, clock=clock)
        _prepare(product)
        clock.on_moved(product.wake.ring_all)
        sys.stdout.write(f"\n  聊天(沙箱)  {sandbox_url}/\n  群程        {demo.base_url}/\n\n  按 Ctrl+C 结束\n\n")
        sys.stdout.flush()
        run(product, frozenset({WEB, JOBS, BOT}))


@contextlib.contextmanager
def _sandbox(url: str, port: int) -> Generator[None]:
    command = [sys.executable, "-P", "-m", "quncheng.sandbox", "--port", str(port), "--seed", "demo"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(url, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _prepare(product: Product) -> None:
    """The team and its project, once."""
    installation = installation_of(product)
    register_bot(product, installation)
    bot = product.database.read(installation.org_id, bindings.list_bots)[0]
    product.database.write(installation.org_id, lambda session: plant(session, bot_id=bot.id))


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise SettingInvalid(f"沙箱没有启动:{url}(端口可能被占用,可用 --sandbox-port 换一个)")
