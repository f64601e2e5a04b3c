"""A WebSocket server for tests that does exactly what a test tells it, rule breaking included."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from quncheng.providers.wecom.bot_client import WecomBot
from quncheng.providers.wecom.settings import BotCredentials, BotSettings
from quncheng.runtime.ports import ConnectionState, Inbound

JsonFrame = dict[str, object]
Answer = Callable[["Visit", JsonFrame], Awaitable[None]]

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SECRET = "the-secret-of-the-bot-0123456789abcdefghijk"


@dataclass(slots=True)
class Visit:
    """One connection of the bot, with the frames it has sent."""

    number: int
    socket: ServerConnection
    frames: asyncio.Queue[JsonFrame] = field(default_factory=asyncio.Queue[JsonFrame])
    commands: list[object] = field(default_factory=list[object])

    async def say(self, frame: JsonFrame) -> None:
        await self.socket.send(json.dumps(frame, ensure_ascii=False))

    async def ack(self, frame: JsonFrame, *, errcode: int = 0, body: JsonFrame | None = None) -> None:
        answer: JsonFrame = {"headers": frame["headers"], "errcode": errcode, "errmsg": "ok" if not errcode else "no"}
        await self.say(answer if body is None else answer | {"body": body})

    async def next_frame(self, cmd: str) -> JsonFrame:
        """The next frame of this command; others are passed over."""
        async with asyncio.timeout(5):
            while True:
                frame = await self.frames.get()
                if frame["cmd"] == cmd:
                    return frame


async def ack_everything(visit: Visit, frame: JsonFrame) -> None:
    await visit.ack(frame)


async def ack_subscription(visit: Visit, frame: JsonFrame) -> None:
    if frame["cmd"] == "aibot_subscribe":
        await visit.ack(frame)


class ScriptedPlatform:
    """Answers every frame as ``answer`` says, and remembers all visits."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.visits: asyncio.Queue[Visit] = asyncio.Queue()
        self.count = 0
        self.url = ""

    async def serve(self, socket: ServerConnection) -> None:
        self.count += 1
        visit = Visit(self.count, socket)
        await self.visits.put(visit)
        try:
            async for message in socket:
                frame: JsonFrame = json.loads(message)
                visit.commands.append(frame["cmd"])
                await visit.frames.put(frame)
                await self.answer(visit, frame)
        except ConnectionClosed:
            return

    async def next_visit(self) -> Visit:
        async with asyncio.timeout(5):
            return await self.visits.get()


@asynccontextmanager
async def platform(answer: Answer = ack_everything) -> AsyncGenerator[ScriptedPlatform]:
    scripted = ScriptedPlatform(answer)
    server: Server = await serve(scripted.serve, "127.0.0.1", 0, max_size=None)
    async with server:
        scripted.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
        yield scripted


@dataclass(slots=True)
class RunningBot:
    """A bot in its task, with everything it has told."""

    bot: WecomBot
    task: asyncio.Task[None]
    inbound: asyncio.Queue[Inbound]
    states: list[tuple[ConnectionState, str]]
    changes: asyncio.Queue[ConnectionState]

    async def until(self, state: ConnectionState) -> None:
        """Waits for the next change into ``state``."""
        async with asyncio.timeout(5):
            while await self.changes.get() is not state:
                continue

    async def next_inbound(self) -> Inbound:
        async with asyncio.timeout(5):
            return await self.inbound.get()


def quick_settings(
    url: str,
    *,
    ack_timeout: float = 5.0,
    heartbeat_interval: float = 30.0,
    refused_retry_delay: float | None = None,
    first_reconnect_delay: float = 0.02,
) -> BotSettings:
    """The real rules with short times."""
    return BotSettings(
        url,
        ack_timeout=ack_timeout,
        late_ack_timeout=0.3,
        resubscribe_timeout=2.0,
        heartbeat_interval=heartbeat_interval,
        first_reconnect_delay=first_reconnect_delay,
        longest_reconnect_delay=max(0.1, first_reconnect_delay),
        refused_retry_delay=refused_retry_delay,
        upload_retry_delay=0.01,
        drain_timeout=1.0,
    )


@asynccontextmanager
async def running_bot(
    settings: BotSettings, *, credentials: BotCredentials | None = None
) -> AsyncGenerator[RunningBot]:
    """Stays connected for the time of the block; ``CONNECTED`` is not waited for."""
    bot = WecomBot(credentials or BotCredentials("aibTEST", SECRET), settings, now=lambda: NOW, chance=lambda: 1.0)
    inbound: asyncio.Queue[Inbound] = asyncio.Queue()
    states: list[tuple[ConnectionState, str]] = []
    changes: asyncio.Queue[ConnectionState] = asyncio.Queue()

    def tell(state: ConnectionState, detail: str) -> None:
        states.append((state, detail))
        changes.put_nowait(state)

    task = asyncio.create_task(bot.run(inbound.put, tell))
    try:
        yield RunningBot(bot, task, inbound, states, changes)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def text_frame(text: str, *, msgid: str = "m1", req_id: str = "r1", chatid: str | None = "wrG") -> JsonFrame:
    body: JsonFrame = {
        "msgid": msgid,
        "aibotid": "aibTEST",
        "chattype": "group" if chatid else "single",
        "from": {"userid": "lilei"},
        "msgtype": "text",
        "text": {"content": text},
    }
    if chatid:
        body["chatid"] = chatid
    return {"cmd": "aibot_msg_callback", "headers": {"req_id": req_id}, "body": body}
