"""Messages from a chat, kept the moment they arrive and handled once, in order, each in one transaction.

The platform may deliver a message twice and never asks whether we have it: the row is the promise that an accepted
message is not lost, at any kill, and not done twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import msgspec
from sqlalchemy import Column, Index, Integer, String, Table, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from quncheng.runtime.columns import Document, Id, Instant, metadata
from quncheng.runtime.db import ORG, Session
from quncheng.runtime.ports import CardClick, ChatEntered, FeedbackGiven, Inbound, InboundMessage

MAX_ATTEMPTS = 5

TYPES: dict[str, type[Inbound]] = {
    "message": InboundMessage,
    "click": CardClick,
    "entered": ChatEntered,
    "feedback": FeedbackGiven,
}
_NAMES = {cls: name for name, cls in TYPES.items()}


class InboxStatus(StrEnum):
    WAITING = "waiting"
    HANDLED = "handled"
    PARKED = "parked"


inbox = Table(
    "inbox",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("bot_id", Id, primary_key=True),
    Column("message_id", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("type", String(10), nullable=False),
    Column("body", Document, nullable=False),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("error", String(200), nullable=False),
    Column("received_at", Instant, nullable=False),
    Index("ix_inbox_waiting", "org_id", "bot_id", "status", "position"),
)


_LAST_WAITING = select(func.coalesce(func.max(inbox.c.position), 0)).where(
    inbox.c.org_id == ORG, inbox.c.bot_id == bindparam("bot"), inbox.c.status == InboxStatus.WAITING.value
)
"""Positions order what waits; what is handled has no place in the queue any more."""
_BOT, _NEXT = bindparam("bot", type_=Id), _LAST_WAITING.scalar_subquery() + 1
_ACCEPT_SQLITE = sqlite_insert(inbox).values(org_id=ORG, bot_id=_BOT, position=_NEXT).on_conflict_do_nothing()
_ACCEPT_POSTGRESQL = postgresql_insert(inbox).values(org_id=ORG, bot_id=_BOT, position=_NEXT).on_conflict_do_nothing()
_WAITING = (
    select(inbox.c.message_id, inbox.c.type, inbox.c.body, inbox.c.attempts)
    .where(
        inbox.c.org_id == ORG,
        inbox.c.bot_id == bindparam("bot"),
        inbox.c.status == InboxStatus.WAITING.value,
        inbox.c.due_at <= bindparam("now"),
    )
    .order_by(inbox.c.position)
    .limit(bindparam("most"))
)
_BEGIN = (
    update(inbox)
    .where(
        inbox.c.org_id == ORG,
        inbox.c.bot_id == bindparam("bot"),
        inbox.c.message_id == bindparam("message"),
        inbox.c.status == InboxStatus.WAITING.value,
    )
    .values(status=InboxStatus.HANDLED.value, attempts=inbox.c.attempts + 1, error="")
)


@dataclass(frozen=True, slots=True)
class Waiting:
    message_id: str
    inbound: Inbound
    attempts: int


def accept(session: Session, arrived: Sequence[Inbound], *, bot_id: str) -> tuple[Waiting, ...]:
    """Keep what arrived; what is here already is left alone. Returns what was new, in its order."""
    statement, new = _ACCEPT_POSTGRESQL if session.is_postgresql else _ACCEPT_SQLITE, list[Waiting]()
    for inbound in arrived:
        message_id = inbound.message_id[:200]
        written = session.run(
            statement,
            bot=bot_id,
            message_id=message_id,
            type=_NAMES[type(inbound)],
            body=msgspec.to_builtins(inbound),
            status=InboxStatus.WAITING.value,
            attempts=0,
            due_at=session.now,
            error="",
            received_at=session.now,
        )
        if written.rowcount == 1:
            new.append(Waiting(message_id, inbound, 0))
    return tuple(new)


def list_waiting(session: Session, *, bot_id: str, limit: int = 50) -> tuple[Waiting, ...]:
    """What is due, in the order it arrived."""
    rows = session.run(_WAITING, bot=bot_id, now=session.now, most=limit)
    return tuple(Waiting(row[0], msgspec.convert(row[2], TYPES[row[1]]), int(row[3])) for row in rows)


def begin(session: Session, message_id: str, *, bot_id: str) -> bool:
    """Take a message for this transaction; False when another process has handled it meanwhile."""
    return session.run(_BEGIN, bot=bot_id, message=message_id).rowcount == 1


def postpone(session: Session, message_id: str, *, bot_id: str, attempts: int, error: str, for_ever: bool) -> bool:
    """After a failure: try again later, or park. Returns whether it was parked."""
    is_over = attempts + 1 >= MAX_ATTEMPTS and not for_ever
    session.execute(
        session.update(inbox)
        .where(inbox.c.bot_id == bot_id, inbox.c.message_id == message_id)
        .values(
            status=(InboxStatus.PARKED if is_over else InboxStatus.WAITING).value,
            attempts=attempts + 1,
            due_at=session.now + timedelta(seconds=min(2**attempts, 30)),
            error=error[:200],
        )
    )
    return is_over
