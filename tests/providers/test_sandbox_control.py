"""The control API: described as it is, and clear about what it cannot do."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import cast

import httpx2
import pytest

from quncheng.sandbox.control_client import ControlClient, ControlError
from quncheng.sandbox.control_types import SettingsChange
from quncheng.sandbox.faults import FaultKind
from quncheng.sandbox.model import Settings
from quncheng.sandbox.seed import DemoWorld
from quncheng.sandbox.server import listen
from tests.support.raw_bot import SandboxWorld, sandbox_world

PAGE = (Path(__file__).parents[2] / "docs/reference/sandbox.md").read_text(encoding="utf-8")
OPERATION = re.compile(r"^\| `(\w+)` \| `([A-Z]+) ([^?`]+)[^`]*` \|", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \|", re.MULTILINE)


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


def test_the_page_lists_every_operation(world: SandboxWorld) -> None:
    schema = httpx2.get(f"{world.server.url}/control/v1/schema/openapi.json").json()
    paths = cast("dict[str, dict[str, dict[str, object]]]", schema["paths"])
    served = {
        (str(operation["operationId"]), method.upper(), path.removeprefix("/control/v1"))
        for path, methods in paths.items()
        for method, operation in methods.items()
    }

    assert set(OPERATION.findall(PAGE)) == served


def test_the_page_lists_every_setting_with_its_default() -> None:
    section = PAGE.split("### Settings")[1].split("### Faults")[0]
    defaults = {name: f"{value:g}" if value is not False else "false" for name, value in asdict(Settings()).items()}

    assert {name: value.strip() for name, value in ROW.findall(section)} == defaults
    assert list(defaults) == list(SettingsChange.__struct_fields__)


def test_the_page_lists_every_fault() -> None:
    section = PAGE.split("### Faults")[1].split("## From Python")[0]

    assert [name for name, _ in ROW.findall(section)] == [kind.value for kind in FaultKind]


def test_an_organization_is_built_from_nothing(world: SandboxWorld) -> None:
    with ControlClient(world.server.url) as control:
        corp = control.create_organization("新公司").corp_id
        control.create_member("a", "甲")
        control.create_member("b", "乙")
        group = control.create_group("群", ["a"])
        bot = control.create_bot("助手")
        control.add_bot(group.chat_id, bot.bot_id)
        control.add_group_member(group.chat_id, "b")
        control.say("b", group.chat_id, text="大家好")
        control.remove_group_member(group.chat_id, "b")

        view = control.get_organization()
        assert (view.corp_id, [one.name for one in view.members]) == (corp, ["甲", "乙"])
        assert (view.groups[0].members, view.groups[0].bots) == (["a"], [bot.bot_id])
        assert [one.text for one in control.messages("a", group.chat_id)] == ["大家好"]
        with pytest.raises(ControlError) as refused:
            control.messages("b", group.chat_id)
        assert refused.value.status == 409
    assert [one.name for one in world.control.list_organizations()] == ["晨光传媒", "新公司"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/organizations/nowhere/say", {"member": "a", "chat": "b"}, 404),
        ("/organizations/{corp}/say", {"member": "ghost", "chat": "b", "text": "x"}, 404),
        ("/organizations/{corp}/say", {"member": "lilei", "chat": "nowhere", "text": "x"}, 404),
        ("/organizations/{corp}/say", {"member": "lilei", "chat": "{bot}", "text": "x", "quote": "none"}, 404),
        ("/organizations/{corp}/say", {"member": "lilei"}, 400),
        ("/organizations/{corp}/members", {"userid": "lilei", "name": "又一个"}, 409),
        ("/organizations/{corp}/groups", {"name": "空", "members": []}, 409),
        ("/organizations", {"name": "重名", "corp_id": "{corp}"}, 409),
        ("/faults", {"target": "x", "kind": "earthquake"}, 400),
        ("/faults", {"target": "x", "kind": "lose", "count": 0}, 409),
        ("/bots/nobody/disturb", {}, 404),
    ],
)
def test_what_cannot_be_done_is_said(world: SandboxWorld, path: str, body: dict[str, object], status: int) -> None:
    known = {"{corp}": world.demo.corp_id, "{bot}": world.demo.bot_id}
    filled = {name: known.get(value, value) if isinstance(value, str) else value for name, value in body.items()}
    url = f"{world.server.url}/control/v1{path.replace('{corp}', world.demo.corp_id)}"

    assert httpx2.post(url, json=filled).status_code == status
    assert world.control.messages("lilei", world.demo.bot_id) == []


def test_files_are_served_so_that_nothing_in_them_runs(world: SandboxWorld) -> None:
    page = [{"kind": "file", "name": "x.html", "base64": "PHNjcmlwdD4="}]
    body = {"member": "lilei", "chat": world.demo.launch_group, "files": page}
    url = f"{world.server.url}/control/v1/organizations/{world.demo.corp_id}/say"
    said = httpx2.post(url, json=body).json()
    served = httpx2.get(world.server.url + said["files"][0]["url"])

    assert (served.content, served.headers["Content-Type"]) == (b"<script>", "application/octet-stream")
    assert served.headers["Content-Disposition"] == "attachment; filename*=UTF-8''x.html"
    assert served.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("name", ["..%2fserver.py", "%2e%2e%2fserver.py", "index.html", "nothing.js"])
def test_only_the_pages_own_files_are_served(world: SandboxWorld, name: str) -> None:
    assert httpx2.get(f"{world.server.url}/page/{name}").status_code == 404


def test_answers_are_not_held_back_by_the_network() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


@pytest.fixture
def program() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "quncheng.sandbox", "--port", "0", "--seed", "demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as started:
        yield started
        started.kill()


def test_the_program_serves_the_demonstration_until_it_is_stopped(program: subprocess.Popen[str]) -> None:
    assert program.stdout is not None
    lines = [program.stdout.readline() for _ in range(4)]
    with ControlClient(lines[0].split()[-1], DemoWorld().corp_id) as control:
        organization = control.get_organization()
    with httpx2.stream("GET", f"{lines[0].split()[-1]}control/v1/events") as events:
        assert next(events.iter_text()) == 'event: change\ndata: {"cursor":10}\n\n'
        program.send_signal(signal.SIGINT)
        assert program.wait(10) in (0, -signal.SIGINT)

    assert program.stdout.read() == ""
    assert DemoWorld().secret in lines[2]
    assert [one.name for one in organization.members] == ["林珊", "李雷", "韩梅梅", "王强", "陈总", "赵敏"]
    assert [one.name for one in organization.groups] == ["新品线上发布会筹备", "官网改版"]
    assert organization.groups[0].bots == [DemoWorld().bot_id]


def test_the_page_lets_no_foreign_script_run(world: SandboxWorld) -> None:
    policy = httpx2.get(f"{world.server.url}/").headers["Content-Security-Policy"]

    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
