"""The time axis of a plan's picture: months, days or weeks, days off shaded, make-up days marked, today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, zip_longest

from quncheng.engine.calendar import DayKind, WorkCalendar
from quncheng.features.plans.svg import line, measure, rectangle, text

_DAY_OFF = "#eef0f3"
_HOLIDAY = "#fdeaea"
_MAKEUP = "#b25a00"
_HOLIDAY_INK = "#c02a2a"
_GRID = "#e3e6ea"
_INK = "#1f2329"
_SOFT_INK = "#646a73"
_TODAY = "#e5484d"
_DAY_INKS = {
    DayKind.WORKDAY: _INK,
    DayKind.MAKEUP_WORKDAY: _MAKEUP,
    DayKind.HOLIDAY: _HOLIDAY_INK,
    DayKind.DAY_OFF: "#8f959e",
}
HEIGHT = 122
_TODAY_TOP = 4
_MONTHS_LINE = 56
_MARKS_LINE = 84
_DAYS_LINE = 110
_SIZE = 21
_MARK_SIZE = 18
_ONE_DAY = timedelta(days=1)
_SHORTEST_SPAN = 14
_NARROWEST_DAY_NUMBER = 30
_NARROWEST_SHADE = 3.0
_MONTHS_BY_WIDTH = ((60, range(1, 13)), (20, (1, 4, 7, 10)), (0, (1,)))
_WEEKS_APART = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Maps days, first to last, to the pixels from left to right; the axis is at the top, bars below it."""

    first: date
    last: date
    left: int
    right: int
    top: int
    bottom: int

    @property
    def body(self) -> int:
        """Where the axis ends and the bars begin."""
        return self.top + HEIGHT

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def x(self, day: date) -> float:
        """Where the day begins."""
        return self.left + (day - self.first).days * self.day_width

    def days(self) -> Iterator[date]:
        return (self.first + count * _ONE_DAY for count in range((self.last - self.first).days + 1))


def span_of(spans: Sequence[tuple[date, date]], *, today: date) -> tuple[date, date]:
    """From the Monday before the first day to the Sunday after the last, at least two weeks."""
    first = min((start for start, _ in spans), default=today)
    last = max((finish for _, finish in spans), default=today)
    first -= first.weekday() * _ONE_DAY
    last = max(last, first + (_SHORTEST_SPAN - 1) * _ONE_DAY)
    return first, last + (6 - last.weekday()) * _ONE_DAY


def draw(axis: Timeline, *, calendar: WorkCalendar, today: date) -> Iterator[str]:
    if axis.day_width >= _NARROWEST_SHADE:
        yield from _free_and_extra_days(axis, calendar)
    else:
        yield from _years(axis)
    yield from _months(axis)
    yield from _day_numbers(axis, calendar) if axis.day_width >= _NARROWEST_DAY_NUMBER else _week_numbers(axis)
    yield line(0, axis.body, x2=axis.right, y2=axis.body, stroke=_GRID, width=2)
    if axis.first <= today <= axis.last:
        yield from _today(axis, today)


def _free_and_extra_days(axis: Timeline, calendar: WorkCalendar) -> Iterator[str]:
    """Days off shaded; holidays named and make-up days marked between the months and the days."""
    y = axis.top + _MARKS_LINE
    for first, last, kind in _runs(axis, calendar):
        x, width = axis.x(first), axis.x(last + _ONE_DAY) - axis.x(first)
        if kind is DayKind.MAKEUP_WORKDAY:
            yield text("班", x + width / 2, y=y, size=_MARK_SIZE, fill=_MAKEUP, anchor="middle")
        elif kind is not DayKind.WORKDAY:
            fill = _HOLIDAY if kind is DayKind.HOLIDAY else _DAY_OFF
            yield rectangle(x, axis.body, width=width, height=axis.bottom - axis.body, fill=fill)
        if kind is DayKind.HOLIDAY:
            name = calendar.day_name(first)
            name = name if width >= measure(name, size=_MARK_SIZE) else "休"
            yield text(name, x + width / 2, y=y, size=_MARK_SIZE, fill=_HOLIDAY_INK, anchor="middle")


def _runs(axis: Timeline, calendar: WorkCalendar) -> Iterator[tuple[date, date, DayKind]]:
    for kind, days in groupby(axis.days(), key=calendar.day_kind):
        first, *rest = days
        yield first, rest[-1] if rest else first, kind


def _months(axis: Timeline) -> Iterator[str]:
    starts = [day for day in axis.days() if day == axis.first or (day.day == 1 and day.month in _named_months(axis))]
    for start, following in zip_longest(starts, starts[1:]):
        x = axis.x(start)
        end = axis.right if following is None else axis.x(following)
        if start != axis.first:
            yield line(x, axis.top + _MONTHS_LINE - 18, x2=x, y2=axis.bottom, stroke=_GRID, width=2)
        month = f"{start.month}月"
        names = (f"{start.year}年{month}", month) if start.month == 1 or start == axis.first else (month,)
        name = next((name for name in names if x + measure(name, size=_SIZE) + 10 <= end), None)
        if name is not None:
            yield text(name, x + 6, y=axis.top + _MONTHS_LINE, size=_SIZE, fill=_INK)


def _years(axis: Timeline) -> Iterator[str]:
    free_from = 0.0
    for year in range(axis.first.year, axis.last.year + 1):
        x = axis.x(max(axis.first, date(year, 1, 1))) + 6
        name = f"{year}年"
        if free_from <= x <= axis.right - measure(name, size=_SIZE):
            yield text(name, x, y=axis.top + _DAYS_LINE, size=_SIZE, fill=_SOFT_INK)
            free_from = x + measure(name, size=_SIZE) + 10


def _named_months(axis: Timeline) -> Sequence[int]:
    """Every month where its name fits, otherwise the quarters, otherwise the years."""
    month_width = 30 * axis.day_width
    return next(months for narrowest, months in _MONTHS_BY_WIDTH if month_width >= narrowest)


def _day_numbers(axis: Timeline, calendar: WorkCalendar) -> Iterator[str]:
    for day in axis.days():
        fill = _DAY_INKS[calendar.day_kind(day)]
        middle = axis.x(day) + axis.day_width / 2
        yield text(str(day.day), middle, y=axis.top + _DAYS_LINE, size=_SIZE, fill=fill, anchor="middle")


def _week_numbers(axis: Timeline) -> Iterator[str]:
    room = measure("12/28", size=_SIZE) + 10
    step = next((weeks for weeks in _WEEKS_APART if weeks * 7 * axis.day_width >= room), None)
    if step is None:
        return
    for monday in [day for day in axis.days() if day.weekday() == 0][::step]:
        x = axis.x(monday)
        yield line(x, axis.body, x2=x, y2=axis.bottom, stroke=_GRID)
        yield text(f"{monday.month}/{monday.day}", x + 4, y=axis.top + _DAYS_LINE, size=_SIZE, fill=_SOFT_INK)


def _today(axis: Timeline, today: date) -> Iterator[str]:
    x = axis.x(today) + axis.day_width / 2
    label = f"今天 {today.month}/{today.day}"
    half = measure(label, size=_SIZE) / 2 + 8
    middle = min(max(x, axis.left + half), axis.right - half)
    top = axis.top + _TODAY_TOP
    yield line(x, axis.body, x2=x, y2=axis.bottom, stroke=_TODAY, width=3)
    yield rectangle(middle - half, top, width=2 * half, height=30, fill=_TODAY, radius=6)
    yield text(label, middle, y=top + 23, size=_SIZE, fill="#ffffff", anchor="middle")
