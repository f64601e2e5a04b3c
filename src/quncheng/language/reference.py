"""The day a sentence is said on, and the calendar its working days are counted in."""

import calendar as month_lengths
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.intents import DateHint


@dataclass(frozen=True, slots=True)
class Reference:
    now: datetime
    calendar: WorkCalendar
    looks_back: bool = False
    """What is told is over (周一做完了): weekdays and bare dates lie behind, not ahead."""

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day as one rule read it, before an hour or a word like 前 is added."""

    on: date
    others: tuple[date, ...] = ()
    hints: tuple[DateHint, ...] = ()
    at: time | None = None
    is_deadline: bool = False
    is_period: bool = False
    """A week, month, quarter or holiday: glued to a noun it names a thing (Q4复盘), not a date."""
    before: date | None = None
    """What 前 after it means, when that is not the day itself."""
    after: date | None = None
    """What 后 after it means, when that is not the next workday."""


def add_months(day: date, count: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, last_day_of_month(year, month + 1)))


def last_day_of_month(year: int, month: int) -> int:
    return month_lengths.monthrange(year, month)[1]


def month_end(year: int, month: int) -> date:
    return date(year, month, last_day_of_month(year, month))


def make_date(year: int, month: int, day: int) -> date | None:
    """None for a date that does not exist."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= last_day_of_month(year, month)):
        return None
    return date(year, month, day)
