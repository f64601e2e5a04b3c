"""Sends frames and pairs them with their acks: at most one un-acked frame per request id.

Several frames of a reply carry the same request id, so an ack says only by its order which frame it belongs to.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import msgspec

from quncheng.providers.wecom.failures import to_error
from quncheng.providers.wecom.frames import ENCODER, Frame, Headers, OutboundFrame
from quncheng.runtime.ports import SendError, SendFailure

Write = Callable[[bytes], Awaitable[None]]


@dataclass(slots=True)
class _Line:
    """One request id: the frame that waits for its ack, and who queues behind it."""

    ack: asyncio.Future[Frame] | None = None
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque[asyncio.Future[None]])
    late: asyncio.TimerHandle | None = None


class Exchange:
    """The frames of one connection that wait for an ack. It ends with the connection."""

    __slots__ = ("_ack_timeout", "_closed", "_late_ack_timeout", "_lines", "_longest_queue", "_write")

    def __init__(self, write: Write, *, ack_timeout: float, late_ack_timeout: float, longest_queue: int) -> None:
        self._write = write
        self._ack_timeout = ack_timeout
        self._late_ack_timeout = late_ack_timeout
        self._longest_queue = longest_queue
        self._lines: dict[str, _Line] = {}
        self._closed = False

    async def request(
        self, cmd: str, req_id: str, *, body: msgspec.Struct | None = None, patience: float | None = None
    ) -> Frame:
        """Sends one frame and returns its ack. Raises SendError."""
        if self._closed:
            raise SendError(SendFailure.DISCONNECTED)
        payload = _encode(OutboundFrame(cmd, Headers(req_id), body))
        line = await self._take_turn(req_id)
        ack: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        line.ack = ack
        try:
            async with asyncio.timeout(self._ack_timeout if patience is None else patience):
                await self._write(payload)
                frame = await ack
        except TimeoutError:
            raise SendError(SendFailure.RETRY, detail="no ack in time") from None
        finally:
            self._give_turn(req_id, line)
        if frame.errcode:
            raise to_error(frame.errcode, frame.errmsg or "")
        return frame

    def settle(self, frame: Frame) -> bool:
        """Hands an ack to the frame that waits for it; False when nobody does."""
        line = self._lines.get(frame.headers.req_id)
        if line is None or line.ack is None:
            return False
        if line.late is not None:
            self._release(frame.headers.req_id, line)
            return True
        if line.ack.done():
            return False
        line.ack.set_result(frame)
        return True

    def close(self) -> None:
        """Fails everything that waits: whether the platform took it can no longer be known."""
        self._closed = True
        for line in self._lines.values():
            if line.late is not None:
                line.late.cancel()
            for future in (line.ack, *line.waiting):
                if future is not None and not future.done():
                    future.set_exception(SendError(SendFailure.DISCONNECTED))
        self._lines.clear()

    async def _take_turn(self, req_id: str) -> _Line:
        line = self._lines.get(req_id)
        if line is None:
            line = self._lines[req_id] = _Line()
            return line
        if len(line.waiting) >= self._longest_queue:
            raise SendError(SendFailure.RETRY, detail="too many frames wait on one request id")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            # The turn may have been given in the same moment: pass it on, or the line stands still.
            if turn.done() and not turn.cancelled():
                self._release(req_id, line)
            raise
        return line

    def _give_turn(self, req_id: str, line: _Line) -> None:
        if self._closed:
            return
        if line.ack is not None and line.ack.done() and not line.ack.cancelled():
            self._release(req_id, line)
            return
        # The ack may still come; a next frame sent now would be paired with it.
        loop = asyncio.get_running_loop()
        line.late = loop.call_later(self._late_ack_timeout, self._release, req_id, line)

    def _release(self, req_id: str, line: _Line) -> None:
        if line.late is not None:
            line.late.cancel()
            line.late = None
        line.ack = None
        while line.waiting:
            turn = line.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        if self._lines.get(req_id) is line:
            del self._lines[req_id]


def _encode(frame: OutboundFrame) -> bytes:
    try:
        return ENCODER.encode(frame)
    except UnicodeEncodeError:
        raise SendError(SendFailure.REFUSED, detail="the text holds half a character") from None
