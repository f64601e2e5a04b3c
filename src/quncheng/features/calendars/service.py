"""The calendars that rule: the official one, and what organization, project, person and task say for themselves."""

from collections.abc import Sequence
from datetime import date

from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.holidays import chinese_calendar
from quncheng.features.calendars import policy, rules, store
from quncheng.features.calendars.errors import CalendarNotFound
from quncheng.features.calendars.events import CalendarDayChanged, CalendarSpanChanged, WorkCalendarChanged
from quncheng.features.calendars.types import CalendarOwner, CalendarSpan, OwnCalendar, Week, WorkHours
from quncheng.features.people import policy as people_policy
from quncheng.features.people.types import Member
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

_NOTE = "calendars"


class _Kept:
    """The last calendar built for each organization; building one costs more than reading its few own days."""

    def __init__(self) -> None:
        self._by_organization: dict[str, tuple[tuple[tuple[CalendarException, ...], Week | None], WorkCalendar]] = {}

    def get(self, org_id: str, said: tuple[tuple[CalendarException, ...], Week | None]) -> WorkCalendar:
        known = self._by_organization.get(org_id)
        if known is not None and known[0] == said:
            return known[1]
        days, week = said
        calendar = chinese_calendar().with_exceptions(days) if days else chinese_calendar()
        if week is not None:
            calendar = rules.with_week(calendar, week)
        self._by_organization[org_id] = (said, calendar)
        return calendar


_kept = _Kept()


def get_calendar(session: Session) -> WorkCalendar:
    """The calendar that rules in this organization."""
    known = session.notes.get(_NOTE)
    if not isinstance(known, WorkCalendar):
        known = _kept.get(session.org_id, store.read_ruling(session))
        session.notes[_NOTE] = known
    return known


def project_calendar(session: Session, project_id: str) -> WorkCalendar:
    """The organization's calendar with what the project says for itself."""
    calendar = get_calendar(session)
    for own in store.list_own(session, CalendarOwner.PROJECT, (project_id,)):
        calendar = rules.layered(calendar, own)
    return calendar


def member_calendars(session: Session, above: WorkCalendar, member_ids: Sequence[str]) -> dict[str, WorkCalendar]:
    """The calendars of those who have one of their own, over the calendar above."""
    own = store.list_own(session, CalendarOwner.MEMBER, member_ids)
    return {one.owner_id: rules.layered(above, one) for one in own}


def shared_calendars(session: Session, above: WorkCalendar) -> dict[str, WorkCalendar]:
    """The calendars with a name, by their id, over the calendar above."""
    return {one.id: rules.layered(above, one) for one in store.list_own(session, CalendarOwner.SHARED)}


def list_own(session: Session, owner: CalendarOwner, owner_ids: Sequence[str] | None = None) -> tuple[OwnCalendar, ...]:
    return store.list_own(session, owner, owner_ids)


def list_own_days(session: Session) -> tuple[CalendarException, ...]:
    return store.list_days(session)


def set_day(session: Session, caller: Member, actor: Actor, *, on: date, is_workday: bool, name: str) -> None:
    """Make one day a workday or a day off for everybody. Raises OnlyForAdministrators."""
    people_policy.check_is_administrator(caller)
    name = rules.clean_name(name)
    store.save_day(session, CalendarException(on, is_workday, name))
    session.notes.pop(_NOTE, None)
    events.record(session, actor, CalendarDayChanged(on=on, is_workday=is_workday, name=name))


def reset_day(session: Session, caller: Member, actor: Actor, *, on: date) -> None:
    """Follow the official calendar again on this day. Raises OnlyForAdministrators."""
    people_policy.check_is_administrator(caller)
    if store.remove_day(session, on):
        session.notes.pop(_NOTE, None)
        events.record(session, actor, CalendarDayChanged(on=on, is_workday=None, name=""))


# What owners say for themselves -------------------------------------------------------------------------------------


def set_week(
    session: Session, actor: Actor, *, owner: CalendarOwner, owner_id: str, weekly: Week | None, name: str = ""
) -> OwnCalendar:
    """Give a calendar its working hours; None follows the calendar above again. Raises CalendarInvalid."""
    if weekly is not None:
        rules.check_week(weekly)
    own = _own(session, owner, owner_id, name=name)
    store.update_calendar(session, own.id, weekly=weekly)
    session.notes.pop(_NOTE, None)
    happened = WorkCalendarChanged(calendar_id=own.id, owner=owner.value, owner_id=owner_id, weekly=weekly)
    events.record(session, actor, happened)
    return _own(session, owner, owner_id, name=name)


def add_span(
    session: Session, actor: Actor, *, owner: CalendarOwner, owner_id: str, span: CalendarSpan
) -> CalendarSpan:
    """Days that differ for this owner, free unless there are ``shifts``. Raises CalendarInvalid."""
    rules.check_span(span.first_on, span.last_on, span.shifts)
    own = _own(session, owner, owner_id)
    store.add_span(session, own.id, span)
    _tell_span(session, actor, own, span, is_removed=False)
    return span


def new_span(
    session: Session, *, first_on: date, last_on: date, shifts: tuple[WorkHours, ...] = (), name: str = ""
) -> CalendarSpan:
    return CalendarSpan(session.new_id(), first_on, last_on, shifts, rules.clean_name(name))


def add_leave(session: Session, caller: Member, actor: Actor, *, member_id: str, span: CalendarSpan) -> CalendarSpan:
    """Somebody is away. Raises OnlyForOwner, CalendarInvalid."""
    policy.check_may_change_own(caller, member_id=member_id)
    return add_span(session, actor, owner=CalendarOwner.MEMBER, owner_id=member_id, span=span)


def get_span(session: Session, span_id: str) -> tuple[CalendarOwner, str, CalendarSpan]:
    """Whose calendar a span is in, and the span. Raises CalendarNotFound."""
    found = store.find_owner_of_span(session, span_id)
    if found is None:
        raise CalendarNotFound(span_id=span_id)
    return found


def remove_span(session: Session, actor: Actor, *, span_id: str) -> None:
    """For code that has checked who may. Raises CalendarNotFound."""
    owner, owner_id, span = get_span(session, span_id)
    store.remove_span(session, span_id)
    _tell_span(session, actor, _own(session, owner, owner_id), span, is_removed=True)


def _own(session: Session, owner: CalendarOwner, owner_id: str, *, name: str = "") -> OwnCalendar:
    """The owner's calendar, which begins to exist when it is first spoken of."""
    found = next(iter(store.list_own(session, owner, (owner_id,))), None)
    if found is not None:
        return found
    own = OwnCalendar(session.new_id(), owner, owner_id, rules.clean_name(name), None, 1)
    store.add_calendar(session, own)
    return own


def _tell_span(session: Session, actor: Actor, own: OwnCalendar, span: CalendarSpan, *, is_removed: bool) -> None:
    happened = CalendarSpanChanged(
        calendar_id=own.id,
        owner=own.owner.value,
        owner_id=own.owner_id,
        span_id=span.id,
        first_on=span.first_on,
        last_on=span.last_on,
        name=span.name,
        is_removed=is_removed,
    )
    events.record(session, actor, happened)
