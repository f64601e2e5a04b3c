"""Messages on their way to a chat: written in the transaction that causes them, sent within the platform's limits.

Limits are counted when a message is claimed, over all processes, because they are counted in the table. After a crash
only what was being sent can be sent again, and it is marked so. It does not decide who is told what.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Select, String, Table, and_, func, or_

from quncheng.runtime.columns import Document, Id, Instant, metadata
from quncheng.runtime.contents import from_row, to_row
from quncheng.runtime.db import Session, Values
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
from quncheng.runtime.wake import Bell, ring_at_commit

LEASE = timedelta(seconds=30)
CARD_WINDOW = timedelta(seconds=4.5)
"""The platform takes welcomes and card updates for five seconds."""
MAX_ATTEMPTS = 6


class Importance(IntEnum):
    """Who goes first when the platform's window is short."""

    ANSWER = 0
    HIGH = 1
    NORMAL = 5
    LOW = 9


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


outbox = Table(
    "outbox",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("bot_id", Id, nullable=False),
    Column("chat_kind", String(8), nullable=False),
    Column("chat_external_id", String(120), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("reply_token", String(200)),
    Column("content", Document, nullable=False),
    Column("blob", LargeBinary),
    Column("importance", Integer, nullable=False),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("may_repeat", Boolean, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("claimed_at", Instant),
    Column("sent_at", Instant),
    Column("error_code", Integer, nullable=False),
    Column("error", String(200), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_outbox_due", "org_id", "bot_id", "status", "due_at"),
    Index("ix_outbox_window", "org_id", "bot_id", "chat_external_id", "claimed_at"),
)


@dataclass(frozen=True, slots=True)
class Claimed:
    id: str
    outbound: Outbound
    attempts: int


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
    session.execute(
        session.insert(
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
            status=OutboxStatus.PENDING.value,
            attempts=0,
            may_repeat=False,
            due_at=session.now,
            expires_at=expires_at,
            claimed_at=None,
            sent_at=None,
            error_code=0,
            error="",
            created_at=session.now,
        )
    )
    ring_at_commit(session, Bell.OUTBOX)
    return outbox_id


def claim(session: Session, bot_id: str, *, limits: Sequence[RateLimit], most: int = 40) -> tuple[Claimed, ...]:
    """Take what may be sent now, important first, oldest first, within every conversation's limits."""
    _expire(session, bot_id)
    rows = session.execute(_due(session, bot_id, most)).mappings().all()
    if not rows:
        return ()
    room = _room(session, bot_id, {row["chat_external_id"] for row in rows}, limits)
    taken: list[Claimed] = []
    for row in rows:
        chat_id = row["chat_external_id"]
        if room[chat_id] <= 0:
            continue
        room[chat_id] -= 1
        taken.append(_to_claimed(row))
    repeated = [row["id"] for row in rows if row["status"] == OutboxStatus.SENDING.value]
    _mark_claimed(session, [one.id for one in taken], repeated)
    return tuple(taken)


def next_due_in(session: Session, bot_id: str) -> float:
    """Seconds until something waits for its time, at most 5."""
    earliest = session.execute(
        session.select(outbox.c.due_at)
        .where(outbox.c.bot_id == bot_id, outbox.c.status == OutboxStatus.PENDING.value)
        .order_by(outbox.c.due_at)
        .limit(1)
    ).scalar_one_or_none()
    if not isinstance(earliest, datetime):
        return 5.0
    return min(max((earliest - session.now).total_seconds(), 0.2), 5.0)


def settle(session: Session, results: Mapping[str, SendError | None], *, limits: Sequence[RateLimit]) -> None:
    """Write down what became of claimed messages: None was sent, an error says how to go on."""
    sent = [outbox_id for outbox_id, error in results.items() if error is None]
    if sent:
        session.execute(
            session.update(outbox)
            .where(outbox.c.id.in_(sent))
            .values(status=OutboxStatus.SENT.value, sent_at=session.now, blob=None)
        )
    for outbox_id, error in results.items():
        if error is not None:
            _settle_failure(session, outbox_id, error, limits)


def _settle_failure(session: Session, outbox_id: str, error: SendError, limits: Sequence[RateLimit]) -> None:
    row = session.execute(session.select(outbox.c.attempts, outbox.c.mode).where(outbox.c.id == outbox_id)).one()
    changes = decide_after(error.failure, attempts=int(row[0]), mode=SendMode(row[1]), now=session.now, limits=limits)
    changes |= {"error_code": error.code, "error": error.detail[:200]}
    session.execute(session.update(outbox).where(outbox.c.id == outbox_id).values(**changes))


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


def _due(session: Session, bot_id: str, most: int) -> Select[*Values]:
    statement = (
        session.select(outbox)
        .where(
            outbox.c.bot_id == bot_id,
            outbox.c.due_at <= session.now,
            or_(
                outbox.c.status == OutboxStatus.PENDING.value,
                and_(outbox.c.status == OutboxStatus.SENDING.value, outbox.c.claimed_at < session.now - LEASE),
            ),
        )
        .order_by(outbox.c.importance, outbox.c.id)
        .limit(most)
    )
    return statement.with_for_update(skip_locked=True) if session.is_postgresql else statement


def _room(session: Session, bot_id: str, chats: set[str], limits: Sequence[RateLimit]) -> dict[str, int]:
    """How many messages each conversation may still get now."""
    room: dict[str, int] = defaultdict(lambda: min((limit.count for limit in limits), default=1_000_000))
    for limit in limits:
        since = session.now - timedelta(seconds=limit.seconds)
        used = session.execute(
            session.select(outbox.c.chat_external_id, func.count())
            .where(outbox.c.bot_id == bot_id, outbox.c.chat_external_id.in_(sorted(chats)), outbox.c.claimed_at > since)
            .group_by(outbox.c.chat_external_id)
        )
        for chat_id, count in used:
            room[str(chat_id)] = min(room[str(chat_id)], limit.count - int(count))
    return room


def _expire(session: Session, bot_id: str) -> None:
    session.execute(
        session.update(outbox)
        .where(
            outbox.c.bot_id == bot_id,
            outbox.c.status == OutboxStatus.PENDING.value,
            outbox.c.expires_at < session.now,
        )
        .values(status=OutboxStatus.EXPIRED.value)
    )


def _mark_claimed(session: Session, taken: list[str], repeated: list[str]) -> None:
    if not taken:
        return
    session.execute(
        session.update(outbox)
        .where(outbox.c.id.in_(taken))
        .values(status=OutboxStatus.SENDING.value, claimed_at=session.now, attempts=outbox.c.attempts + 1)
    )
    again = [outbox_id for outbox_id in repeated if outbox_id in taken]
    if again:
        session.execute(session.update(outbox).where(outbox.c.id.in_(again)).values(may_repeat=True))


def _to_claimed(row: Mapping[str, object]) -> Claimed:
    content: Content = from_row(row["content"], row["blob"])
    chat = ChatAddress(ChatKind(row["chat_kind"]), row["chat_external_id"])
    token = row["reply_token"]
    outbound = Outbound(SendMode(row["mode"]), chat, content, None if token is None else str(token))
    return Claimed(row["id"], outbound, int(row["attempts"]) + 1)
