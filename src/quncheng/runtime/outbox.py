"""Messages on their way to a chat: written in the transaction that causes them, sent within the platform's limits.

Limits are counted when a message is claimed, over all processes, because they are counted in the table. After a crash
only what was being sent can be sent again, and it is marked so. It does not decide who is told what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, not_, or_, select, update

from quncheng.runtime.contents import from_row, to_row
from quncheng.runtime.db import ORG, Session
from quncheng.runtime.outbox_lane import count_room, lane_for, wait_for_turn
from quncheng.runtime.outbox_rows import Claimed, Importance, OutboxStatus, outbox
from quncheng.runtime.ports import (
    ChatAddress,
    ChatKind,
    Content,
    Outbound,
    RateLimit,
    SendError,
    SendFailure,
    SendMode,
)
from quncheng.runtime.prepared import one_of
from quncheng.runtime.wake import Bell, ring_at_commit

LEASE = timedelta(seconds=30)
CARD_WINDOW = timedelta(seconds=4.5)
"""The platform takes welcomes and card updates for five seconds."""
MAX_ATTEMPTS = 6


def enqueue(
    session: Session,
    outbound: Outbound,
    *,
    bot_id: str,
    importance: Importance = Importance.NORMAL,
    expires_at: datetime | None = None,
) -> str:
    """Write a message into this transaction; returns its id in the outbox."""
    document, blob = to_row(outbound.content)
    outbox_id = session.new_id()
    lane = lane_for(session, outbound.chat, bot_id=bot_id, importance=importance, expires_at=expires_at)
    session.add(
        outbox,
        id=outbox_id,
        bot_id=bot_id,
        chat_kind=outbound.chat.kind.value,
        chat_external_id=outbound.chat.external_id,
        mode=outbound.mode.value,
        reply_token=outbound.reply_token,
        content=document,
        blob=blob,
        importance=int(importance),
        status=(OutboxStatus.PENDING if lane is None else OutboxStatus.SENDING).value,
        attempts=0 if lane is None else 1,
        may_repeat=False,
        due_at=session.now,
        expires_at=expires_at,
        claimed_at=None if lane is None else session.now,
        sent_at=None,
        error_code=0,
        error="",
        created_at=session.now,
    )
    if lane is None:
        ring_at_commit(session, Bell.OUTBOX)
    else:
        lane.claimed.append(Claimed(outbox_id, importance, outbound, 1))
    return outbox_id


def claim(
    session: Session,
    bot_id: str,
    *,
    limits: Sequence[RateLimit],
    busy: frozenset[str] = frozenset(),
    most: int = 40,
) -> tuple[Claimed, ...]:
    """Take what may be sent now, important first, oldest first, within every conversation's limits.

    ``busy`` are conversations in which something is being sent. One that has no room left is left out too, so that its
    queue never keeps the others waiting.
    """
    wait_for_turn(session, bot_id)
    left_out, taken = set(busy), list[Claimed]()
    while True:
        found = _list_due(session, bot_id, left_out, most - len(taken))
        late = [one.id for one in found if one.expires_at is not None and one.expires_at < session.now]
        if late:
            session.run(_EXPIRE, late=late)
        chosen, full = _choose(session, bot_id, [one for one in found if one.id not in late], limits)
        taken.extend(_claim(session, one) for one in chosen)
        left_out |= full
        if len(found) + len(taken) - len(chosen) < most or len(taken) >= most:
            return tuple(sorted(taken, key=lambda one: (one.importance, one.id)))


def release(session: Session, bot_id: str) -> int:
    """A process that begins to send takes over what its predecessor was sending when it died; returns how much."""
    statement = (
        session.update(outbox)
        .where(outbox.c.bot_id == bot_id, outbox.c.status == OutboxStatus.SENDING.value)
        .values(status=OutboxStatus.PENDING.value, may_repeat=True)
    )
    return session.execute(statement).rowcount


def next_due_in(session: Session, bot_id: str) -> float:
    """Seconds until something waits for its time or for room, at least 1 and at most 5."""
    earliest = session.run(_NEXT_DUE, bot=bot_id).scalar_one_or_none()
    if not isinstance(earliest, datetime):
        return 5.0
    return min(max((earliest - session.now).total_seconds(), 1.0), 5.0)


def settle(session: Session, results: Mapping[str, SendError | None], *, limits: Sequence[RateLimit]) -> None:
    """Write down what became of claimed messages: None was sent, an error says how to go on.

    From now on a sent message counts in the platform's windows from this moment, which is never too early.
    """
    sent = [outbox_id for outbox_id, error in results.items() if error is None]
    for outbox_id in sent:
        session.run(_SENT, sent_id=outbox_id, now=session.now)
    for outbox_id, error in results.items():
        if error is not None:
            _settle_failure(session, outbox_id, error, limits)


def _settle_failure(session: Session, outbox_id: str, error: SendError, limits: Sequence[RateLimit]) -> None:
    row = session.execute(session.select(outbox.c.attempts, outbox.c.mode).where(outbox.c.id == outbox_id)).one()
    changes = decide_after(error.failure, attempts=int(row[0]), mode=SendMode(row[1]), now=session.now, limits=limits)
    changes |= {"error_code": error.code, "error": error.detail[:200]}
    session.execute(session.update(outbox).where(outbox.c.id == outbox_id).values(**changes))
    if error.failure is SendFailure.LIMITED:
        _hold_back(session, outbox_id, until=changes.get("due_at", session.now))


def _hold_back(session: Session, outbox_id: str, *, until: object) -> None:
    """What else waits for a conversation whose window is full waits as long, and so stays in order."""
    chat_id = session.select(outbox.c.chat_external_id).where(outbox.c.id == outbox_id).scalar_subquery()
    session.execute(
        session.update(outbox)
        .where(
            outbox.c.chat_external_id == chat_id,
            outbox.c.status == OutboxStatus.PENDING.value,
            outbox.c.due_at < until,
        )
        .values(due_at=until)
    )


def decide_after(
    failure: SendFailure, *, attempts: int, mode: SendMode, now: datetime, limits: Sequence[RateLimit]
) -> dict[str, object]:
    """How a refused message goes on: again later, as a message of its own, or not at all."""
    again: dict[str, object] = {"status": OutboxStatus.PENDING.value, "claimed_at": None}
    match failure:
        case SendFailure.DISCONNECTED:
            return again | {"due_at": now + timedelta(seconds=1), "attempts": max(attempts - 1, 0)}
        case SendFailure.LIMITED if limits:
            return again | {"due_at": now + timedelta(seconds=limits[0].seconds), "attempts": max(attempts - 1, 0)}
        case SendFailure.LATE if mode is SendMode.REPLY:
            return again | {"due_at": now, "mode": SendMode.PUSH.value, "reply_token": None}
        case SendFailure.LATE:
            return {"status": OutboxStatus.EXPIRED.value}
        case SendFailure.RETRY | SendFailure.LIMITED if attempts < MAX_ATTEMPTS:
            return again | {"due_at": now + timedelta(seconds=2**attempts)}
        case _:
            return {"status": OutboxStatus.FAILED.value}


@dataclass(frozen=True, slots=True)
class _Due:
    """A message whose time has come, without what it says: most that wait for room are looked at many times."""

    id: str
    chat_id: str
    expires_at: datetime | None


def _list_due(session: Session, bot_id: str, left_out: set[str], most: int) -> list[_Due]:
    statement = _DUE_LOCKED if session.is_postgresql else _DUE
    dead = session.now - LEASE
    found = session.run(statement, bot=bot_id, now=session.now, dead=dead, left_out=sorted(left_out), most=most)
    return [_Due(row[0], row[1], row[2]) for row in found]


def _choose(
    session: Session, bot_id: str, due: Sequence[_Due], limits: Sequence[RateLimit]
) -> tuple[list[_Due], set[str]]:
    """Those for which there is room, and the conversations that have none left."""
    room = count_room(session, bot_id, {one.chat_id for one in due}, limits)
    chosen: list[_Due] = []
    full: set[str] = set()
    for one in due:
        if room[one.chat_id] > 0:
            room[one.chat_id] -= 1
            chosen.append(one)
        else:
            full.add(one.chat_id)
    return chosen, full


def _claim(session: Session, due: _Due) -> Claimed:
    """A message whose sender died without a word may have been sent already, and is marked so."""
    kind, mode, reply_token, document, blob, importance, attempts = session.run(
        _CLAIM, claimed_id=due.id, now=session.now
    ).one()
    chat = ChatAddress(ChatKind(kind), due.chat_id)
    content: Content = from_row(document, blob)
    return Claimed(due.id, Importance(importance), Outbound(SendMode(mode), chat, content, reply_token), attempts)


_DUE = (
    select(outbox.c.id, outbox.c.chat_external_id, outbox.c.expires_at)
    .where(
        outbox.c.org_id == ORG,
        outbox.c.bot_id == bindparam("bot"),
        outbox.c.due_at <= bindparam("now"),
        or_(
            outbox.c.status == OutboxStatus.PENDING.value,
            and_(outbox.c.status == OutboxStatus.SENDING.value, outbox.c.claimed_at < bindparam("dead")),
        ),
        not_(one_of(outbox.c.chat_external_id, "left_out")),
    )
    .order_by(outbox.c.importance, outbox.c.id)
    .limit(bindparam("most"))
)
_DUE_LOCKED = _DUE.with_for_update(skip_locked=True)
_NEXT_DUE = select(func.min(outbox.c.due_at)).where(
    outbox.c.org_id == ORG, outbox.c.bot_id == bindparam("bot"), outbox.c.status == OutboxStatus.PENDING.value
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.org_id == ORG, outbox.c.id == bindparam("claimed_id"))
    .values(
        status=OutboxStatus.SENDING.value,
        claimed_at=bindparam("now"),
        attempts=outbox.c.attempts + 1,
        may_repeat=or_(outbox.c.may_repeat, outbox.c.status == OutboxStatus.SENDING.value),
    )
    .returning(
        outbox.c.chat_kind,
        outbox.c.mode,
        outbox.c.reply_token,
        outbox.c.content,
        outbox.c.blob,
        outbox.c.importance,
        outbox.c.attempts,
    )
)
_EXPIRE = (
    update(outbox)
    .where(outbox.c.org_id == ORG, one_of(outbox.c.id, "late"))
    .values(status=OutboxStatus.EXPIRED.value, blob=None)
)
_SENT = (
    update(outbox)
    .where(outbox.c.org_id == ORG, outbox.c.id == bindparam("sent_id"))
    .values(status=OutboxStatus.SENT.value, sent_at=bindparam("now"), claimed_at=bindparam("now"), blob=None)
)
