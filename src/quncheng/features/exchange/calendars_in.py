"""What the calendars of a file say beyond the calendar that rules here already: pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.exchange_types import (
    ExchangeCalendar,
    ExchangeException,
    ExchangePlan,
    ExchangeShift,
    RemarkReason,
    Shifts,
)
from quncheng.features.calendars import rules as calendar_rules
from quncheng.features.calendars.errors import CalendarInvalid
from quncheng.features.calendars.types import CalendarSpan, Week, WorkHours
from quncheng.features.exchange.types import Noted

MARGIN = timedelta(days=400)
"""Days before and after the plan for which a calendar still matters."""
ONE_DAY = timedelta(days=1)
SPANS_LIMIT = 700
_MINUTES_OF_DAY = 1_440


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The week, None for the one above; and the spans of days that differ."""

    name: str
    week: Week | None
    spans: tuple[CalendarSpan, ...]

    def __bool__(self) -> bool:
        return self.week is not None or bool(self.spans)


def own_hours(plan: ExchangePlan, uid: int, *, above: WorkCalendar, noted: Noted) -> OwnHours:
    """How a calendar of the file differs from the one above; the spans have no ids yet."""
    chain = _chain(plan, uid)
    week = _week(chain, above, noted)
    ruled = above if week is None else calendar_rules.with_week(above, week)
    horizon = horizon_of(plan)
    wished = _wished_spans(chain, horizon) if horizon is not None else ()
    spans = [span for span in wished if _differs(span, ruled)]
    if len(spans) > SPANS_LIMIT:
        noted.add(RemarkReason.TOO_LONG, "Calendar/Exceptions", len(spans))
    return OwnHours(chain[-1].name, week, tuple(spans[:SPANS_LIMIT]))


def horizon_of(plan: ExchangePlan) -> tuple[date, date] | None:
    """The days that the plan touches, with a margin; None for a plan without dates."""
    moments = [plan.starts_at, plan.finishes_at]
    for task in plan.tasks:
        moments += (task.planned_start, task.planned_finish)
    days = [moment.date() for moment in moments if moment is not None and 1980 <= moment.year <= 2200]
    return (min(days) - MARGIN, max(days) + MARGIN) if days else None


def hours_on(calendar: WorkCalendar, day: date) -> Shifts:
    """The working hours of one day."""
    exception = calendar.exception_on(day)
    if exception is None:
        if not calendar.weekly[day.weekday()]:
            return ()
        own = calendar.weekly_shifts[day.weekday()] if calendar.weekly_shifts else ()
        shifts = own or calendar.shifts
    else:
        shifts = (exception.shifts or calendar.shifts) if exception.is_workday else ()
    return tuple(ExchangeShift(*shift.span) for shift in shifts)


def _chain(plan: ExchangePlan, uid: int) -> list[ExchangeCalendar]:
    """From the base of all to the calendar itself; the reader has made sure that it ends."""
    by_uid = {calendar.uid: calendar for calendar in plan.calendars}
    chain = [by_uid[uid]]
    while chain[0].base_uid is not None:
        chain.insert(0, by_uid[chain[0].base_uid])
    return chain


def _week(chain: Sequence[ExchangeCalendar], above: WorkCalendar, noted: Noted) -> Week | None:
    usual = calendar_rules.week_of(above)
    days: list[tuple[WorkHours, ...]] = []
    for weekday in range(7):
        said = [calendar.week[weekday] for calendar in chain if calendar.week[weekday] is not None]
        days.append(usual[weekday] if not said else _to_hours(said[-1] or ()))
    week = tuple(days)
    if week == usual:
        return None
    try:
        calendar_rules.check_week(week)
    except CalendarInvalid:
        noted.add(RemarkReason.OUT_OF_RANGE, "Calendar/WeekDays", chain[-1].name)
        return None
    return week


def _wished_spans(chain: Iterable[ExchangeCalendar], horizon: tuple[date, date]) -> tuple[CalendarSpan, ...]:
    """Exceptions and other weeks; the nearer calendar wins, a single exception over a week."""
    by_day: dict[date, tuple[Shifts, str]] = {}
    for calendar in chain:
        for week in calendar.weeks:
            for day in _days(week.first_on, week.last_on, horizon):
                shifts = week.week[day.weekday()]
                if shifts is not None:
                    by_day[day] = shifts, week.name
        for exception in calendar.exceptions:
            for day in _days(exception.first_on, exception.last_on, horizon):
                by_day[day] = exception.shifts, exception.name
    return tuple(
        CalendarSpan("", one.first_on, one.last_on, _to_hours(one.shifts), calendar_rules.clean_name(one.name))
        for one in joined(sorted(by_day.items()))
        if _is_sound(one.shifts)
    )


def _days(first_on: date, last_on: date, horizon: tuple[date, date]) -> Iterator[date]:
    day, last = max(first_on, horizon[0]), min(last_on, horizon[1])
    while day <= last:
        yield day
        day += ONE_DAY


def joined(days: Iterable[tuple[date, tuple[Shifts, str]]]) -> Iterator[ExchangeException]:
    """Neighbouring days of the same hours and name as one exception."""
    open_one: ExchangeException | None = None
    for day, (shifts, name) in days:
        if (
            open_one is not None
            and (open_one.shifts, open_one.name) == (shifts, name)
            and open_one.last_on + ONE_DAY == day
            and (day - open_one.first_on).days < calendar_rules.LONGEST_SPAN
        ):
            open_one = ExchangeException(open_one.first_on, day, shifts, name)
            continue
        if open_one is not None:
            yield open_one
        open_one = ExchangeException(day, day, shifts, name)
    if open_one is not None:
        yield open_one


def _differs(span: CalendarSpan, ruled: WorkCalendar) -> bool:
    day = span.first_on
    while day <= span.last_on:
        if _to_hours(hours_on(ruled, day)) != span.shifts:
            return True
        day += ONE_DAY
    return False


def _is_sound(shifts: Shifts) -> bool:
    try:
        calendar_rules.check_shifts(_to_hours(shifts))
    except CalendarInvalid:
        return False
    return True


def _to_hours(shifts: Shifts) -> tuple[WorkHours, ...]:
    return tuple(WorkHours(_time(shift.from_minute), _time(shift.to_minute)) for shift in shifts)


def _time(minute: int) -> time:
    return time(*divmod(minute % _MINUTES_OF_DAY, 60))
