"""Runs one bot account: keeps what arrives, has it handled in order, and sends what the outbox holds."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.runtime import inbox, outbox, outbox_lane
from quncheng.runtime.db import Database, Session
from quncheng.runtime.outbox_rows import Claimed
from quncheng.runtime.ports import ChatProvider, ConnectionState, Inbound, SendError, SendFailure
from quncheng.runtime.telemetry import Log
from quncheng.runtime.wake import Bell, Wake

log = Log("quncheng.bot")

T = TypeVar("T")

InboundWork = Callable[[Session, Inbound], None]
"""Handles one message in its transaction."""
ApologyWork = Callable[[Session, Inbound], None]
"""Tells the person that a message was kept but could not be handled."""

QUEUE = 5_000
BATCH = 40
LOOK_SECONDS = 2.0
"""How often the inbox is asked for what was left or postponed; what arrives is known without asking."""
HOLDING = (SendFailure.DISCONNECTED, SendFailure.LIMITED)
"""After these the conversation takes nothing for a while: what follows waits behind what was refused."""


class BotRunner:
    """The process's side of one bot. Only one process at a time may run it (see runtime/leader.py)."""

    def __init__(
        self,
        database: Database,
        provider: ChatProvider,
        *,
        org_id: str,
        bot_id: str,
        wake: Wake,
        handle: InboundWork,
        apologize: ApologyWork,
    ) -> None:
        self._database = database
        self._provider = provider
        self._org_id = org_id
        self._bot_id = bot_id
        self._wake = wake
        self._handle = handle
        self._apologize = apologize
        self._arrived: asyncio.Queue[Inbound] = asyncio.Queue(QUEUE)
        self._accepted: deque[inbox.Waiting] = deque()
        self._look_at = 0.0
        self._lines: dict[str, deque[Claimed]] = {}
        """What is being sent, by conversation: side by side, messages of one conversation one after the other."""
        self._passed_over: set[str] = set()
        """Conversations for which there may be more, asked about while they were busy."""

    async def run(self) -> None:
        """Until cancelled. A replaced or refused connection ends receiving, loudly; the rest waits for a person."""
        await self._insist(lambda session: outbox.release(session, self._bot_id))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._accept_for_ever())
            group.create_task(self._handle_for_ever(group))
            group.create_task(self._send_for_ever(group))
            group.create_task(self._connect())

    async def _connect(self) -> None:
        await self._provider.run(self._arrived.put, self._tell_state)
        log.warning("bot.stopped", org_id=self._org_id, bot_id=self._bot_id, state=self._provider.state.value)

    def _tell_state(self, state: ConnectionState, detail: str) -> None:
        log.info("bot.connection", org_id=self._org_id, bot_id=self._bot_id, state=state.value, detail=detail)
        if state is ConnectionState.CONNECTED:
            self._wake.ring(Bell.OUTBOX)

    async def _accept_for_ever(self) -> None:
        while True:
            batch = [await self._arrived.get()]
            while not self._arrived.empty() and len(batch) < 200:
                batch.append(self._arrived.get_nowait())
            new = await self._insist(lambda session, batch=batch: inbox.accept(session, batch, bot_id=self._bot_id))
            self._accepted.extend(new)
            self._wake.ring(Bell.INBOX)

    async def _handle_for_ever(self, group: asyncio.TaskGroup) -> None:
        bell = self._wake.listen(Bell.INBOX)
        while True:
            for one in await self._list_waiting():
                self._send_soon(group, await self._handle_one(one))
            if not self._accepted and self._look_at:
                await bell.wait(seconds=LOOK_SECONDS)

    async def _list_waiting(self) -> tuple[inbox.Waiting, ...]:
        """What was kept just now and, from time to time, what waits in the inbox besides."""
        now = asyncio.get_running_loop().time()
        known = tuple(self._accepted)
        self._accepted.clear()
        if now < self._look_at:
            return known
        try:
            waiting = await self._database.read_async(
                self._org_id, lambda session: inbox.list_waiting(session, bot_id=self._bot_id, limit=BATCH)
            )
        except QunchengError as error:
            log.warning("bot.cannot_read", org_id=self._org_id, code=error.code)
            self._look_at = now
            return ()
        self._look_at = now + LOOK_SECONDS if len(waiting) < BATCH else 0.0
        return waiting

    async def _handle_one(self, one: inbox.Waiting) -> Sequence[Claimed]:
        """Returns the answers that are to be sent at once."""
        is_connected = self._provider.state is ConnectionState.CONNECTED

        def work(session: Session) -> Sequence[Claimed]:
            if not inbox.begin(session, one.message_id, bot_id=self._bot_id):
                return ()
            if not is_connected:
                self._handle(session, one.inbound)
                return ()
            lane = outbox_lane.open_lane(session, self._bot_id, limits=self._provider.limits)
            self._handle(session, one.inbound)
            return lane.claimed

        try:
            return await self._database.write_async(self._org_id, work)
        except Exception as error:
            log.failure("bot.message_failed", org_id=self._org_id, message_id=one.message_id, attempt=one.attempts + 1)
            await self._postpone(one, error)
            return ()

    async def _postpone(self, one: inbox.Waiting, error: Exception) -> None:
        is_passing = isinstance(error, QunchengError) and error.kind is ErrorKind.UNAVAILABLE

        def work(session: Session) -> None:
            is_parked = inbox.postpone(
                session,
                one.message_id,
                bot_id=self._bot_id,
                attempts=one.attempts,
                error=type(error).__name__,
                for_ever=is_passing,
            )
            if is_parked:
                self._apologize(session, one.inbound)

        try:
            await self._database.write_async(self._org_id, work)
        except QunchengError as failure:
            log.warning("bot.cannot_postpone", org_id=self._org_id, code=failure.code)
            await asyncio.sleep(1.0)

    async def _send_for_ever(self, group: asyncio.TaskGroup) -> None:
        bell = self._wake.listen(Bell.OUTBOX)
        while True:
            claimed, pause = await self._claim_due()
            self._send_soon(group, claimed)
            if len(claimed) < BATCH:
                await bell.wait(seconds=pause)

    def _send_soon(self, group: asyncio.TaskGroup, claimed: Sequence[Claimed]) -> None:
        for one in claimed:
            chat_id = one.outbound.chat.external_id
            if chat_id not in self._lines:
                self._lines[chat_id] = deque()
                group.create_task(self._send_in_order(chat_id, self._lines[chat_id]))
            self._lines[chat_id].append(one)

    async def _claim_due(self) -> tuple[tuple[Claimed, ...], float]:
        if self._provider.state is not ConnectionState.CONNECTED:
            return (), 1.0
        busy = frozenset(self._lines)
        self._passed_over |= busy

        def claim(session: Session) -> tuple[tuple[Claimed, ...], float]:
            limits = self._provider.limits
            claimed = outbox.claim(session, self._bot_id, limits=limits, busy=busy, most=BATCH)
            return claimed, outbox.next_due_in(session, self._bot_id)

        try:
            return await self._database.write_async(self._org_id, claim)
        except QunchengError as error:
            log.warning("bot.cannot_send", org_id=self._org_id, code=error.code)
            return (), 1.0

    async def _send_in_order(self, chat_id: str, line: deque[Claimed]) -> None:
        """Each is written down before the next is sent: a kill repeats one message of a conversation at most."""
        refused: SendError | None = None
        while line:
            one = line.popleft()
            if refused is None or refused.failure not in HOLDING:
                refused = await self._send_one(one)
            await self._settle(one.id, refused)
        del self._lines[chat_id]
        if chat_id in self._passed_over:
            self._passed_over.discard(chat_id)
            self._wake.ring(Bell.OUTBOX)

    async def _settle(self, outbox_id: str, refused: SendError | None) -> None:
        limits = self._provider.limits
        await self._insist(lambda session: outbox.settle(session, {outbox_id: refused}, limits=limits))

    async def _insist(self, work: Callable[[Session], T]) -> T:
        """Until it is written down: a full disk or a database that is away must not lose or repeat a message."""
        pause = 0.2
        while True:
            try:
                return await self._database.write_async(self._org_id, work)
            except QunchengError as error:
                log.warning("bot.cannot_write", org_id=self._org_id, code=error.code)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)

    async def _send_one(self, one: Claimed) -> SendError | None:
        try:
            await self._provider.send(one.outbound)
        except SendError as error:
            log.warning("bot.send_failed", outbox_id=one.id, failure=error.failure.value, code=error.code)
            return error
        except Exception as error:
            log.failure("bot.send_broke", outbox_id=one.id)
            return SendError(SendFailure.RETRY, detail=type(error).__name__)
        return None
