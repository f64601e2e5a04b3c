"""The bot's long connection: one socket per bot, frames in, acknowledgements and callbacks out.

Vendor page: https://developer.work.weixin.qq.com/document/path/101463
"""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass

import msgspec
from litestar import WebSocket
from litestar.datastructures import State
from litestar.exceptions import WebSocketDisconnect, WebSocketException

from quncheng.sandbox.bot_commands import BotCommands
from quncheng.sandbox.bot_frames import Acknowledgement, Frame, Headers, Subscribe, decode_body
from quncheng.sandbox.errors import (
    INVALID_PARAMETER,
    NOT_SUBSCRIBED,
    TOO_MANY_AT_ONCE,
    TOO_OFTEN,
    WRONG_SECRET,
    PlatformError,
)
from quncheng.sandbox.faults import FaultKind, Faults
from quncheng.sandbox.model import Bot
from quncheng.sandbox.state import Platform

SECRET = re.compile(r'("secret"\s*:\s*")[^"]*(")')
LOGGED_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Outbound:
    """A frame on its way out; ``acknowledges`` is the request it frees, ``closes`` ends the connection after it."""

    text: str = ""
    acknowledges: str | None = None
    closes: int | None = None


class BotConnection:
    """Reads frames and carries each out at once; a writer of its own sends, so that acknowledgements can be late."""

    def __init__(
        self, socket: WebSocket[object, object, State], platform: Platform, *, commands: BotCommands, faults: Faults
    ) -> None:
        self._socket = socket
        self._platform = platform
        self._commands = commands
        self._faults = faults
        self._queue: asyncio.Queue[Outbound] = asyncio.Queue()
        self._outstanding: Counter[str] = Counter()
        self._idle: asyncio.TimerHandle | None = None
        self._frozen = False
        self._held: list[str] = []
        self.bot: Bot | None = None
        client = socket.client
        self.client = (client.host, client.port) if client else None

    async def serve(self) -> None:
        """Returns when the socket is closed by either side."""
        writer = asyncio.create_task(self._write())
        try:
            while True:
                await self._read_one()
        except (WebSocketDisconnect, WebSocketException):
            return
        finally:
            self._disarm()
            writer.cancel()

    # Reading

    async def _read_one(self) -> None:
        event = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(detail="closed", code=1000)
        if event["type"] != "websocket.receive":
            return
        text = event.get("text")
        if self._frozen:
            return
        if text is None:
            self._log("in", "(binary)")
            self._acknowledge("", error=PlatformError(INVALID_PARAMETER, "invalid parameter: frames are text"))
            return
        self._log("in", text)
        try:
            frame = msgspec.json.decode(text, type=Frame)
        except msgspec.DecodeError:
            self._acknowledge("", error=PlatformError(INVALID_PARAMETER, "invalid parameter: not a JSON frame"))
            return
        self._handle(frame)

    def _handle(self, frame: Frame) -> None:
        request_id = frame.headers.req_id
        if self._take(FaultKind.LOSE, frame.cmd):
            return
        strict = self._platform.settings.strict_acks
        overlapping = strict and self._outstanding[request_id] > 0
        self._outstanding[request_id] += 1
        try:
            if overlapping:
                raise PlatformError(TOO_MANY_AT_ONCE, "the last frame of this req_id is not acknowledged yet")
            body = self._carry_out(frame)
        except PlatformError as error:
            self._acknowledge(request_id, error=error, command=frame.cmd)
        else:
            self._acknowledge(request_id, body=body, command=frame.cmd)

    def _carry_out(self, frame: Frame) -> dict[str, str] | None:
        if frame.cmd == "aibot_subscribe":
            self._subscribe(decode_body(frame.body, Subscribe))
            return None
        if self.bot is None:
            raise PlatformError(NOT_SUBSCRIBED, "aibot websocket not subscribed")
        if frame.cmd == "ping":
            self._arm()
            return None
        fault = self._faults.take(self.bot.bot_id, FaultKind.ANSWER, command=frame.cmd)
        if fault is not None:
            raise PlatformError(fault.errcode, fault.errmsg)
        return self._commands.carry_out(self.bot, frame)

    def _subscribe(self, request: Subscribe) -> None:
        if self.bot is not None:
            raise PlatformError(TOO_OFTEN, "api freq out of limit, subscribed already")
        bot = self._platform.find_bot(request.bot_id)
        if bot is None or bot.secret != request.secret or bot.callback is not None:
            raise PlatformError(WRONG_SECRET, "invalid bot_id or secret")
        fault = self._faults.take(bot.bot_id, FaultKind.ANSWER, command="aibot_subscribe")
        if fault is not None:
            raise PlatformError(fault.errcode, fault.errmsg)
        self.bot = bot
        self._arm()
        asyncio.get_running_loop().call_soon(self._commands.subscribed, bot, self)

    # Writing

    def callback(self, text: str) -> None:
        """Sends a callback frame, as the bot's faults allow."""
        bot_id = self.bot.bot_id if self.bot else ""
        reorder = self._faults.take(bot_id, FaultKind.REORDER)
        if reorder is not None:
            self._held.append(text)
            if reorder.count:
                return
            for held in reversed(self._held):
                self._put(Outbound(held))
            self._held.clear()
            return
        self._put(Outbound(text))
        if self._faults.take(bot_id, FaultKind.DUPLICATE):
            self._put(Outbound(text))

    def send_raw(self, text: str) -> None:
        self._put(Outbound(text))

    def close(self, code: int) -> None:
        """Ends the connection after what is already on its way out."""
        self.bot = None
        self._put(Outbound(closes=code))

    def unsubscribe(self) -> None:
        """The subscription is gone, the socket stays: every command is answered with 846609."""
        self.bot = None
        self._disarm()

    def freeze(self) -> None:
        """Half-open from now on: nothing is read and nothing is answered."""
        self._frozen = True
        self._disarm()

    def _acknowledge(
        self,
        request_id: str,
        *,
        body: dict[str, str] | None = None,
        error: PlatformError | None = None,
        command: str = "",
    ) -> None:
        kind = FaultKind.SILENCE_PINGS if command == "ping" else FaultKind.SILENCE_ACKS
        if self._take(kind, command):
            self._outstanding[request_id] -= 1
            return
        answer = Acknowledgement(
            Headers(request_id),
            errcode=error.errcode if error else 0,
            errmsg=error.errmsg if error else "ok",
            body=msgspec.UNSET if body is None else body,
        )
        self._put(Outbound(msgspec.json.encode(answer).decode(), acknowledges=request_id), command=command)

    def _take(self, kind: FaultKind, command: str) -> bool:
        return self.bot is not None and self._faults.take(self.bot.bot_id, kind, command=command) is not None

    def _put(self, outbound: Outbound, *, command: str = "") -> None:
        fault = self._faults.take(self.bot.bot_id, FaultKind.DELAY, command=command) if self.bot else None
        if fault is None:
            self._queue.put_nowait(outbound)
        else:
            asyncio.get_running_loop().call_later(fault.seconds, self._queue.put_nowait, outbound)

    async def _write(self) -> None:
        while True:
            outbound = await self._queue.get()
            if self._frozen and outbound.closes is None:
                continue
            try:
                if outbound.closes is not None:
                    await self._socket.close(code=outbound.closes)
                    return
                self._log("out", outbound.text)
                await self._socket.send_text(outbound.text)
            except (WebSocketDisconnect, WebSocketException, RuntimeError, OSError):
                return
            if outbound.acknowledges is not None:
                self._outstanding[outbound.acknowledges] -= 1
                if self._outstanding[outbound.acknowledges] <= 0:
                    del self._outstanding[outbound.acknowledges]

    # Time without a ping

    def _arm(self) -> None:
        self._disarm()
        self._idle = asyncio.get_running_loop().call_later(self._platform.settings.idle_seconds, self.close, 1000)

    def _disarm(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _log(self, direction: str, text: str) -> None:
        channel = self.bot.bot_id if self.bot else "unsubscribed"
        self._platform.record(channel, direction, SECRET.sub(r"\1***\2", text)[:LOGGED_CHARACTERS])
