"""The working calendar: which days are worked, and arithmetic that counts only those."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum

from quncheng.engine.errors import DateOutOfRange
from quncheng.engine.minutes import MINUTES_OF_DAY, Spans, WorkMinutes


class DayKind(StrEnum):
    WORKDAY = "workday"
    MAKEUP_WORKDAY = "makeup_workday"
    """Worked although the weekly pattern says otherwise (调休上班日)."""
    DAY_OFF = "day_off"
    """Free by the weekly pattern."""
    HOLIDAY = "holiday"
    """Free although the weekly pattern says otherwise, or free with a name."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of working time in a day; one that ends at midnight ends at ``time(0)``."""

    starts_at: time
    ends_at: time

    @property
    def span(self) -> tuple[int, int]:
        """First minute of the day, and the minute after the last."""
        return _minute(self.starts_at), _minute(self.ends_at) or MINUTES_OF_DAY

    @property
    def minutes(self) -> int:
        first, after = self.span
        return after - first


@dataclass(frozen=True, slots=True)
class CalendarException:
    """One day that differs from the weekly pattern, with the reason people know it by."""

    on: date
    is_workday: bool
    name: str = ""
    shifts: tuple[Shift, ...] = ()
    """The hours worked on this day, as in a half day; empty for those of an ordinary day."""
    is_leave: bool = False
    """Free for this person, not for everybody."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A break as people live it: first to last free day, the weekend beside it included.

    Two festivals that share a break (国庆节 and 中秋节 in 2025) are two holidays with the same days.
    """

    name: str
    first_on: date
    last_on: date
    festival_on: date
    """The day the break is named for; the break of 元旦 can begin in the year before."""


ORDINARY_SHIFTS = (Shift(time(9), time(12)), Shift(time(13), time(18)))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


