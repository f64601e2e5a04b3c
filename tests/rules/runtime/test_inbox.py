"""Messages that arrived: kept once, handled in order, parked with a word when they cannot be."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from quncheng.kit.clock import FixedClock
from quncheng.runtime import inbox, outbox
from quncheng.runtime.bot import BotRunner
from quncheng.runtime.db import Database, DatabaseUnavailable, Session
from quncheng.runtime.inbox import InboxStatus
from quncheng.runtime.ports import (
    Attachment,
    ChatAddress,
    ChatKind,
    ConnectionState,
    Inbound,
    InboundHandler,
    InboundMessage,
    MarkdownContent,
    MessageKind,
    Outbound,
    RateLimit,
    StateHandler,
)
from quncheng.runtime.wake import Wake
from tests.support.facts import BOT, ORG, names_in_log, record, to_group

GROUP = ChatAddress(ChatKind.GROUP, "g1")


def a_message(clock: FixedClock, name: str) -> InboundMessage:
    return InboundMessage(name, GROUP, "u1", MessageKind.TEXT, f"说 {name}", "token", clock.now())


def test_a_message_that_comes_twice_is_kept_once(database: Database, clock: FixedClock) -> None:
    first, second = a_message(clock, "one"), a_message(clock, "two")

    assert _accept(database, first, second, first) == 2
    assert _accept(database, second) == 0

    assert _waiting(database) == ["one", "two"]


def test_messages_wait_in_the_order_they_arrived(database: Database, clock: FixedClock) -> None:
    for part in (["d", "b"], ["c"], ["a", "e"]):
        _accept(database, *(a_message(clock, name) for name in part))

    assert _waiting(database) == ["d", "b", "c", "a", "e"]


def test_a_message_is_begun_once(database: Database, clock: FixedClock) -> None:
    _accept(database, a_message(clock, "one"))

    begun = [database.write(ORG, lambda session: inbox.begin(session, "one", bot_id=BOT)) for _ in range(2)]

    assert begun == [True, False]
    assert _waiting(database) == []
    assert _accept(database, a_message(clock, "one")) == 0


def test_what_fails_is_tried_again_later_and_parked_at_last(database: Database, clock: FixedClock) -> None:
    _accept(database, a_message(clock, "one"))

    parked = [_postpone(database, attempts, for_ever=False) for attempts in range(inbox.MAX_ATTEMPTS)]

    assert parked == [False, False, False, False, True]
    clock.advance(timedelta(hours=1))
    assert _waiting(database) == []


def test_what_only_waits_for_the_database_is_never_parked(database: Database, clock: FixedClock) -> None:
    _accept(database, a_message(clock, "one"))

    assert not any(_postpone(database, attempts, for_ever=True) for attempts in range(12))

    assert _waiting(database) == []
    clock.advance(timedelta(seconds=30))
    assert _waiting(database) == ["one"]


class Platform:
    """A chat platform that is always connected: brings what it is given and remembers what it is told."""

    def __init__(self, arrivals: list[Inbound]) -> None:
        self.state = ConnectionState.CONNECTED
        self.limits: tuple[RateLimit, ...] = (RateLimit(28, 60.0),)
        self.told: list[str] = []
        self._arrivals = arrivals

    async def run(self, on_inbound: InboundHandler, on_state: StateHandler) -> None:
        on_state(ConnectionState.CONNECTED, "")
        for one in self._arrivals:
            await on_inbound(one)
        await asyncio.Event().wait()

    async def send(self, outbound: Outbound) -> None:
        assert isinstance(outbound.content, MarkdownContent)
        self.told.append(outbound.content.text)

    async def download(self, attachment: Attachment) -> tuple[str, bytes]:
        raise NotImplementedError


def test_a_message_comes_in_is_handled_once_and_answered(database: Database, clock: FixedClock) -> None:
    platform = Platform([a_message(clock, "one"), a_message(clock, "one"), a_message(clock, "two")])

    _run(database, platform, handle=_note, until=lambda: _is_sent(database, 2))

    assert names_in_log(database) == ["one", "two"]
    assert platform.told == ["收到 one", "收到 two"]


def test_while_the_database_is_away_nothing_is_lost(database: Database, clock: FixedClock) -> None:
    failures = iter(range(3))

    def handle(session: Session, inbound: Inbound) -> None:
        if next(failures, None) is not None:
            raise DatabaseUnavailable
        _note(session, inbound)

    platform = Platform([a_message(clock, "one")])
    _run(database, platform, handle=handle, until=lambda: _is_sent_in_time(database, clock))

    assert names_in_log(database) == ["one"]
    assert platform.told == ["收到 one"]


def test_a_message_that_cannot_be_handled_is_parked_with_an_apology(database: Database, clock: FixedClock) -> None:
    def handle(session: Session, inbound: Inbound) -> None:
        record(session, "half done")
        raise RuntimeError("broken")

    platform = Platform([a_message(clock, "one")])
    _run(database, platform, handle=handle, until=lambda: _is_sent_in_time(database, clock))

    assert names_in_log(database) == []
    assert platform.told == ["抱歉"]
    status = database.read(ORG, lambda session: session.execute(session.select(inbox.inbox.c.status)).scalars().all())
    assert status == [InboxStatus.PARKED.value]


def _run(
    database: Database, platform: Platform, *, handle: Callable[[Session, Inbound], None], until: Callable[[], bool]
) -> None:
    wake = database.services[Wake]
    assert isinstance(wake, Wake)

    def apologize(session: Session, inbound: Inbound) -> None:
        _say(session, "抱歉")

    async def work() -> None:
        wake.attach(asyncio.get_running_loop())
        runner = BotRunner(database, platform, org_id=ORG, bot_id=BOT, wake=wake, handle=handle, apologize=apologize)
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(30):
            while not await asyncio.to_thread(until):
                await asyncio.wait([running], timeout=0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(work())


def _note(session: Session, inbound: Inbound) -> None:
    record(session, inbound.message_id)
    _say(session, f"收到 {inbound.message_id}")


def _say(session: Session, text: str) -> None:
    outbox.enqueue(session, to_group(text), bot_id=BOT)


def _is_sent(database: Database, count: int) -> bool:
    sent = database.read(ORG, lambda session: session.execute(session.select(outbox.outbox.c.status)).scalars().all())
    return list(sent).count("sent") == count


def _is_sent_in_time(database: Database, clock: FixedClock) -> bool:
    """Every look comes half a minute later."""
    clock.advance(timedelta(seconds=31))
    return _is_sent(database, 1)


def _accept(database: Database, *arrived: Inbound) -> int:
    return database.write(ORG, lambda session: len(inbox.accept(session, arrived, bot_id=BOT)))


def _waiting(database: Database) -> list[str]:
    found = database.read(ORG, lambda session: inbox.list_waiting(session, bot_id=BOT))
    return [one.message_id for one in found]


def _postpone(database: Database, attempts: int, *, for_ever: bool) -> bool:
    return database.write(
        ORG,
        lambda session: inbox.postpone(
            session, "one", bot_id=BOT, attempts=attempts, error="RuntimeError", for_ever=for_ever
        ),
    )
