"""How Microsoft Project's XML writes single values: lengths, moments, times of day, and the numbers of its choices.

The schema: https://learn.microsoft.com/office-project/xml-data-interchange/introduction-to-project-xml-data
"""

import re
from datetime import datetime
from functools import lru_cache

from quncheng.engine.exchange_types import DurationUnit, ExchangeDuration
from quncheng.engine.types import ConstraintType, Lag, LagUnit, LinkType

NAMESPACE = "http://schemas.microsoft.com/project"
NAMESPACES = frozenset({NAMESPACE, f"{NAMESPACE}/2007", ""})

LINK_TYPES = {"0": LinkType.FF, "1": LinkType.FS, "2": LinkType.SF, "3": LinkType.SS}
LINK_CODES = {link: code for code, link in LINK_TYPES.items()}
CONSTRAINTS = {
    "0": ConstraintType.AS_SOON_AS_POSSIBLE,
    "1": ConstraintType.AS_LATE_AS_POSSIBLE,
    "2": ConstraintType.MUST_START_ON,
    "3": ConstraintType.MUST_FINISH_ON,
    "4": ConstraintType.START_NO_EARLIER_THAN,
    "5": ConstraintType.START_NO_LATER_THAN,
    "6": ConstraintType.FINISH_NO_EARLIER_THAN,
    "7": ConstraintType.FINISH_NO_LATER_THAN,
}
CONSTRAINT_CODES = {constraint: code for code, constraint in CONSTRAINTS.items()}
DATELESS = frozenset({ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE})

UNITS = {
    3: DurationUnit.MINUTE,
    5: DurationUnit.HOUR,
    7: DurationUnit.DAY,
    9: DurationUnit.WEEK,
    11: DurationUnit.MONTH,
}
UNIT_CODES = {unit: code for code, unit in UNITS.items()}
PERCENT, NO_FORMAT = 19, 21
ESTIMATED = 32
"""Added to the number of a unit that carries a question mark."""
DAY_FORMAT = 7
MINUTES_OF_ELAPSED = {LagUnit.ELAPSED_DAY: 1440, LagUnit.ELAPSED_HOUR: 60}
LAG_CODES = {
    LagUnit.DAY: 7,
    LagUnit.HOUR: 5,
    LagUnit.ELAPSED_DAY: 8,
    LagUnit.ELAPSED_HOUR: 6,
    LagUnit.PERCENT: 19,
    LagUnit.ELAPSED_PERCENT: 20,
}
LENGTH = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d*)?S)?)?")
END_OF_DAY = 1440
MOST_MINUTES = 60 * 24 * 366 * 200


@lru_cache(maxsize=4096)
def read_minutes(text: str) -> int | None:
    """Of ``PT40H0M0S``; the seconds are rounded."""
    match = LENGTH.fullmatch(text)
    if match is None or text in {"P", "PT"}:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = days * END_OF_DAY + hours * 60 + minutes + (seconds + 30) // 60
    return total if total <= MOST_MINUTES else None


def write_minutes(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


@lru_cache(maxsize=4096)
def read_duration(text: str, form: str, *, is_estimated: bool = False) -> ExchangeDuration | None:
    minutes = read_minutes(text)
    if minutes is None:
        return None
    code = int(form) if form.isdecimal() and len(form) < 3 else NO_FORMAT
    if code >= ESTIMATED:
        code, is_estimated = code - ESTIMATED, True
    is_elapsed = code not in {PERCENT, NO_FORMAT} and code % 2 == 0
    unit = UNITS.get(code - 1 if is_elapsed else code, DurationUnit.DAY)
    return ExchangeDuration(minutes, unit, is_elapsed, is_estimated)


def duration_format(duration: ExchangeDuration) -> int:
    return UNIT_CODES[duration.unit] + duration.is_elapsed + (ESTIMATED if duration.is_estimated else 0)


def read_moment(text: str) -> datetime | None:
    """Local, as it is written; a zone that some tools add is no part of the plan."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None


def write_moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment.year >= 1000 else moment.isoformat(timespec="seconds")


@lru_cache(maxsize=256)
def read_minute_of_day(text: str) -> int | None:
    match = re.match(r"(\d{1,2}):(\d{2})", text)
    if match is None:
        return None
    minute = int(match[1]) * 60 + int(match[2])
    return minute if minute <= END_OF_DAY else None


def write_minute_of_day(minute: int) -> str:
    return f"{minute % END_OF_DAY // 60:02d}:{minute % 60:02d}:00"


def read_lag(amount: int, form: int, *, minutes_per_day: int) -> Lag:
    """``amount`` counts tenths of a minute, or whole percents of the predecessor."""
    code = form - ESTIMATED if form >= ESTIMATED else form
    if code in {PERCENT, PERCENT + 1}:
        return Lag(amount, LagUnit.PERCENT if code == PERCENT else LagUnit.ELAPSED_PERCENT)
    if code != NO_FORMAT and code % 2 == 0:
        unit = LagUnit.ELAPSED_HOUR if code in {4, 6} else LagUnit.ELAPSED_DAY
        return Lag(amount / (MINUTES_OF_ELAPSED[unit] * 10), unit)
    if code in {3, 5}:
        return Lag(amount / 600, LagUnit.HOUR)
    return Lag(amount / (minutes_per_day * 10), LagUnit.DAY)


def write_lag(lag: Lag, *, minutes_per_day: int) -> tuple[int, int]:
    """Amount and format."""
    match lag.unit:
        case LagUnit.PERCENT | LagUnit.ELAPSED_PERCENT:
            amount = lag.amount
        case LagUnit.DAY:
            amount = lag.amount * minutes_per_day * 10
        case LagUnit.HOUR:
            amount = lag.amount * 600
        case LagUnit.ELAPSED_DAY | LagUnit.ELAPSED_HOUR:
            amount = lag.amount * MINUTES_OF_ELAPSED[lag.unit] * 10
    return round(amount), LAG_CODES[lag.unit]
