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
    """Arithmetic on the week, corrected by what the days that differ from it have changed up to a moment."""

    __slots__ = ("_after", "_before", "_changed", "_days", "_ordinals", "_per_week", "_week", "_week_before", "day")

    def __init__(self, weekly: Sequence[Spans], exceptions: Mapping[int, Spans], *, day: int) -> None:
        self.day = day
        """Minutes of an ordinary full day."""
        self._week = [_day_table(spans) for spans in weekly]
        self._week_before = [sum(len(begins) for _, begins in self._week[:count]) for count in range(8)]
        self._per_week = self._week_before[7]
        self._ordinals = sorted(exceptions)
        self._days = [_day_table(exceptions[ordinal]) for ordinal in self._ordinals]
        self._changed = [0]
        """By how much the week is wrong, after so many of the days that differ."""
        self._before: list[int] = []
        self._after: list[int] = []
        for ordinal, (_, begins) in zip(self._ordinals, self._days, strict=True):
            before = self._by_week(ordinal) + self._changed[-1]
            self._before.append(before)
            self._after.append(before + len(begins))
            self._changed.append(before + len(begins) - self._by_week(ordinal + 1))

    def until(self, moment: int) -> int:
        """The minutes worked before the moment."""
        ordinal, minute = divmod(moment, MINUTES_OF_DAY)
        passed = bisect_right(self._ordinals, ordinal)
        if passed and self._ordinals[passed - 1] == ordinal:
            return self._before[passed - 1] + self._days[passed - 1][0][minute]
        weeks, weekday = divmod(ordinal - 1, 7)
        worked = weeks * self._per_week + self._week_before[weekday] + self._week[weekday][0][minute]
        return worked + self._changed[passed]

    def start(self, worked: int) -> int:
        """The moment at which work goes on after so many minutes."""
        passed = bisect_right(self._before, worked)
        if passed and worked < self._after[passed - 1]:
            row = passed - 1
            return self._ordinals[row] * MINUTES_OF_DAY + self._days[row][1][worked - self._before[row]]
        weeks, rest = divmod(worked - self._changed[passed], self._per_week)
        weekday = bisect_right(self._week_before, rest) - 1
        day = weeks * 7 + weekday + 1
        return day * MINUTES_OF_DAY + self._week[weekday][1][rest - self._week_before[weekday]]

    def finish(self, worked: int) -> int:
        """The moment at which so many minutes have been worked."""
        return self.start(worked - 1) + 1

    def of_day(self, ordinal: int) -> int:
        """The minutes worked on a day."""
        start = ordinal * MINUTES_OF_DAY
        return self.until(start + MINUTES_OF_DAY) - self.until(start)

    def last_start(self, moment: int) -> int:
        """The largest count of worked minutes at which work can begin that begins no later than the moment."""
        worked = self.until(moment)
        return worked if self.start(worked) <= moment else worked - 1

    def _by_week(self, ordinal: int) -> int:
        weeks, days = divmod(ordinal - 1, 7)
        return weeks * self._per_week + self._week_before[days]


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
