"""Runs one bot account: keeps what arrives, has it handled in order, and sends what the outbox holds."""

import asyncio
from collections.abc import Callable

from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.runtime import inbox, outbox
from quncheng.runtime.db import Database, Session
from quncheng.runtime.ports import ChatProvider, ConnectionState, Inbound, SendError, SendFailure
from quncheng.runtime.telemetry import Log
from quncheng.runtime.wake import Bell, Wake

log = Log("quncheng.bot")

InboundWork = Callable[[Session, Inbound], None]
"""Handles one message in its transaction."""
ApologyWork = Callable[[Session, Inbound], None]
"""Tells the person that a message was kept but could not be handled."""

QUEUE = 5_000


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

    async def run(self) -> None:
        """Until cancelled. A replaced or refused connection ends receiving, loudly; the rest waits for a person."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._accept_for_ever())
            group.create_task(self._handle_for_ever())
            group.create_task(self._send_for_ever())
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
            await self._accept(batch)
            self._wake.ring(Bell.INBOX)

    async def _accept(self, batch: list[Inbound]) -> None:
        """Until it is kept: a full disk or a database that is away must not lose a message."""
        pause = 0.2
        while True:
            try:
                await self._database.write_async(
                    self._org_id, lambda session: inbox.accept(session, batch, bot_id=self._bot_id)
                )
                return
            except QunchengError as error:
                log.warning("bot.cannot_keep", org_id=self._org_id, waiting=len(batch), code=error.code)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)

    async def _handle_for_ever(self) -> None:
        while True:
            try:
                waiting = await self._database.read_async(
                    self._org_id, lambda session: inbox.list_waiting(session, bot_id=self._bot_id)
                )
            except QunchengError as error:
                log.warning("bot.cannot_read", org_id=self._org_id, code=error.code)
                waiting = ()
            for one in waiting:
                await self._handle_one(one)
            if not waiting:
                await self._wake.wait(Bell.INBOX, seconds=2.0)

    async def _handle_one(self, one: inbox.Waiting) -> None:
        def work(session: Session) -> None:
            if inbox.begin(session, one.message_id, bot_id=self._bot_id):
                self._handle(session, one.inbound)

        try:
            await self._database.write_async(self._org_id, work)
        except Exception as error:
            log.failure("bot.message_failed", org_id=self._org_id, message_id=one.message_id, attempt=one.attempts + 1)
            await self._postpone(one, error)

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

    async def _send_for_ever(self) -> None:
        while True:
            try:
                sent, pause = await self._send_due()
            except QunchengError as error:
                log.warning("bot.cannot_send", org_id=self._org_id, code=error.code)
                sent, pause = 0, 1.0
            if sent == 0:
                await self._wake.wait(Bell.OUTBOX, seconds=pause)

    async def _send_due(self) -> tuple[int, float]:
        if self._provider.state is not ConnectionState.CONNECTED:
            return 0, 1.0

        def take(session: Session) -> tuple[tuple[outbox.Claimed, ...], float]:
            claimed = outbox.claim(session, self._bot_id, limits=self._provider.limits)
            return claimed, 0.0 if claimed else outbox.next_due_in(session, self._bot_id)

        claimed, pause = await self._database.write_async(self._org_id, take)
        if not claimed:
            return 0, pause
        results = await self._send_all(claimed)
        await self._database.write_async(
            self._org_id, lambda session: outbox.settle(session, results, limits=self._provider.limits)
        )
        return len(claimed), 0.0

    async def _send_all(self, claimed: tuple[outbox.Claimed, ...]) -> dict[str, SendError | None]:
        """Conversations side by side, messages of one conversation one after the other."""
        results: dict[str, SendError | None] = {}
        by_chat: dict[str, list[outbox.Claimed]] = {}
        for one in claimed:
            by_chat.setdefault(one.outbound.chat.external_id, []).append(one)

        async def send_in_order(chat: list[outbox.Claimed]) -> None:
            for one in chat:
                results[one.id] = await self._send_one(one)

        if len(by_chat) == 1:
            await send_in_order(next(iter(by_chat.values())))
        else:
            await asyncio.gather(*(send_in_order(chat) for chat in by_chat.values()))
        return results

    async def _send_one(self, one: outbox.Claimed) -> SendError | None:
        try:
            await self._provider.send(one.outbound)
        except SendError as error:
            log.warning("bot.send_failed", outbox_id=one.id, failure=error.failure.value, code=error.code)
            return error
        except Exception as error:
            log.failure("bot.send_broke", outbox_id=one.id)
            return SendError(SendFailure.RETRY, detail=type(error).__name__)
        return None
