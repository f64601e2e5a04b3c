"""Messages on their way: within the platform's limits, in order, fair, and never silently lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from quncheng.kit.clock import FixedClock
from quncheng.runtime import outbox
from quncheng.runtime.db import Database
from quncheng.runtime.outbox import Claimed, Importance, OutboxStatus, decide_after
from quncheng.runtime.ports import MarkdownContent, RateLimit, SendError, SendFailure, SendMode
from tests.support.facts import BOT, ORG, send, to_group

LIMITS = (RateLimit(3, 60.0), RateLimit(5, 3600.0))


def test_the_limit_of_a_conversation_is_counted_when_a_message_is_claimed(
    database: Database, clock: FixedClock
) -> None:
    for number in range(7):
        send(database, str(number))

    assert _texts(_claim(database)) == ["0", "1", "2"]
    assert _claim(database) == ()
    clock.advance(timedelta(seconds=20))
    _settle_all(database, OutboxStatus.SENDING)
    clock.advance(timedelta(seconds=59))
    assert _claim(database) == ()
    clock.advance(timedelta(seconds=2))
    assert _texts(_claim(database)) == ["3", "4"]
    clock.advance(timedelta(seconds=61))
    _settle_all(database, OutboxStatus.SENDING)
    assert _claim(database) == ()


def test_many_processes_together_keep_the_limit(database: Database) -> None:
    for number in range(20):
        send(database, str(number))

    def claim_one(_: int) -> tuple[Claimed, ...]:
        return _claim(database, most=1)

    with ThreadPoolExecutor(6) as pool:
        claimed = [one for part in pool.map(claim_one, range(12)) for one in part]

    assert len({one.id for one in claimed}) == len(claimed) == 3


def test_what_matters_goes_first_and_else_the_oldest(database: Database) -> None:
    send(database, "digest", importance=Importance.LOW)
    send(database, "first")
    send(database, "second")
    send(database, "answer", importance=Importance.ANSWER)

    assert _texts(_claim(database, limits=())) == ["answer", "first", "second", "digest"]


def test_messages_of_one_transaction_keep_their_order(database: Database) -> None:
    texts = [str(number) for number in range(30)]
    database.write(ORG, lambda session: [outbox.enqueue(session, to_group(text), bot_id=BOT) for text in texts])

    assert _texts(_claim(database, limits=())) == texts


def test_a_full_group_does_not_keep_a_person_waiting(database: Database) -> None:
    for number in range(60):
        send(database, f"loud {number}", group="loud", importance=Importance.ANSWER)
    send(database, "quiet", group="quiet", importance=Importance.LOW)

    assert _texts(_claim(database, most=10)) == ["loud 0", "loud 1", "loud 2", "quiet"]


def test_a_busy_conversation_is_left_out(database: Database) -> None:
    send(database, "busy", group="busy")
    send(database, "free", group="free")

    assert _texts(_claim(database, busy=frozenset({"busy"}))) == ["free"]


def test_what_must_be_said_in_five_seconds_is_not_said_later(database: Database, clock: FixedClock) -> None:
    update = to_group("done", mode=SendMode.UPDATE)
    expires_at = clock.now() + outbox.CARD_WINDOW
    database.write(ORG, lambda session: outbox.enqueue(session, update, bot_id=BOT, expires_at=expires_at))
    clock.advance(timedelta(seconds=5))

    assert _claim(database) == ()
    assert _statuses(database) == ["expired"]


def test_what_was_being_sent_at_a_crash_is_sent_again_and_marked(database: Database) -> None:
    send(database, "in flight")
    (before,) = _claim(database)

    assert database.write(ORG, lambda session: outbox.release(session, BOT)) == 1

    (again,) = _claim(database)
    assert (again.id, again.attempts) == (before.id, 2)
    assert _column(database, "may_repeat") == [True]


def test_a_sender_that_is_never_heard_of_again_loses_its_message_to_others(
    database: Database, clock: FixedClock
) -> None:
    send(database, "orphan")
    _claim(database)
    clock.advance(outbox.LEASE)
    assert _claim(database) == ()
    clock.advance(timedelta(seconds=1))

    assert _texts(_claim(database)) == ["orphan"]
    assert _column(database, "may_repeat") == [True]


def test_a_platform_that_is_full_makes_the_whole_conversation_wait_in_order(
    database: Database, clock: FixedClock
) -> None:
    for text in ("one", "two", "three", "four"):
        send(database, text)
    send(database, "elsewhere", group="g2")
    (first,) = _claim(database, most=1)

    refused = SendError(SendFailure.LIMITED, code=846607)
    database.write(ORG, lambda session: outbox.settle(session, {first.id: refused}, limits=LIMITS))

    assert _texts(_claim(database)) == ["elsewhere"]
    _settle_all(database, OutboxStatus.SENDING)
    clock.advance(timedelta(seconds=61))
    assert _texts(_claim(database)) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("failure", "mode", "attempts", "status", "seconds"),
    [
        (SendFailure.DISCONNECTED, SendMode.PUSH, 6, "pending", 1),
        (SendFailure.LIMITED, SendMode.PUSH, 6, "pending", 60),
        (SendFailure.RETRY, SendMode.PUSH, 3, "pending", 8),
        (SendFailure.RETRY, SendMode.PUSH, 6, "failed", None),
        (SendFailure.LATE, SendMode.REPLY, 1, "pending", 0),
        (SendFailure.LATE, SendMode.UPDATE, 1, "expired", None),
        (SendFailure.UNREACHABLE, SendMode.PUSH, 1, "failed", None),
        (SendFailure.REFUSED, SendMode.PUSH, 1, "failed", None),
        (SendFailure.CREDENTIALS, SendMode.PUSH, 1, "failed", None),
    ],
)
def test_how_a_refused_message_goes_on(
    failure: SendFailure, mode: SendMode, attempts: int, status: str, seconds: float | None, clock: FixedClock
) -> None:
    after = decide_after(failure, attempts=attempts, mode=mode, now=clock.now(), limits=LIMITS)

    assert after["status"] == status
    due = after.get("due_at")
    assert due == (None if seconds is None else clock.now() + timedelta(seconds=seconds))
    if failure is SendFailure.LATE and mode is SendMode.REPLY:
        assert (after["mode"], after["reply_token"]) == ("push", None)


def _claim(
    database: Database,
    *,
    limits: tuple[RateLimit, ...] = LIMITS,
    busy: frozenset[str] = frozenset(),
    most: int = 40,
) -> tuple[Claimed, ...]:
    return database.write(ORG, lambda session: outbox.claim(session, BOT, limits=limits, busy=busy, most=most))


def _settle_all(database: Database, status: OutboxStatus) -> None:
    ids = database.read(
        ORG,
        lambda session: [
            row[0]
            for row in session.execute(session.select(outbox.outbox.c.id).where(outbox.outbox.c.status == status.value))
        ],
    )
    database.write(ORG, lambda session: outbox.settle(session, dict.fromkeys(ids), limits=LIMITS))


def _texts(claimed: tuple[Claimed, ...]) -> list[str]:
    return [one.outbound.content.text for one in claimed if isinstance(one.outbound.content, MarkdownContent)]


def _column(database: Database, name: str) -> list[object]:
    column = outbox.outbox.c[name]
    return database.read(ORG, lambda session: [row[0] for row in session.execute(session.select(column))])


def _statuses(database: Database) -> list[object]:
    return _column(database, "status")
