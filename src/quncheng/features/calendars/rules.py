"""How a calendar follows from the one above it, and what it may say: pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from quncheng.engine.calendar import CalendarException, Shift, WorkCalendar
from quncheng.engine.holidays import chinese_calendar
from quncheng.features.calendars.errors import CalendarInvalid
from quncheng.features.calendars.types import (
    CalendarBook,
    CalendarOwner,
    CalendarSpan,
    OwnCalendar,
    Week,
    WorkHours,
)

LONGEST_SPAN = 3 * 366
"""Days of one leave or one stop."""
SHIFTS_LIMIT = 6
NAME_LENGTH = 40
_DAYS_OF_WEEK = 7
_MINUTES_OF_DAY = 24 * 60
_FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
"""What every notice about the days off of a year names."""


@dataclass(frozen=True, slots=True)
class PlanCalendars:
    """The calendars a project's plan is made with: its own, those of people, and the shared ones by their id."""

    calendar: WorkCalendar
    members: Mapping[str, WorkCalendar]
    shared: Mapping[str, WorkCalendar]


def organization_calendar(days: Sequence[CalendarException], week: Week | None) -> WorkCalendar:
    """The official calendar with what the organization differs in; a year whose notice it has loaded is published."""
    calendar = chinese_calendar()
    if days:
        years = calendar.published_years | noticed_years(days)
        calendar = replace(calendar.with_exceptions(days), published_years=years)
    return calendar if week is None else with_week(calendar, week)


def noticed_years(days: Iterable[CalendarException]) -> frozenset[int]:
    """The years in which the organization names days off for every festival, as only the official notice does."""
    named: dict[int, set[str]] = {}
    for day in days:
        if not day.is_workday:
            named.setdefault(day.on.year, set()).update(word for word in _FESTIVALS if word in day.name)
    return frozenset(year for year, words in named.items() if len(words) == len(_FESTIVALS))


def plan_calendars(book: CalendarBook, project_id: str, member_ids: Iterable[str]) -> PlanCalendars:
    """What rules a project's plan by what the book says."""
    week = next((one.weekly for one in book.own if one.owner is CalendarOwner.ORGANIZATION), None)
    calendar = organization_calendar(book.days, week)
    for_project = book.find(CalendarOwner.PROJECT, project_id)
    if for_project is not None:
        calendar = layered(calendar, for_project)
    members = {one.owner_id: one for one in book.own if one.owner is CalendarOwner.MEMBER}
    return PlanCalendars(
        calendar,
        {one: layered(calendar, members[one]) for one in member_ids if one in members},
        {one.id: layered(calendar, one) for one in book.own if one.owner is CalendarOwner.SHARED},
    )


def layered(above: WorkCalendar, own: OwnCalendar) -> WorkCalendar:
    """The calendar above with what the owner says for itself."""
    calendar = above if own.weekly is None else with_week(above, own.weekly)
    is_leave = own.owner is CalendarOwner.MEMBER
    days = tuple(day for span in own.spans for day in _days_of(span, is_leave=is_leave))
    return calendar.with_exceptions(days) if days else calendar


def with_week(above: WorkCalendar, week: Week) -> WorkCalendar:
    """Other working hours in the week; the longest day of it is one workday."""
    by_day = [tuple(Shift(hours.starts_at, hours.ends_at) for hours in day) for day in week]
    ordinary = max(by_day, key=lambda shifts: sum(shift.minutes for shift in shifts))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(bool, by_day)
    return WorkCalendar(
        weekly=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
        exceptions=above.exceptions,
        holidays=above.holidays,
        published_years=above.published_years,
        shifts=ordinary,
        weekly_shifts=tuple(() if shifts == ordinary else shifts for shifts in by_day),
    )


def week_of(calendar: WorkCalendar) -> Week:
    """The working hours of an ordinary week."""
    by_day = calendar.weekly_shifts or ((),) * _DAYS_OF_WEEK
    return tuple(
        tuple(WorkHours(shift.starts_at, shift.ends_at) for shift in own or calendar.shifts) if is_worked else ()
        for is_worked, own in zip(calendar.weekly, by_day, strict=True)
    )


def check_week(week: Week) -> None:
    """Raises CalendarInvalid."""
    if len(week) != _DAYS_OF_WEEK or not any(week):
        raise CalendarInvalid(field="weekly")
    for day in week:
        check_shifts(day)


def check_shifts(shifts: Sequence[WorkHours]) -> None:
    """In order, apart, each longer than nothing. Raises CalendarInvalid."""
    if len(shifts) > SHIFTS_LIMIT:
        raise CalendarInvalid(field="shifts", most=SHIFTS_LIMIT)
    reached = 0
    for hours in shifts:
        start, end = _minute(hours.starts_at), _minute(hours.ends_at) or _MINUTES_OF_DAY
        if start < reached or end <= start:
            raise CalendarInvalid(field="shifts")
        reached = end


def check_span(first_on: date, last_on: date, shifts: Sequence[WorkHours]) -> None:
    """Raises CalendarInvalid."""
    if not 0 <= (last_on - first_on).days < LONGEST_SPAN:
        raise CalendarInvalid(field="last_on", most=LONGEST_SPAN)
    check_shifts(shifts)


def clean_name(name: str) -> str:
    """One printable line, cut at ``NAME_LENGTH``; nothing stays nothing."""
    return " ".join("".join(character for character in name if character.isprintable()).split())[:NAME_LENGTH]


def _days_of(span: CalendarSpan, *, is_leave: bool) -> Iterator[CalendarException]:
    shifts = tuple(Shift(hours.starts_at, hours.ends_at) for hours in span.shifts)
    for offset in range((span.last_on - span.first_on).days + 1):
        on = span.first_on + timedelta(days=offset)
        yield CalendarException(on, bool(shifts), span.name, shifts=shifts, is_leave=is_leave and not shifts)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
