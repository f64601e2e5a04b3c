"""The event log: facts in the past tense, numbered per organization without gaps, each sealing the one before.

An event is recorded in the transaction that makes it true. Its number is taken last, under the counter row's lock, so
numbers become visible in the order they were given: that is all that live sync, undo and the audit chain need.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, TypeVar

import msgspec
from sqlalchemy import Column, Index, Row, String, Table, Text, bindparam, func, select, update

from quncheng.runtime.columns import Document, Id, Instant, Sequence, metadata
from quncheng.runtime.db import ORG, Session, Values


class Source(StrEnum):
    """The door an act came through."""

    CHAT = "chat"
    WEB = "web"
    API = "api"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, through which door. ``member_id`` is None for the system itself."""

    member_id: str | None
    source: Source
    operation_id: str
    """One message, request or job: what is undone together."""
    source_ref: str = ""
    """The chat, the session or the job."""


class Event:
    """Base of all events. A subclass is a frozen dataclass with plain data and an ``event_name`` in the past tense."""

    __slots__ = ()
    event_name: ClassVar[str]
    subject_type: ClassVar[str]

    @property
    def subject_id(self) -> str:
        raise NotImplementedError

    @property
    def project_id(self) -> str | None:
        """Whose members may see it; None: everybody in the organization."""
        return None

    @property
    def context_id(self) -> str | None:
        """The larger thing whose history it belongs to (a comment's task)."""
        return None

    @property
    def audience(self) -> str | None:
        """Which project's screens hear of it; None: every screen, because who may see what has changed."""
        return self.project_id


EVENT_TYPES: dict[str, type[Event]] = {}

E = TypeVar("E", bound=type[Event])


def event(name: str, *, subject: str) -> Callable[[E], E]:
    """Register an event class under its stable name."""

    def register(cls: E) -> E:
        if name in EVENT_TYPES:
            raise ValueError(f"event {name} is registered twice")
        cls.event_name = name
        cls.subject_type = subject
        EVENT_TYPES[name] = cls
        return cls

    return register


