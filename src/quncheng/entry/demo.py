"""The demonstration: the sandbox in a process of its own, and a team that lives in it."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import replace

from quncheng.entry.processes import BOT, JOBS, WEB, run
from quncheng.entry.settings import SettingInvalid, Settings
from quncheng.entry.wiring import WECOM, Product, assemble, installation_of
from quncheng.features.people import service as people
from quncheng.features.people.types import OrganizationRole
from quncheng.runtime.db import Session
from quncheng.sandbox.seed import DEMO_BOT_ID, DEMO_BOT_KEY, DEMO_BOT_NAME, DEMO_MEMBERS

ORGANIZATION = "晨光传媒"
START_SECONDS = 20.0


def demonstrate(settings: Settings, *, sandbox_port: int) -> None:
    """Until the process is told to stop. Raises SettingInvalid when the sandbox does not start."""
    sandbox_url = f"http://127.0.0.1:{sandbox_port}"
    demo = replace(
        settings,
        quncheng_is_demo=True,
        quncheng_organization=ORGANIZATION,
        quncheng_sandbox_url=sandbox_url,
        wecom_bot_id=DEMO_BOT_ID,
        wecom_bot_secret=DEMO_BOT_KEY,
        wecom_bot_name=DEMO_BOT_NAME,
        wecom_ws_url=f"ws://127.0.0.1:{sandbox_port}",
    )
    command = [sys.executable, "-m", "quncheng.sandbox", "--port", str(sandbox_port), "--seed", "demo"]
    sandbox = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(sandbox_url, sandbox)
        product = assemble(demo)
        _seat_members(product)
        sys.stdout.write(f"\n  聊天(沙箱)  {sandbox_url}/\n  群程        {demo.base_url}/\n\n  按 Ctrl+C 结束\n\n")
        sys.stdout.flush()
        run(product, frozenset({WEB, JOBS, BOT}))
    finally:
        sandbox.terminate()
        sandbox.wait(timeout=10)


def _seat_members(product: Product) -> None:
    """Everybody of the sandbox's organization, once."""
    installation = installation_of(product)

    def seat(session: Session) -> None:
        actor = people.system_actor(session)
        for external_id, name in DEMO_MEMBERS.items():
            if people.find_member_by_identity(session, WECOM, external_id) is None:
                is_first = not people.list_members(session)
                role = OrganizationRole.ADMIN if is_first else OrganizationRole.MEMBER
                member = people.join(session, actor, name=name, role=role)
                people.identify(
                    session, actor, provider=WECOM, external_id=external_id, member_id=member.id, is_reachable=False
                )

    product.database.write(installation.org_id, seat)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise SettingInvalid(f"沙箱没有启动:{url}(端口可能被占用,可用 --sandbox-port 换一个)")
