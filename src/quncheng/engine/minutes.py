"""Working time in minutes: how much is worked before a moment, and when so much has been worked.

Moments are whole minutes of local wall time, ``date.toordinal() * 1440 + minute``. Worked minutes are counted from the
year 1, so that a duration is plain addition. All moments between the end of one shift and the start of the next have
the same count; work that begins there begins at the last of them, work that ends there ended at the first.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from quncheng.engine.errors import DateOutOfRange

MINUTES_OF_DAY = 24 * 60
_MIDNIGHT = time()

Spans = tuple[tuple[int, int], ...]
"""First minute and the minute after the last, of each stretch worked in a day."""


class WorkMinutes:
    """A table between the first and the last day that differs from the week, arithmetic on the week outside."""

    __slots__ = (
        "_before",
        "_days",
        "_first",
        "_inside",
        "_last",
        "_offset",
        "_per_week",
        "_week",
        "_week_before",
        "day",
    )

    def __init__(self, weekly: Sequence[Spans], exceptions: Mapping[int, Spans], *, day: int) -> None:
        self.day = day
        """Minutes of an ordinary full day."""
        self._week = [_day_table(spans) for spans in weekly]
        self._week_before = [sum(len(table[1]) for table in self._week[:count]) for count in range(8)]
        self._per_week = self._week_before[7]
        self._first = min(exceptions, default=1)
        self._last = max(exceptions, default=0)
        self._days = [
            _day_table(exceptions[ordinal]) if ordinal in exceptions else self._week[(ordinal - 1) % 7]
            for ordinal in range(self._first, self._last + 1)
        ]
        worked = self._by_week(self._first)
        self._before = [worked]
        for _, begins in self._days:
            worked += len(begins)
            self._before.append(worked)
        self._offset = worked - self._by_week(self._last + 1)

    def until(self, moment: int) -> int:
        """The minutes worked before the moment."""
        ordinal, minute = divmod(moment, MINUTES_OF_DAY)
        row = ordinal - self._first
        if row < 0:
            return self._by_week(ordinal) + self._week[(ordinal - 1) % 7][0][minute]
        if ordinal > self._last:
            return self._by_week(ordinal) + self._offset + self._week[(ordinal - 1) % 7][0][minute]
        return self._before[row] + self._days[row][0][minute]

    def start(self, worked: int) -> int:
        """The moment at which work goes on after so many minutes."""
        before = self._before
        if worked < before[0]:
            return self._start_by_week(worked)
        if worked >= before[-1]:
            return self._start_by_week(worked - self._offset)
        row = bisect_right(before, worked) - 1
        return (self._first + row) * MINUTES_OF_DAY + self._days[row][1][worked - before[row]]

    def finish(self, worked: int) -> int:
        """The moment at which so many minutes have been worked."""
        return self.start(worked - 1) + 1

    def of_day(self, ordinal: int) -> int:
        """The minutes worked on a day."""
        if self._first <= ordinal <= self._last:
            return len(self._days[ordinal - self._first][1])
        return len(self._week[(ordinal - 1) % 7][1])

    def last_start(self, moment: int) -> int:
        """The largest count of worked minutes at which work can begin that begins no later than the moment."""
        worked = self.until(moment)
        return worked if self.start(worked) <= moment else worked - 1

    def _by_week(self, ordinal: int) -> int:
        weeks, days = divmod(ordinal - 1, 7)
        return weeks * self._per_week + self._week_before[days]

    def _start_by_week(self, worked: int) -> int:
        weeks, rest = divmod(worked, self._per_week)
        weekday = bisect_right(self._week_before, rest) - 1
        ordinal = weeks * 7 + weekday + 1
        return ordinal * MINUTES_OF_DAY + self._week[weekday][1][rest - self._week_before[weekday]]


@lru_cache(maxsize=256)
def _day_table(spans: Spans) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each minute of the day what is worked before it; for each worked minute when it begins."""
    begins = tuple(minute for first, after in spans for minute in range(first, after))
    worked = set(begins)
    before, count = list[int](), 0
    for minute in range(MINUTES_OF_DAY):
        before.append(count)
        count += minute in worked
    return tuple(before), begins


def day_start(day: date) -> int:
    return day.toordinal() * MINUTES_OF_DAY


def to_minute(moment: date | datetime, *, is_end: bool) -> int:
    """A day is its beginning, or its end."""
    if isinstance(moment, datetime):
        return moment.toordinal() * MINUTES_OF_DAY + moment.hour * 60 + moment.minute
    return (moment.toordinal() + is_end) * MINUTES_OF_DAY


def start_day(minute: int) -> date:
    """The day on which something begins. Raises DateOutOfRange."""
    return _to_date(minute // MINUTES_OF_DAY)


def finish_day(minute: int) -> date:
    """The day on which something ends; midnight belongs to the day before. Raises DateOutOfRange."""
    return _to_date((minute - 1) // MINUTES_OF_DAY)


def to_days(moments: tuple[int, int]) -> tuple[date, date]:
    """The days of a start and a finish; an event is on one day. Raises DateOutOfRange."""
    start, finish = moments
    last = finish_day(finish)
    return (last if start == finish else start_day(start)), last


def to_datetime(minute: int) -> datetime:
    """Raises DateOutOfRange."""
    ordinal, rest = divmod(minute, MINUTES_OF_DAY)
    return datetime.combine(_to_date(ordinal), _MIDNIGHT) + timedelta(minutes=rest)


def _to_date(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise DateOutOfRange from error
