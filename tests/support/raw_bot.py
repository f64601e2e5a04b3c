"""A bot that speaks in bare frames, and the small world it lives in."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
from msgspec import Struct
from websockets.sync.client import ClientConnection, connect

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.clock import Clock
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.seed import DemoWorld, plant_demo
from quncheng.sandbox.server import SandboxServer

NOON = 1_795_320_000.0
"""2026-11-22 12:00 in Shanghai."""


class Headers(Struct):
    req_id: str = ""


class Seen(Struct):
    """Any frame of the platform."""

    headers: Headers
    cmd: str = ""
    errcode: int | None = None
    errmsg: str = ""
    body: dict[str, object] = {}

    @property
    def request(self) -> str:
        return self.headers.req_id


class RawBot:
    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._sent = 0

    def send(self, command: str, body: Mapping[str, object] | None = None, *, request: str | None = None) -> str:
        self._sent += 1
        request = request or f"{command}_{self._sent}"
        frame: dict[str, object] = {"cmd": command, "headers": {"req_id": request}}
        if body is not None:
            frame["body"] = body
        self.socket.send(msgspec.json.encode(frame).decode())
        return request

    def receive(self, seconds: float = 5.0) -> Seen:
        return msgspec.json.decode(self.socket.recv(seconds), type=Seen)

    def call(self, command: str, body: Mapping[str, object] | None = None, *, request: str | None = None) -> Seen:
        """Sends and gives back the acknowledgement, which must be the next frame."""
        request = self.send(command, body, request=request)
        answer = self.receive()
        assert (answer.cmd, answer.request) == ("", request)
        return answer

    def code(self, command: str, body: Mapping[str, object] | None = None, *, request: str | None = None) -> int | None:
        return self.call(command, body, request=request).errcode

    def subscribe(self, world: DemoWorld) -> Seen:
        return self.call("aibot_subscribe", {"bot_id": world.bot_id, "secret": world.secret})

    def answer(self, callback: Seen, text: str) -> int | None:
        return self.code("aibot_respond_msg", markdown(text), request=callback.request)


@dataclass(frozen=True, slots=True)
class SandboxWorld:
    server: SandboxServer
    control: ControlClient
    demo: DemoWorld

    @contextmanager
    def bot(self, *, subscribed: bool = True) -> Generator[RawBot, None, None]:
        with connect(self.server.ws_url, proxy=None, ping_interval=None, max_size=None) as socket:
            bot = RawBot(socket)
            if subscribed:
                assert bot.subscribe(self.demo).errcode == 0
            yield bot


@contextmanager
def sandbox_world(*, running: bool = False) -> Generator[SandboxWorld, None, None]:
    """The demonstration's organization at noon, the clock standing still."""
    sandbox = Sandbox(clock=Clock(NOON, running=running), seed=7)
    demo = plant_demo(sandbox.platform)
    with SandboxServer(sandbox) as server, ControlClient(server.url, demo.corp_id) as control:
        yield SandboxWorld(server, control, demo)


def markdown(text: str) -> dict[str, object]:
    return {"msgtype": "markdown", "markdown": {"content": text}}


def stream(text: str, *, finish: bool = False, name: str = "s1") -> dict[str, object]:
    return {"msgtype": "stream", "stream": {"id": name, "finish": finish, "content": text}}


def button_card(task_id: str = "task-1", text: str = "确认") -> dict[str, object]:
    return {
        "card_type": "button_interaction",
        "main_title": {"title": "计划"},
        "button_list": [{"text": text, "key": "ok", "style": 1}],
        "task_id": task_id,
    }


def card(task_id: str = "task-1", text: str = "确认") -> dict[str, object]:
    return {"msgtype": "template_card", "template_card": button_card(task_id, text)}
