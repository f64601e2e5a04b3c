"""The only SQL about calendars."""

from datetime import date

from quncheng.engine.calendar import CalendarException
from quncheng.features.calendars.tables import calendar_days
from quncheng.runtime.db import Session


def list_days(session: Session) -> tuple[CalendarException, ...]:
    rows = session.execute(
        session.select(calendar_days.c.on_date, calendar_days.c.is_workday, calendar_days.c.name).order_by(
            calendar_days.c.on_date
        )
    )
    return tuple(CalendarException(*row) for row in rows)


def save_day(session: Session, day: CalendarException) -> None:
    remove_day(session, day.on)
    session.execute(session.insert(calendar_days, on_date=day.on, is_workday=day.is_workday, name=day.name))


def remove_day(session: Session, on: date) -> bool:
    return session.execute(session.delete(calendar_days).where(calendar_days.c.on_date == on)).rowcount == 1
