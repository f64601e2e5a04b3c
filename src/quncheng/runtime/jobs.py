"""Background jobs: written in the transaction that causes them, claimed with a lease, retried with backoff.

After a limit a job is parked and visible there. A job is idempotent: after a crash it may run again.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Row, String, Table, or_, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.runtime.columns import Document, Id, Instant, metadata
from quncheng.runtime.db import Database, Session, Values
from quncheng.runtime.telemetry import Log
from quncheng.runtime.wake import Bell, ring_at_commit

log = Log("quncheng.jobs")

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 900.0


class JobStatus(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


class JobNotFound(QunchengError):
    code = "jobs.not_found"
    kind = ErrorKind.NOT_FOUND


jobs = Table(
    "jobs",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("kind", String(60), nullable=False),
    Column("payload", Document, nullable=False),
    Column("status", String(8), nullable=False),
    Column("run_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Instant),
    Column("error", String(400), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_jobs_due", "status", "run_at"),
)

schedule_slots = Table(
    "schedule_slots",
    metadata,
    Column("org_id", Id, nullable=False),
    Column("name", String(120), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("org_id", "name", "slot"),
)


@dataclass(frozen=True, slots=True)
class Job:
    org_id: str
    id: str
    kind: str
    payload: dict[str, object]
    attempts: int


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as an administrator sees it."""

    id: str
    kind: str
    status: str
    run_at: datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class Handler:
    """What a kind of job does.

    ``run`` works in one transaction. Work that needs no transaction (drawing, converting) goes into ``prepare``, which
    gets a read snapshot's result from ``load`` and hands its own to ``run``.
    """

    run: Callable[[Session, dict[str, object], object], None]
    load: Callable[[Session, dict[str, object]], object] | None = None
    prepare: Callable[[object], object] | None = None


def enqueue(session: Session, kind: str, payload: object, *, run_at: datetime | None = None) -> None:
    """Write a job into this transaction."""
    session.execute(
        session.insert(
            jobs,
            id=session.new_id(),
            kind=kind,
            payload=msgspec.to_builtins(payload),
            status=JobStatus.PENDING.value,
            run_at=run_at or session.now,
            attempts=0,
            leased_until=None,
            error="",
            created_at=session.now,
        )
    )
    ring_at_commit(session, Bell.JOBS)


def enqueue_once(session: Session, kind: str, payload: object, *, name: str, slot: str) -> bool:
    """Write a job unless this (name, slot) has had one: schedules fire once, whoever notices first."""
    if not session.insert_once(schedule_slots, name=name, slot=slot, at=session.now):
        return False
    enqueue(session, kind, payload)
    return True


class Worker:
    """Claims and runs due jobs of all organizations."""

    def __init__(self, database: Database, handlers: Mapping[str, Handler]) -> None:
        self._database = database
        self._handlers = handlers

    def run_due(self, *, limit: int = 20) -> int:
        """Run what is due, in the calling thread; returns how many ran."""
        claimed = self._database.write("", lambda session: _claim(session, limit))
        for job in claimed:
            self._run(job)
        return len(claimed)

    def _run(self, job: Job) -> None:
        handler = self._handlers.get(job.kind)
        try:
            if handler is None:
                raise LookupError(f"no handler for {job.kind}")
            prepared = self._prepare(handler, job)

            def work(session: Session) -> None:
                if _still_ours(session, job):
                    handler.run(session, job.payload, prepared)
                    _finish(session, job.id)

            self._database.write(job.org_id, work)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            log.failure("job.failed", kind=job.kind, job_id=job.id, attempt=job.attempts)
            self._database.write(job.org_id, lambda session: _postpone(session, job, reason))

    def _prepare(self, handler: Handler, job: Job) -> object:
        if handler.load is None:
            return None
        load = handler.load
        loaded = self._database.read(job.org_id, lambda session: load(session, job.payload))
        return handler.prepare(loaded) if handler.prepare is not None else loaded


