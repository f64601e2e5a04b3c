"""Reading the event log: what happened to a thing, in a project, in one act."""

from datetime import datetime

import msgspec
from sqlalchemy import bindparam, func, select

from quncheng.runtime.db import ORG, Session
from quncheng.runtime.events import COLUMNS, RecordedEvent, events, to_recorded

_LAST_OF_PROJECT = select(func.max(events.c.seq)).where(
    events.c.org_id == ORG, events.c.project_id == bindparam("project")
)

_OF_PROJECT_AFTER = (
    select(*COLUMNS)
    .where(events.c.org_id == ORG, events.c.project_id == bindparam("project"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)


def list_of_subject(
    session: Session, subject_id: str, *, newest_first: bool = False, limit: int = 500
) -> tuple[RecordedEvent, ...]:
    """What happened to one thing."""
    statement = session.select(*COLUMNS).where(events.c.subject_id == subject_id).limit(limit)
    return to_recorded(session.execute(statement.order_by(events.c.seq.desc() if newest_first else events.c.seq)))


def list_of_context(
    session: Session, context_id: str, *, before_seq: int | None = None, limit: int = 50
) -> tuple[RecordedEvent, ...]:
    """The newest events of a larger thing and of its parts first."""
    statement = session.select(*COLUMNS).where(events.c.context_id == context_id)
    if before_seq is not None:
        statement = statement.where(events.c.seq < before_seq)
    return to_recorded(session.execute(statement.order_by(events.c.seq.desc()).limit(limit)))


def list_of_project(
    session: Session, project_id: str, *, before_seq: int | None = None, limit: int = 50
) -> tuple[RecordedEvent, ...]:
    """The newest events of a project first."""
    statement = session.select(*COLUMNS).where(events.c.project_id == project_id)
    if before_seq is not None:
        statement = statement.where(events.c.seq < before_seq)
    return to_recorded(session.execute(statement.order_by(events.c.seq.desc()).limit(limit)))


def list_of_project_after(session: Session, project_id: str, seq: int, *, limit: int) -> tuple[RecordedEvent, ...]:
    """The events of a project after one, in order."""
    return to_recorded(session.run(_OF_PROJECT_AFTER, project=project_id, after=seq, most=limit))


def list_of_project_since(
    session: Session, project_id: str, at: datetime, *, names: tuple[str, ...]
) -> tuple[RecordedEvent, ...]:
    """The events of some names in a project from an instant on, in order."""
    statement = session.select(*COLUMNS).where(
        events.c.project_id == project_id, events.c.at >= at, events.c.name.in_(names)
    )
    return tuple(sorted(to_recorded(session.execute(statement)), key=lambda one: one.seq))


def last_of_project(session: Session, project_id: str) -> int:
    """The number of the newest event of a project, 0 without one: as long as it stays, so does the project."""
    return int(session.run(_LAST_OF_PROJECT, project=project_id).scalar_one() or 0)


def list_of_operation(session: Session, operation_id: str) -> tuple[RecordedEvent, ...]:
    """All that one message, request or job did, in order."""
    # Sorted here: asked to do it, SQLite prefers to walk through the organization's whole log in that order.
    found = session.execute(session.select(*COLUMNS).where(events.c.operation_id == operation_id))
    return tuple(sorted(to_recorded(found), key=lambda one: one.seq))


def list_of_actor(
    session: Session, actor_id: str, *, source: str | None = None, source_ref: str | None = None, limit: int = 100
) -> tuple[RecordedEvent, ...]:
    """The newest acts of a member first."""
    statement = session.select(*COLUMNS).where(events.c.actor_id == actor_id)
    if source is not None:
        statement = statement.where(events.c.source == source)
    if source_ref is not None:
        statement = statement.where(events.c.source_ref == source_ref)
    return to_recorded(session.execute(statement.order_by(events.c.seq.desc()).limit(limit)))


def touched_fields(session: Session, subject_id: str, *, since_version: int) -> frozenset[str]:
    """The fields of a thing that were changed after one of its versions."""
    touched: set[str] = set()
    for happened in list_of_subject(session, subject_id, newest_first=True):
        version = happened.data.get("version")
        if not isinstance(version, int):
            continue
        if version <= since_version:
            break
        touched.update(msgspec.convert(happened.data.get("changes") or {}, dict[str, object]))
    return frozenset(touched)
