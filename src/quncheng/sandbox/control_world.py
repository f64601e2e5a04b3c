"""Control API: the clock, settings, faults, connections and the log of frames."""

from dataclasses import replace
from typing import Annotated

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.bot_connection import BotConnection
from quncheng.sandbox.control_types import (
    Disturb,
    FrameView,
    MoveClock,
    NewFault,
    OneId,
    Outcome,
    RawFrame,
    SettingsChange,
)
from quncheng.sandbox.errors import NotFound, Refused
from quncheng.sandbox.faults import Fault, FaultKind
from quncheng.sandbox.model import Bot
from quncheng.sandbox.views import ClockView

Limit = Annotated[int, QueryParameter(ge=1, le=2000)]


class ClockController(Controller):
    path = "/control/v1/clock"
    tags = ("clock",)

    @get("/", operation_id="getClock")
    async def show(self, sandbox: NamedDependency[Sandbox]) -> ClockView:
        return _clock_view(sandbox)

    @post("/", operation_id="moveClock", status_code=200)
    async def move(self, sandbox: NamedDependency[Sandbox], data: JSONBody[MoveClock]) -> ClockView:
        """First set, then advance, then stop or start."""
        clock = sandbox.platform.clock
        if data.set is not None:
            clock.set(data.set)
        if data.advance is not None:
            clock.advance(data.advance)
        if data.running is not None:
            clock.run(data.running)
        sandbox.platform.touch()
        return _clock_view(sandbox)


class WorldController(Controller):
    path = "/control/v1"
    tags = ("world",)

    @get("/settings", operation_id="getSettings")
    async def settings(self, sandbox: NamedDependency[Sandbox]) -> SettingsChange:
        return msgspec.convert(msgspec.to_builtins(sandbox.platform.settings), SettingsChange)

    @patch("/settings", operation_id="changeSettings")
    async def change_settings(
        self, sandbox: NamedDependency[Sandbox], data: JSONBody[SettingsChange]
    ) -> SettingsChange:
        changes = {name: value for name, value in msgspec.structs.asdict(data).items() if value is not None}
        sandbox.platform.settings = replace(sandbox.platform.settings, **changes)
        return await self.settings.fn(self, sandbox)

    @get("/frames", operation_id="listFrames")
    async def frames(
        self, sandbox: NamedDependency[Sandbox], channel: FromQuery[str | None] = None, limit: Limit = 200
    ) -> list[FrameView]:
        """What passed over connections and callbacks, secrets masked, oldest first."""
        found = [one for one in sandbox.platform.frames if channel in (None, one.channel)]
        return [FrameView(one.at, one.channel, one.direction, one.text) for one in found[-limit:]]

    @get("/faults", operation_id="listFaults")
    async def faults(self, sandbox: NamedDependency[Sandbox], target: FromQuery[str]) -> list[NewFault]:
        return [
            NewFault(target, one.kind.value, one.count, one.command, one.errcode, one.errmsg, one.seconds)
            for one in sandbox.faults.listed(target)
        ]

    @post("/faults", operation_id="addFault")
    async def add_fault(self, sandbox: NamedDependency[Sandbox], data: JSONBody[NewFault]) -> NewFault:
        kind = FaultKind(data.kind)
        if data.count is not None and data.count < 1:
            raise Refused("count must be at least 1")
        fault = Fault(kind, data.count, data.command, data.errcode, data.errmsg, data.seconds)
        sandbox.faults.add(data.target, fault)
        return data

    @delete("/faults", operation_id="clearFaults")
    async def clear_faults(self, sandbox: NamedDependency[Sandbox], target: FromQuery[str | None] = None) -> None:
        sandbox.faults.clear(target)


class ConnectionController(Controller):
    path = "/control/v1/bots/{bot_id:str}"
    tags = ("faults",)

    @post("/disturb", operation_id="disturbConnection", status_code=200)
    async def disturb(
        self, sandbox: NamedDependency[Sandbox], bot_id: FromPath[str], data: JSONBody[Disturb]
    ) -> Outcome:
        """Ends or cripples the bot's connection. Says whether there was one."""
        connection = _connection(sandbox, bot_id)
        if connection is None:
            return Outcome(False)
        match data.how:
            case "close":
                connection.close(data.code)
            case "abort":
                sandbox.abort(connection)
            case "freeze":
                connection.freeze()
            case "unsubscribe":
                connection.unsubscribe()
        sandbox.platform.touch()
        return Outcome(True)

    @post("/redeliver", operation_id="redeliver", status_code=200)
    async def redeliver(
        self, sandbox: NamedDependency[Sandbox], bot_id: FromPath[str], data: JSONBody[OneId]
    ) -> Outcome:
        """Sends a member's message to the bot again under the same msgid."""
        bot = _bot(sandbox, bot_id)
        organization = sandbox.platform.organization(bot.corp_id)
        return Outcome(sandbox.members.redeliver(organization, bot, message_id=data.id))

    @post("/frames", operation_id="sendRawFrame", status_code=200)
    async def send_raw(
        self, sandbox: NamedDependency[Sandbox], bot_id: FromPath[str], data: JSONBody[RawFrame]
    ) -> Outcome:
        """Sends any text to the bot as a frame, malformed ones included."""
        connection = _connection(sandbox, bot_id)
        if connection is not None:
            connection.send_raw(data.text)
        return Outcome(connection is not None)


def _clock_view(sandbox: Sandbox) -> ClockView:
    return ClockView(sandbox.platform.clock.now(), sandbox.platform.clock.running)


def _bot(sandbox: Sandbox, bot_id: str) -> Bot:
    bot = sandbox.platform.find_bot(bot_id)
    if bot is None:
        raise NotFound(f"bot {bot_id}")
    return bot


def _connection(sandbox: Sandbox, bot_id: str) -> BotConnection | None:
    bot = _bot(sandbox, bot_id)
    return next((socket for socket in sandbox.sockets if socket.bot is bot), None)
