"""One connection to the platform from its opening to its end: subscribe, heartbeat, read.

It never reconnects; that is the bot's decision. https://developer.work.weixin.qq.com/document/path/101463
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, PayloadTooBig

from quncheng.providers.wecom import frames
from quncheng.providers.wecom.bodies import SubscribeBody
from quncheng.providers.wecom.exchange import Exchange
from quncheng.providers.wecom.failures import NOT_SUBSCRIBED
from quncheng.providers.wecom.frames import FRAME_DECODER, UNREADABLE, Frame
from quncheng.providers.wecom.settings import BotCredentials, BotSettings
from quncheng.runtime.ports import SendError, SendFailure
from quncheng.runtime.telemetry import Log

log = Log("quncheng.wecom")

# At DEBUG the library writes whole frames, the subscription with its secret among them.
_library_logger = logging.getLogger("quncheng.providers.wecom.websocket")
_library_logger.setLevel(logging.WARNING)

_MOST_MISSED_PINGS = 2
_CLOSE_TIMEOUT = 2.0


class Ending(StrEnum):
    LOST = "lost"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ended:
    """Why a connection is over; ``detail`` is for the log and the administrator."""

    ending: Ending
    detail: str
    was_subscribed: bool = False


async def open_socket(settings: BotSettings) -> ClientConnection:
    """Raises OSError, TimeoutError or WebSocketException."""
    return await connect(
        settings.websocket_url,
        open_timeout=settings.connect_timeout,
        close_timeout=_CLOSE_TIMEOUT,
        # The platform has a heartbeat of its own, and frames are too small to be worth compressing.
        ping_interval=None,
        compression=None,
        max_size=settings.largest_frame,
        logger=_library_logger,
        proxy=None if settings.is_loopback else True,
    )


class Connection:
    """A socket, its subscription and the frames that wait for an ack on it."""

    def __init__(
        self,
        socket: ClientConnection,
        settings: BotSettings,
        *,
        new_id: Callable[[], str],
        on_callback: Callable[[Frame], Awaitable[None]],
        on_subscribed: Callable[["Connection"], None],
    ) -> None:
        self._socket = socket
        self._settings = settings
        self._new_id = new_id
        self._on_callback = on_callback
        self._on_subscribed = on_subscribed
        self._ended: Ended | None = None
        self._is_subscribed = False
        self.exchange = Exchange(
            self._write,
            ack_timeout=settings.ack_timeout,
            late_ack_timeout=settings.late_ack_timeout,
            longest_queue=settings.waiting_frames_per_request,
        )

    async def run(self, credentials: BotCredentials) -> Ended:
        """Subscribes, keeps alive and reads until the connection ends; says why it ended."""
        keeper = asyncio.create_task(self._subscribe_and_keep_alive(credentials))
        try:
            await self._read()
        finally:
            self.exchange.close()
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)
            await self._socket.close()
        ended = self._ended or Ended(Ending.LOST, _close_detail(self._socket))
        return replace(ended, was_subscribed=self._is_subscribed)

    async def hang_up(self) -> None:
        """Ends the connection politely."""
        await self._socket.close()

    def abandon(self, ended: Ended) -> None:
        """Ends the connection at once: a half-open one would not answer a polite goodbye."""
        self._ended = self._ended or ended
        self.exchange.close()
        self._socket.transport.abort()

    async def _subscribe_and_keep_alive(self, credentials: BotCredentials) -> None:
        body = SubscribeBody(bot_id=credentials.bot_id, secret=credentials.secret)
        try:
            await self.exchange.request(frames.SUBSCRIBE, self._request_id(frames.SUBSCRIBE), body=body)
        except SendError as error:
            # The platform leaves the socket open after a refusal; closing it is up to us.
            self._ended = self._ended or Ended(_refusal(error), f"{error.code} {error.detail}".strip())
            await self._socket.close()
            return
        self._is_subscribed = True
        self._on_subscribed(self)
        await self._keep_alive()

    async def _keep_alive(self) -> None:
        missed = 0
        spent = 0.0
        while True:
            await asyncio.sleep(max(0.0, self._settings.heartbeat_interval - spent))
            started = asyncio.get_running_loop().time()
            try:
                await self.exchange.request(
                    frames.PING, self._request_id(frames.PING), patience=self._settings.heartbeat_interval
                )
                missed = 0
            except SendError as error:
                if error.code == NOT_SUBSCRIBED:
                    self.abandon(Ended(Ending.LOST, "not subscribed"))
                    return
                missed += error.code == 0
            if missed >= _MOST_MISSED_PINGS:
                self.abandon(Ended(Ending.LOST, "heartbeat unanswered"))
                return
            spent = asyncio.get_running_loop().time() - started

    async def _read(self) -> None:
        while True:
            try:
                payload = await self._socket.recv(decode=False)
            except ConnectionClosed as closed:
                if isinstance(closed.__cause__, PayloadTooBig):
                    log.warning("wecom.frame_oversized", limit=self._settings.largest_frame)
                return
            try:
                frame = FRAME_DECODER.decode(payload)
            except UNREADABLE as error:
                log.warning("wecom.frame_malformed", size=len(payload), reason=type(error).__name__)
                continue
            if not await self._receive(frame):
                return

    async def _receive(self, frame: Frame) -> bool:
        """False when nothing more is to be read."""
        if frame.cmd is None or frame.cmd in ("", frames.PONG):
            if not self.exchange.settle(frame):
                log.info("wecom.ack_unexpected", req_id=frame.headers.req_id, code=frame.errcode)
            return True
        if frame.cmd == frames.EVENT and _is_goodbye(frame):
            self._ended = Ended(Ending.REPLACED, "another process has connected with the same bot")
            return False
        await self._on_callback(frame)
        return True

    async def _write(self, payload: bytes) -> None:
        try:
            await self._socket.send(payload, text=True)
        except ConnectionClosed:
            raise SendError(SendFailure.DISCONNECTED) from None

    def _request_id(self, cmd: str) -> str:
        return f"{cmd}_{self._new_id()}"


def _refusal(error: SendError) -> Ending:
    wrong = error.failure in (SendFailure.CREDENTIALS, SendFailure.REFUSED)
    return Ending.REFUSED if wrong else Ending.LOST


def _is_goodbye(frame: Frame) -> bool:
    try:
        return frames.EVENT_DECODER.decode(frame.body).event.eventtype == frames.DISCONNECTED_EVENT
    except UNREADABLE:
        return False


def _close_detail(socket: ClientConnection) -> str:
    return f"closed {socket.close_code}" if socket.close_code is not None else "closed"