def pause_before(attempt: int, *, chance: float) -> timedelta:
    """Exponential backoff with full jitter in its upper half; ``chance`` is in [0, 1)."""
    longest = min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS)
    return timedelta(seconds=longest * (0.5 + chance / 2))


def list_jobs(session: Session, *, status: JobStatus, limit: int = 100) -> tuple[JobView, ...]:
    statement = (
        session.select(jobs.c.id, jobs.c.kind, jobs.c.status, jobs.c.run_at, jobs.c.attempts, jobs.c.error)
        .where(jobs.c.status == status.value)
        .order_by(jobs.c.run_at)
        .limit(limit)
    )
    return tuple(JobView(*row) for row in session.execute(statement))


def retry(session: Session, job_id: str) -> None:
    """Give a parked job another round of attempts. Raises JobNotFound."""
    statement = (
        session.update(jobs)
        .where(jobs.c.id == job_id, jobs.c.status == JobStatus.PARKED.value)
        .values(status=JobStatus.PENDING.value, attempts=0, run_at=session.now, error="")
    )
    if session.execute(statement).rowcount == 0:
        raise JobNotFound(job_id=job_id)
    ring_at_commit(session, Bell.JOBS)


def _claim(session: Session, limit: int) -> tuple[Job, ...]:
    """Take due jobs of every organization; an expired lease counts as due (its process has died)."""
    due = (
        select(jobs.c.org_id, jobs.c.id, jobs.c.kind, jobs.c.payload, jobs.c.attempts)
        .where(
            jobs.c.status.in_((JobStatus.PENDING.value, JobStatus.RUNNING.value)),
            jobs.c.run_at <= session.now,
            or_(jobs.c.leased_until.is_(None), jobs.c.leased_until < session.now),
        )
        .order_by(jobs.c.run_at, jobs.c.id)
        .limit(limit)
    )
    if session.is_postgresql:
        due = due.with_for_update(skip_locked=True)
    rows = session.connection.execute(due).all()
    fatal = [row for row in rows if row.attempts >= MAX_ATTEMPTS]
    if fatal:
        parked = {"status": JobStatus.PARKED.value, "leased_until": None, "error": "every process that ran it died"}
        session.connection.execute(update(jobs).where(_any_of(fatal)).values(**parked))
    taken = [row for row in rows if row.attempts < MAX_ATTEMPTS]
    if taken:
        leased = {"status": JobStatus.RUNNING.value, "leased_until": session.now + LEASE}
        session.connection.execute(update(jobs).where(_any_of(taken)).values(attempts=jobs.c.attempts + 1, **leased))
    return tuple(Job(row.org_id, row.id, row.kind, row.payload, row.attempts + 1) for row in taken)


def _any_of(rows: Sequence[Row[*Values]]) -> ColumnElement[bool]:
    return tuple_(jobs.c.org_id, jobs.c.id).in_([(row.org_id, row.id) for row in rows])


def _still_ours(session: Session, job: Job) -> bool:
    """Whether nobody else took the job after our lease ran out."""
    statement = session.select(jobs.c.attempts, jobs.c.status).where(jobs.c.id == job.id)
    if session.is_postgresql:
        statement = statement.with_for_update()
    row = session.execute(statement).one_or_none()
    return row is not None and tuple(row) == (job.attempts, JobStatus.RUNNING.value)


def _finish(session: Session, job_id: str) -> None:
    session.execute(session.delete(jobs).where(jobs.c.id == job_id))


def _postpone(session: Session, job: Job, reason: str) -> None:
    is_over = job.attempts >= MAX_ATTEMPTS
    session.execute(
        session.update(jobs)
        .where(jobs.c.id == job.id, jobs.c.attempts == job.attempts)
        .values(
            status=(JobStatus.PARKED if is_over else JobStatus.PENDING).value,
            run_at=session.now + pause_before(job.attempts, chance=random.random()),
            leased_until=None,
            error=reason[:400],
        )
    )
