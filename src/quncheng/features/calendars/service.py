"""The organization's working calendar: the official one, and the days on which the organization differs."""

from datetime import date

from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.holidays import chinese_calendar
from quncheng.features.calendars import store
from quncheng.features.calendars.events import CalendarDayChanged
from quncheng.features.people import policy as people_policy
from quncheng.features.people.types import Member
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

NAME_LENGTH = 40


class _Kept:
    """The last calendar built for each organization; building one costs more than reading its few own days."""

    def __init__(self) -> None:
        self._by_organization: dict[str, tuple[tuple[CalendarException, ...], WorkCalendar]] = {}

    def get(self, org_id: str, days: tuple[CalendarException, ...]) -> WorkCalendar:
        known = self._by_organization.get(org_id)
        if known is not None and known[0] == days:
            return known[1]
        calendar = chinese_calendar().with_exceptions(days) if days else chinese_calendar()
        self._by_organization[org_id] = (days, calendar)
        return calendar


_kept = _Kept()


def get_calendar(session: Session) -> WorkCalendar:
    """The calendar that rules in this organization."""
    return _kept.get(session.org_id, store.list_days(session))


def list_own_days(session: Session) -> tuple[CalendarException, ...]:
    return store.list_days(session)


def set_day(session: Session, caller: Member, actor: Actor, *, on: date, is_workday: bool, name: str) -> None:
    """Make one day a workday or a day off for everybody. Raises OnlyForAdministrators."""
    people_policy.check_is_administrator(caller)
    store.save_day(session, CalendarException(on, is_workday, name.strip()[:NAME_LENGTH]))
    events.record(session, actor, CalendarDayChanged(on=on, is_workday=is_workday, name=name.strip()[:NAME_LENGTH]))


def reset_day(session: Session, caller: Member, actor: Actor, *, on: date) -> None:
    """Follow the official calendar again on this day. Raises OnlyForAdministrators."""
    people_policy.check_is_administrator(caller)
    if store.remove_day(session, on):
        events.record(session, actor, CalendarDayChanged(on=on, is_workday=None, name=""))