WEEKDAYS_ONLY = (True, True, True, True, True, False, False)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A weekly pattern (Monday first), the days that differ from it, and what is officially known.

    Every workday has a number; the numbers are consecutive, so that working-day arithmetic is plain addition.
    """

    weekly: tuple[bool, bool, bool, bool, bool, bool, bool] = WEEKDAYS_ONLY
    exceptions: tuple[CalendarException, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    published_years: frozenset[int] = frozenset()
    shifts: tuple[Shift, ...] = ORDINARY_SHIFTS
    """The hours of an ordinary full day; what is worked in them is the length of one workday."""
    weekly_shifts: tuple[tuple[Shift, ...], ...] = ()
    """The hours of each weekday where they differ from the ordinary ones, empty where they do not."""
    _by_day: Mapping[date, CalendarException] = field(init=False, repr=False, compare=False)
    _numbers: "_WorkdayNumbers" = field(init=False, repr=False, compare=False)
    _minutes: list[WorkMinutes] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not any(self.weekly):
            raise ValueError("a working calendar needs at least one workday in the week")
        if not _is_in_order(self.shifts) or not all(_is_in_order(one) for one in self.weekly_shifts if one):
            raise ValueError("the shifts of a day follow each other")
        by_day = {exception.on: exception for exception in self.exceptions}
        object.__setattr__(self, "_by_day", by_day)
        object.__setattr__(self, "_numbers", _WorkdayNumbers(self.weekly, by_day))
        object.__setattr__(self, "_minutes", [])

    @property
    def minutes(self) -> WorkMinutes:
        """The calendar in working minutes; built when first asked for."""
        if not self._minutes:
            weekly = tuple(self._spans_of_weekday(weekday) for weekday in range(7))
            by_day = {exception.on.toordinal(): self._spans_of(exception) for exception in self.exceptions}
            ordinary = sum(shift.minutes for shift in self.shifts)
            self._minutes.append(WorkMinutes(weekly, by_day, day=ordinary))
        return self._minutes[0]

    @property
    def day_starts_at(self) -> time:
        return self.shifts[0].starts_at

    @property
    def day_ends_at(self) -> time:
        return self.shifts[-1].ends_at

    def is_workday(self, day: date) -> bool:
        exception = self._by_day.get(day)
        return self.weekly[day.weekday()] if exception is None else exception.is_workday

    def day_kind(self, day: date) -> DayKind:
        exception = self._by_day.get(day)
        if exception is None:
            return DayKind.WORKDAY if self.weekly[day.weekday()] else DayKind.DAY_OFF
        if not exception.is_workday:
            return DayKind.HOLIDAY
        return DayKind.WORKDAY if self.weekly[day.weekday()] else DayKind.MAKEUP_WORKDAY

    def day_name(self, day: date) -> str:
        """Why the day differs from the weekly pattern, such as 国庆节; empty for an ordinary day."""
        exception = self._by_day.get(day)
        return "" if exception is None else exception.name

    def exception_on(self, day: date) -> CalendarException | None:
        """How the day differs from the weekly pattern."""
        return self._by_day.get(day)

    def next_workday(self, day: date) -> date:
        """The day itself if it is worked, otherwise the first workday after it."""
        return day if self.is_workday(day) else self.workday_at(self.workday_number(day) + 1)

    def previous_workday(self, day: date) -> date:
        """The day itself if it is worked, otherwise the last workday before it."""
        return self.workday_at(self.workday_number(day))

    def add_workdays(self, day: date, count: int) -> date:
        """The count-th workday after the day, or before it if the count is negative; the day itself for zero."""
        if count == 0:
            return day
        number = self.workday_number(day)
        if count < 0 and not self.is_workday(day):
            number += 1
        return self.workday_at(number + count)

    def count_workdays(self, first: date, last: date) -> int:
        """Workdays from the first day to the last, both included; zero when the last lies before the first."""
        if last < first:
            return 0
        return self.workday_number(last) - self.workday_number(first) + self.is_workday(first)

    def workday_number(self, day: date) -> int:
        """The number of the last workday up to and including this day."""
        return self._numbers.number(day.toordinal())

    def workday_at(self, number: int) -> date:
        """The workday with this number. Raises DateOutOfRange."""
        return self._numbers.day(number)

    def is_published(self, year: int) -> bool:
        """Whether the breaks and make-up days of the year are officially known."""
        return year in self.published_years

    def holiday_named(self, name: str, *, year: int) -> Holiday | None:
        """The break of a festival by its official name; None when that year's breaks are not published."""
        return next(
            (holiday for holiday in self.holidays if holiday.name == name and holiday.festival_on.year == year), None
        )

    def with_exceptions(self, changes: Iterable[CalendarException]) -> "WorkCalendar":
        """The same calendar with days of an organization's own, which win over the official ones."""
        merged = dict(self._by_day) | {change.on: change for change in changes}
        return replace(self, exceptions=tuple(merged[day] for day in sorted(merged)))

    def layered(self, layer: "CalendarLayer") -> "WorkCalendar":
        """This calendar as a project, a person or a task differs from it: the nearest wins."""
        own = self if layer.weekly is None else replace(self, weekly=layer.weekly, weekly_shifts=())
        if layer.shifts:
            own = replace(own, shifts=layer.shifts, weekly_shifts=())
        return own.with_exceptions(layer.exceptions) if layer.exceptions else own

    def _spans_of_weekday(self, weekday: int) -> Spans:
        own = self.weekly_shifts[weekday] if self.weekly_shifts else ()
        return tuple(shift.span for shift in own or self.shifts) if self.weekly[weekday] else ()

    def _spans_of(self, exception: CalendarException) -> Spans:
        if not exception.is_workday:
            return ()
        if exception.shifts:
            return tuple(shift.span for shift in exception.shifts)
        # A make-up day is worked in the ordinary hours, not in those of the weekend it falls on.
        weekday = exception.on.weekday()
        return self._spans_of_weekday(weekday) or tuple(shift.span for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class CalendarLayer:
    """What a project, a person or a task has of its own; None and empty where it follows the calendar below."""

    weekly: tuple[bool, bool, bool, bool, bool, bool, bool] | None = None
    shifts: tuple[Shift, ...] = ()
    exceptions: tuple[CalendarException, ...] = ()


def _is_in_order(shifts: Sequence[Shift]) -> bool:
    edges = [minute for shift in shifts for minute in shift.span]
    return (
        bool(edges)
        and all(first < second for first, second in zip(edges[::2], edges[1::2], strict=True))
        and (edges == sorted(edges))
    )


class _WorkdayNumbers:
    """Numbers the workdays: a table between the first and the last exception, arithmetic on the week outside."""

    __slots__ = ("_days", "_first", "_last", "_numbers", "_offset", "_per_week", "_prefix", "_start")

    def __init__(self, weekly: Sequence[bool], by_day: Mapping[date, CalendarException]) -> None:
        # Ordinal 1 is a Monday, so the days of a week are counted from ordinal - 1.
        self._prefix = [sum(weekly[:count]) for count in range(8)]
        self._per_week = self._prefix[7]
        self._days = array("i")
        self._numbers = array("i")
        ordinals = {day.toordinal(): exception.is_workday for day, exception in by_day.items()}
        self._first = min(ordinals, default=1)
        self._last = max(ordinals, default=0)
        self._start = number = self._weekly_number(self._first - 1)
        for ordinal in range(self._first, self._last + 1):
            if ordinals.get(ordinal, weekly[(ordinal - 1) % 7]):
                number += 1
                self._days.append(ordinal)
            self._numbers.append(number)
        self._offset = number - self._weekly_number(self._last)

    def number(self, ordinal: int) -> int:
        if ordinal < self._first:
            return self._weekly_number(ordinal)
        if ordinal > self._last:
            return self._weekly_number(ordinal) + self._offset
        return self._numbers[ordinal - self._first]

    def day(self, number: int) -> date:
        position = number - self._start - 1
        try:
            if position < 0:
                return date.fromordinal(self._weekly_day(number))
            if position >= len(self._days):
                return date.fromordinal(self._weekly_day(number - self._offset))
            return date.fromordinal(self._days[position])
        except (ValueError, OverflowError) as error:
            raise DateOutOfRange from error

    def _weekly_number(self, ordinal: int) -> int:
        weeks, days = divmod(ordinal, 7)
        return weeks * self._per_week + self._prefix[days]

    def _weekly_day(self, number: int) -> int:
        weeks, rest = divmod(number - 1, self._per_week)
        return weeks * 7 + self._prefix.index(rest + 1)
