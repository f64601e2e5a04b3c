"""The only SQL about calendars."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from sqlalchemy import Boolean, Date, bindparam, cast, null, select, union_all

from quncheng.engine.calendar import CalendarException
from quncheng.features.calendars.tables import calendar_days, calendar_exceptions, work_calendars
from quncheng.features.calendars.types import CalendarOwner, CalendarSpan, OwnCalendar, Week, WorkHours
from quncheng.runtime.columns import Document
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.prepared import one_of

_DAYS = (
    select(calendar_days.c.on_date, calendar_days.c.is_workday, calendar_days.c.name)
    .where(calendar_days.c.org_id == ORG)
    .order_by(calendar_days.c.on_date)
)
# One statement, because every message and most requests ask for it.
_RULING = union_all(
    select(
        calendar_days.c.on_date,
        calendar_days.c.is_workday,
        calendar_days.c.name,
        cast(null(), Document).label("weekly"),
    ).where(calendar_days.c.org_id == ORG),
    select(cast(null(), Date), cast(null(), Boolean), work_calendars.c.name, work_calendars.c.weekly).where(
        work_calendars.c.org_id == ORG, work_calendars.c.owner_kind == CalendarOwner.ORGANIZATION.value
    ),
)
_OWN = select(
    work_calendars.c.id,
    work_calendars.c.owner_kind,
    work_calendars.c.owner_id,
    work_calendars.c.name,
    work_calendars.c.weekly,
    work_calendars.c.version,
).where(work_calendars.c.org_id == ORG)
_ALL = _OWN.order_by(work_calendars.c.id)
_OF_KIND = _OWN.where(work_calendars.c.owner_kind == bindparam("kind"))
_OF_OWNERS = _OF_KIND.where(one_of(work_calendars.c.owner_id, "owners"))
_SPANS = (
    select(
        calendar_exceptions.c.calendar_id,
        calendar_exceptions.c.id,
        calendar_exceptions.c.first_on,
        calendar_exceptions.c.last_on,
        calendar_exceptions.c.shifts,
        calendar_exceptions.c.name,
    )
    .where(
        calendar_exceptions.c.org_id == ORG,
        one_of(calendar_exceptions.c.calendar_id, "calendars"),
    )
    .order_by(calendar_exceptions.c.first_on, calendar_exceptions.c.id)
)


def list_days(session: Session) -> tuple[CalendarException, ...]:
    """The days on which the organization differs from the official calendar."""
    return tuple(CalendarException(*row) for row in session.run(_DAYS))


def read_ruling(session: Session) -> tuple[tuple[CalendarException, ...], Week | None]:
    """The organization's own days and its week; None for the usual one."""
    days: list[CalendarException] = []
    week: Week | None = None
    for on, is_workday, name, weekly in session.run(_RULING):
        if on is not None:
            days.append(CalendarException(on, is_workday, name))
        elif weekly is not None:
            week = msgspec.convert(weekly, Week)
    return tuple(sorted(days, key=lambda day: day.on)), week


def save_day(session: Session, day: CalendarException) -> None:
    remove_day(session, day.on)
    session.add(calendar_days, on_date=day.on, is_workday=day.is_workday, name=day.name)


def remove_day(session: Session, on: date) -> bool:
    return session.execute(session.delete(calendar_days).where(calendar_days.c.on_date == on)).rowcount == 1


def list_own(session: Session, owner: CalendarOwner, owner_ids: Sequence[str] | None = None) -> tuple[OwnCalendar, ...]:
    """The calendars of owners of one kind, with their spans; of all owners without ``owner_ids``."""
    if owner_ids is not None and not owner_ids:
        return ()
    found = (
        session.run(_OF_KIND, kind=owner.value)
        if owner_ids is None
        else session.run(_OF_OWNERS, kind=owner.value, owners=list(owner_ids))
    )
    return _with_spans(session, found)


def list_all(session: Session) -> tuple[OwnCalendar, ...]:
    """The calendars of all owners, with their spans."""
    return _with_spans(session, session.run(_ALL))


def _with_spans(session: Session, found: Iterable[Values]) -> tuple[OwnCalendar, ...]:
    rows = list(found)
    if not rows:
        return ()
    spans: dict[str, list[CalendarSpan]] = {row[0]: [] for row in rows}
    for calendar_id, *span in session.run(_SPANS, calendars=list(spans)):
        span[3] = msgspec.convert(span[3], tuple[WorkHours, ...])
        spans[calendar_id].append(CalendarSpan(*span))
    return tuple(
        OwnCalendar(
            row[0],
            CalendarOwner(row[1]),
            row[2],
            row[3],
            None if row[4] is None else msgspec.convert(row[4], Week),
            row[5],
            tuple(spans[row[0]]),
        )
        for row in rows
    )


def add_calendar(session: Session, own: OwnCalendar) -> None:
    session.add(
        work_calendars,
        id=own.id,
        owner_kind=own.owner.value,
        owner_id=own.owner_id,
        name=own.name,
        weekly=own.weekly,
        version=own.version,
    )


def update_calendar(session: Session, calendar_id: str, **values: object) -> None:
    session.execute(
        session.update(work_calendars)
        .where(work_calendars.c.id == calendar_id)
        .values(version=work_calendars.c.version + 1, **values)
    )


def add_span(session: Session, calendar_id: str, span: CalendarSpan) -> None:
    session.add(calendar_exceptions, calendar_id=calendar_id, **msgspec.structs.asdict(span))


def remove_span(session: Session, span_id: str) -> None:
    session.execute(session.delete(calendar_exceptions).where(calendar_exceptions.c.id == span_id))