counters = Table(
    "event_counters",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("seq", Sequence, nullable=False),
    Column("head_hash", String(64), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("seq", Sequence, primary_key=True, autoincrement=False),
    Column("name", String(60), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor_id", Id),
    Column("source", String(8), nullable=False),
    Column("source_ref", String(120), nullable=False),
    Column("operation_id", Id, nullable=False),
    Column("project_id", Id),
    Column("subject_type", String(30), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("context_id", Id),
    Column("data", Document, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_events_subject", "org_id", "subject_id", "seq"),
    Index("ix_events_context", "org_id", "context_id", "seq"),
    Index("ix_events_project", "org_id", "project_id", "seq"),
    Index("ix_events_operation", "org_id", "operation_id"),
    Index("ix_events_actor", "org_id", "actor_id", "seq"),
)

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as it stands in the log."""

    seq: int
    name: str
    at: datetime
    actor_id: str | None
    source: str
    source_ref: str
    operation_id: str
    project_id: str | None
    subject_type: str
    subject_id: str
    context_id: str | None
    data: dict[str, object]


COLUMNS = (
    events.c.seq,
    events.c.name,
    events.c.at,
    events.c.actor_id,
    events.c.source,
    events.c.source_ref,
    events.c.operation_id,
    events.c.project_id,
    events.c.subject_type,
    events.c.subject_id,
    events.c.context_id,
    events.c.data,
)


_CURRENT = select(counters.c.seq).where(counters.c.org_id == ORG)
_COUNTER = select(counters.c.seq, counters.c.head_hash).where(counters.c.org_id == ORG)
_LOCK_COUNTER = _COUNTER.with_for_update()
_ADVANCE = (
    update(counters).where(counters.c.org_id == ORG).values(seq=bindparam("new_seq"), head_hash=bindparam("new_hash"))
)
CHANNEL = "quncheng_events"
_ADVANCE_AND_TELL = _ADVANCE.returning(func.pg_notify(CHANNEL, bindparam("payload", type_=Text)))
"""In one statement: the other processes hear of it at the commit."""
_SINCE = (
    select(*COLUMNS)
    .where(events.c.org_id == ORG, events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)


class EventLog:
    """Records events and tells what follows from them. One per process, made by the wiring."""

    def __init__(
        self,
        *,
        reactions: "dict[str, tuple[Reaction, ...]] | None" = None,
        on_committed: "Callable[[str, int, frozenset[str | None]], None] | None" = None,
    ) -> None:
        self._reactions = reactions or {}
        self._on_committed = on_committed

    def flush(self, session: Session, pending: "list[tuple[Actor, Event]]") -> None:
        """Number, seal and insert the pending events, run the reactions, announce the last number after the commit."""
        first, head = _take_numbers(session)
        rows: list[dict[str, object]] = []
        for offset, (actor, happened) in enumerate(pending):
            row = _row(session, actor, happened, seq=first + offset)
            head = seal(head, row)
            rows.append({**row, "hash": head})
        session.insert_many(events, rows)
        last = first + len(pending) - 1
        projects = frozenset(happened.audience for _, happened in pending)
        if session.is_postgresql:
            payload = _announcement(session.org_id, last, projects)
            session.run(_ADVANCE_AND_TELL, new_seq=last, new_hash=head, payload=payload)
        else:
            session.run(_ADVANCE, new_seq=last, new_hash=head)
        if self._on_committed is not None:
            announce = self._on_committed
            org_id = session.org_id
            session.after_commit(lambda: announce(org_id, last, projects))

    def react(self, session: Session, actor: Actor, happened: Event) -> None:
        for reaction in self._reactions.get(happened.event_name, ()):
            reaction(session, actor, happened)


Reaction = Callable[[Session, Actor, Event], None]
"""What else becomes true, or which job is due, because of an event; runs in the same transaction."""


def _announcement(org_id: str, seq: int, projects: frozenset[str | None]) -> str:
    """What wakes the other processes (a NOTIFY payload holds 8,000 bytes; many projects are sent as none)."""
    listed = sorted(project for project in projects if project is not None)
    return msgspec.json.encode((org_id, seq, listed if len(listed) <= 50 else [], None in projects)).decode()


def record(session: Session, actor: Actor, *happened: Event) -> None:
    """Record facts in this transaction, in order, and what follows from them."""
    log = session.services[EventLog]
    if not isinstance(log, EventLog):
        raise TypeError("the wiring has to give an EventLog to the database")
    pending = session.notes.get(NOTE)
    if not isinstance(pending, PendingEvents):
        pending = PendingEvents(log)
        session.notes[NOTE] = pending
        session.before_commit(pending.flush)
    for one in happened:
        pending.items.append((actor, one))
        log.react(session, actor, one)


def has_pending(session: Session) -> bool:
    """Whether this transaction has recorded something that has no number yet."""
    pending = session.notes.get(NOTE)
    return isinstance(pending, PendingEvents) and bool(pending.items)


NOTE = "runtime.events"


class PendingEvents:
    """The events of the transaction under way."""

    __slots__ = ("items", "log")

    def __init__(self, log: EventLog) -> None:
        self.items: list[tuple[Actor, Event]] = []
        self.log = log

    def flush(self, session: Session) -> None:
        if self.items:
            self.log.flush(session, self.items)

    def mark(self) -> int:
        return len(self.items)

    def return_to(self, mark: int) -> None:
        del self.items[mark:]


def open_organization(session: Session) -> None:
    """Start the log of a new organization."""
    session.execute(session.insert(counters, seq=0, head_hash=GENESIS))


def current_seq(session: Session) -> int:
    return int(session.run(_CURRENT).scalar_one_or_none() or 0)


def list_since(session: Session, seq: int, *, limit: int) -> tuple[RecordedEvent, ...]:
    """Events after ``seq``, oldest first."""
    return to_recorded(session.run(_SINCE, after=seq, most=limit))


def to_recorded(rows: Iterable[Values | Row[*Values]]) -> tuple[RecordedEvent, ...]:
    return tuple(RecordedEvent(*row) for row in rows)


def find_first_broken(session: Session) -> int | None:
    """The number of the first event whose seal does not fit, or None when the chain is whole."""
    head, expected = GENESIS, 1
    everything = session.select(*events.c).order_by(events.c.seq).execution_options(yield_per=1000)
    with session.execute(everything) as rows:
        for row in rows.mappings():
            head = seal(head, {name: row[name] for name in _SEALED})
            if row["hash"] != head or row["seq"] != expected:
                return expected
            expected += 1
    counter = session.execute(session.select(counters.c.seq, counters.c.head_hash)).one()
    return None if tuple(counter) == (expected - 1, head) else expected


_SEALED = (
    "seq",
    "name",
    "at",
    "actor_id",
    "source",
    "source_ref",
    "operation_id",
    "project_id",
    "subject_type",
    "subject_id",
    "context_id",
    "data",
)


def seal(previous: str, row: dict[str, object]) -> str:
    """SHA-256 over the previous seal and the row's canonical JSON (keys in declared order, instants in UTC)."""
    canonical = msgspec.json.encode([row[name] for name in _SEALED], order="sorted")
    return hashlib.sha256(previous.encode() + canonical).hexdigest()


def _row(session: Session, actor: Actor, happened: Event, *, seq: int) -> dict[str, object]:
    return {
        "seq": seq,
        "name": happened.event_name,
        "at": session.now,
        "actor_id": actor.member_id,
        "source": actor.source.value,
        "source_ref": actor.source_ref,
        "operation_id": actor.operation_id,
        "project_id": happened.project_id,
        "subject_type": happened.subject_type,
        "subject_id": happened.subject_id,
        "context_id": happened.context_id,
        "data": msgspec.to_builtins(happened),
    }


def _take_numbers(session: Session) -> tuple[int, str]:
    seq, head = session.run(_LOCK_COUNTER if session.is_postgresql else _COUNTER).one()
    return seq + 1, head
