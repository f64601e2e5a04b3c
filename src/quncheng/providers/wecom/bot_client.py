"""The bot on its long connection: stays connected, tells what arrives, sends what it is given.

Reconnects after every end of the connection, a normal close included, for ever; but not after another process has taken
the bot over, since the two would then throw each other out without end.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from uuid import uuid4

import msgspec
from websockets.exceptions import WebSocketException

from quncheng.providers.wecom import frames
from quncheng.providers.wecom.connection import Connection, Ended, Ending, open_socket
from quncheng.providers.wecom.dispatcher import Dispatcher
from quncheng.providers.wecom.downloads import MediaDownloader
from quncheng.providers.wecom.failures import INVALID_MEDIA_ID, NOT_SUBSCRIBED
from quncheng.providers.wecom.frames import EVENT_DECODER, UNREADABLE, Frame
from quncheng.providers.wecom.inbound import read_message, to_event, to_message
from quncheng.providers.wecom.outgoing import to_request
from quncheng.providers.wecom.settings import BotCredentials, BotSettings
from quncheng.providers.wecom.streams import StreamReply
from quncheng.providers.wecom.uploads import MediaUploader
from quncheng.runtime.ports import (
    Attachment,
    ChatAddress,
    ConnectionState,
    FileContent,
    Inbound,
    InboundHandler,
    Outbound,
    PictureContent,
    RateLimit,
    SendError,
    SendFailure,
    SendMode,
    StateHandler,
)
from quncheng.runtime.telemetry import Log

log = Log("quncheng.wecom")

LIMITS = (
    # The platform allows 30 a minute and 1000 an hour and counts on its own clock, when a message reaches it. Without
    # a margin for the way there, more than the limit was measured to fall into one of its windows. The margin is
    # one of time: with fewer messages a group that uses its allowance would wait for the last answers of every minute.
    RateLimit(30, 61.0),
    RateLimit(1000, 3610.0),
)


class WecomBot:
    """One 智能机器人. Implements ``ChatProvider``; exactly one process may run it."""

    def __init__(
        self,
        credentials: BotCredentials,
        settings: BotSettings | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        self._credentials = credentials
        self._settings = settings or BotSettings()
        self._now = now
        self._chance = chance
        self._new_id = new_id
        self._state = ConnectionState.CLOSED
        self._on_state: StateHandler = _ignore_state
        self._dispatcher: Dispatcher | None = None
        self._connection: Connection | None = None
        self._subscribed = asyncio.Event()
        self._closing = asyncio.Event()
        self._uploader = MediaUploader(self.request, self._settings)
        self._downloader = MediaDownloader(self._settings)

    @property
    def state(self) -> ConnectionState:
        return self._state

    @property
    def limits(self) -> tuple[RateLimit, ...]:
        return LIMITS

    async def run(self, on_inbound: InboundHandler, on_state: StateHandler) -> None:
        """Stays connected until cancelled or closed; returns in the states REPLACED, REFUSED and CLOSED only."""
        self._on_state = on_state
        self._closing.clear()
        dispatcher = Dispatcher(
            on_inbound, capacity=self._settings.waiting_inbound, drain_timeout=self._settings.drain_timeout
        )
        self._dispatcher = dispatcher
        dispatcher.start()
        try:
            await self._stay_connected()
        finally:
            await dispatcher.stop()
            await self._downloader.close()
            if self._state not in (ConnectionState.REPLACED, ConnectionState.REFUSED):
                self._enter(ConnectionState.CLOSED)

    async def close(self) -> None:
        """Ends ``run``: the connection is closed and what has arrived is handled first."""
        self._closing.set()

    async def send(self, outbound: Outbound) -> None:
        """Returns once the platform has taken the message. Raises SendError."""
        media_id = await self._upload(outbound)
        request = to_request(outbound, media_id=media_id)
        try:
            await self.request(request.cmd, request.body, req_id=request.req_id)
        except SendError as error:
            if error.code == INVALID_MEDIA_ID and media_id is not None:
                self._uploader.forget(media_id)
            raise

    async def send_stream(
        self, chat: ChatAddress, reply_token: str, *, snapshots: AsyncIterator[str], feedback_id: str | None = None
    ) -> None:
        """Answers with a bubble that grows: each snapshot is everything so far. Raises SendError."""
        reply = StreamReply(
            self.request, chat, reply_token=reply_token, stream_id=self._new_id(), feedback_id=feedback_id
        )
        await reply.run(snapshots)

    async def download(self, attachment: Attachment) -> tuple[str, bytes]:
        """File name and deciphered bytes. Raises SendError."""
        media = await self._downloader.download(attachment)
        return media.filename, media.data

    async def request(
        self, cmd: str, body: msgspec.Struct, *, req_id: str | None = None, patience: float | None = None
    ) -> Frame:
        """Sends one frame and returns its ack, resubscribing first if the platform asks for it. Raises SendError."""
        connection = self._connection
        if connection is None:
            # Wrong credentials included: once they are corrected, what waits can still be sent.
            raise SendError(SendFailure.DISCONNECTED, detail=f"the bot is {self._state}")
        used_id = req_id or f"{cmd}_{self._new_id()}"
        try:
            return await connection.exchange.request(cmd, used_id, body=body, patience=patience)
        except SendError as error:
            if error.code != NOT_SUBSCRIBED:
                raise
        connection.abandon(Ended(Ending.LOST, "not subscribed"))
        self._disconnected(connection)
        renewed = await self._next_connection()
        return await renewed.exchange.request(cmd, used_id, body=body, patience=patience)

    async def _upload(self, outbound: Outbound) -> str | None:
        content = outbound.content
        if outbound.mode not in (SendMode.REPLY, SendMode.PUSH):
            return None
        if isinstance(content, PictureContent):
            return await self._uploader.upload("image", content.filename, data=content.png)
        if isinstance(content, FileContent):
            return await self._uploader.upload("file", content.filename, data=content.data)
        return None

    async def _stay_connected(self) -> None:
        failures = 0
        while not self._closing.is_set():
            self._enter(ConnectionState.CONNECTING)
            ended = await self._connect_once()
            if self._closing.is_set():
                return
            if ended.ending is Ending.REPLACED:
                log.warning("wecom.replaced", bot_id=self._credentials.bot_id)
                self._enter(ConnectionState.REPLACED, ended.detail)
                return
            if ended.ending is Ending.REFUSED:
                log.warning("wecom.refused", bot_id=self._credentials.bot_id, detail=ended.detail)
                self._enter(ConnectionState.REFUSED, ended.detail)
                if self._settings.refused_retry_delay is None:
                    return
                await self._pause(self._settings.refused_retry_delay)
                continue
            # Only a subscription proves that the platform is well; an open socket does not.
            failures = 0 if ended.was_subscribed else failures
            delay = reconnect_delay(failures, self._settings, chance=self._chance())
            failures += 1
            log.warning("wecom.connection_lost", detail=ended.detail, retry_in=round(delay, 2))
            self._enter(ConnectionState.WAITING, ended.detail)
            await self._pause(delay)

    async def _connect_once(self) -> Ended:
        try:
            socket = await open_socket(self._settings)
        except (OSError, TimeoutError, WebSocketException) as error:
            return Ended(Ending.LOST, f"cannot connect: {type(error).__name__}")
        connection = Connection(
            socket,
            self._settings,
            new_id=self._new_id,
            on_callback=self._receive,
            on_subscribed=self._connected,
        )
        goodbye = asyncio.create_task(self._hang_up_on_close(connection))
        try:
            return await connection.run(self._credentials)
        finally:
            goodbye.cancel()
            self._disconnected(connection)

    async def _hang_up_on_close(self, connection: Connection) -> None:
        await self._closing.wait()
        await connection.hang_up()

    async def _receive(self, frame: Frame) -> None:
        try:
            inbound = self._to_inbound(frame)
        except UNREADABLE as error:
            log.warning("wecom.callback_malformed", cmd=frame.cmd, reason=type(error).__name__)
            return
        if inbound is None:
            log.info("wecom.callback_unknown", cmd=frame.cmd)
        elif self._dispatcher is not None:
            await self._dispatcher.put(inbound)

    def _to_inbound(self, frame: Frame) -> Inbound | None:
        token = frame.headers.req_id
        if frame.cmd == frames.MESSAGE:
            return to_message(read_message(frame.body), token, received_at=self._now())
        if frame.cmd == frames.EVENT:
            return to_event(EVENT_DECODER.decode(frame.body), token, received_at=self._now())
        return None

    def _connected(self, connection: Connection) -> None:
        self._connection = connection
        self._subscribed.set()
        self._enter(ConnectionState.CONNECTED)

    def _disconnected(self, connection: Connection) -> None:
        if self._connection is connection:
            self._connection = None
            self._subscribed.clear()

    async def _next_connection(self) -> Connection:
        try:
            async with asyncio.timeout(self._settings.resubscribe_timeout):
                await self._subscribed.wait()
        except TimeoutError:
            raise SendError(SendFailure.DISCONNECTED, code=NOT_SUBSCRIBED) from None
        if self._connection is None:
            raise SendError(SendFailure.DISCONNECTED, code=NOT_SUBSCRIBED)
        return self._connection

    async def _pause(self, seconds: float) -> None:
        """Waits, but not beyond ``close``."""
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return

    def _enter(self, state: ConnectionState, detail: str = "") -> None:
        if state is self._state:
            return
        self._state = state
        self._on_state(state, detail)


def reconnect_delay(failures: int, settings: BotSettings, *, chance: float) -> float:
    """1, 2, 4 … seconds up to the cap, a quarter of it by ``chance`` so that many bots do not come back at once."""
    delay = min(settings.longest_reconnect_delay, settings.first_reconnect_delay * 2.0 ** min(failures, 16))
    return delay * (0.75 + 0.25 * chance)


def _ignore_state(state: ConnectionState, detail: str) -> None:
    del state, detail
