"""What has served its time goes once a day; what still waits stays."""

from datetime import timedelta

from quncheng.kit.clock import FixedClock
from quncheng.runtime import housekeeping, inbox
from quncheng.runtime.db import Database, Session
from quncheng.runtime.ports import ChatAddress, ChatKind, InboundMessage, MessageKind
from tests.support.facts import BOT, ORG

GROUP = ChatAddress(ChatKind.GROUP, "g1")


def _keep(database: Database, clock: FixedClock, *names: str) -> int:
    arrived = [
        InboundMessage(name, GROUP, "u1", MessageKind.TEXT, f"说 {name}", "token", clock.now()) for name in names
    ]
    return database.write(ORG, lambda session: len(inbox.accept(session, arrived, bot_id=BOT)))


def test_a_handled_message_is_forgotten_after_a_week_and_a_waiting_one_is_not(
    database: Database, clock: FixedClock
) -> None:
    assert _keep(database, clock, "handled", "waiting") == 2
    database.write(ORG, lambda session: inbox.begin(session, "handled", bot_id=BOT))

    def forget(session: Session) -> None:
        housekeeping.forget_old(session, {}, None)

    database.write(ORG, forget)
    assert _keep(database, clock, "handled") == 0
    clock.advance(timedelta(days=8))
    database.write(ORG, forget)

    waiting = database.read(ORG, lambda session: inbox.list_waiting(session, bot_id=BOT))
    assert [one.message_id for one in waiting] == ["waiting"]
    assert _keep(database, clock, "handled", "waiting") == 1


def test_the_job_is_written_once_a_day(database: Database, clock: FixedClock) -> None:
    written = [database.write(ORG, housekeeping.schedule_due) for _ in range(2)]
    clock.advance(timedelta(days=1))

    assert [*written, database.write(ORG, housekeeping.schedule_due)] == [1, 0, 1]
