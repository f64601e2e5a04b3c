"""The official Chinese calendar: festivals, breaks and make-up days as the State Council has published them.

The breaks of a year are known only after the notice in the autumn before. For later years the days that the law
itself makes free are known, and nothing more: `WorkCalendar.is_published` says so.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from chinese_calendar import constants as published

from quncheng.engine.calendar import CalendarException, Holiday, WorkCalendar
from quncheng.engine.lunar import find_lunar_date

NEW_YEAR = "元旦"
SPRING_FESTIVAL = "春节"
QINGMING = "清明节"
LABOUR_DAY = "劳动节"
DRAGON_BOAT = "端午节"
MID_AUTUMN = "中秋节"
NATIONAL_DAY = "国庆节"
VICTORY_DAY = "抗战胜利纪念日"
NEW_YEARS_EVE = "除夕"

FESTIVALS = (NEW_YEAR, SPRING_FESTIVAL, QINGMING, LABOUR_DAY, DRAGON_BOAT, MID_AUTUMN, NATIONAL_DAY)

ALIASES = {
    "元旦": NEW_YEAR,
    "元旦节": NEW_YEAR,
    "阳历年": NEW_YEAR,
    "春节": SPRING_FESTIVAL,
    "过年": SPRING_FESTIVAL,
    "新春": SPRING_FESTIVAL,
    "农历新年": SPRING_FESTIVAL,
    "大年初一": SPRING_FESTIVAL,
    "清明": QINGMING,
    "清明节": QINGMING,
    "劳动节": LABOUR_DAY,
    "五一": LABOUR_DAY,
    "五一节": LABOUR_DAY,
    "五一劳动节": LABOUR_DAY,
    "端午": DRAGON_BOAT,
    "端午节": DRAGON_BOAT,
    "中秋": MID_AUTUMN,
    "中秋节": MID_AUTUMN,
    "国庆": NATIONAL_DAY,
    "国庆节": NATIONAL_DAY,
    "十一国庆": NATIONAL_DAY,
    "十一黄金周": NATIONAL_DAY,
    "除夕": NEW_YEARS_EVE,
    "大年三十": NEW_YEARS_EVE,
    "年三十": NEW_YEARS_EVE,
}
"""What people say, and the official name. 十一 alone is left out: it is also the beginning of 十一月."""

_SEED_NAMES = {
    published.Holiday.new_years_day.value: NEW_YEAR,
    published.Holiday.spring_festival.value: SPRING_FESTIVAL,
    published.Holiday.tomb_sweeping_day.value: QINGMING,
    published.Holiday.labour_day.value: LABOUR_DAY,
    published.Holiday.dragon_boat_festival.value: DRAGON_BOAT,
    published.Holiday.mid_autumn_festival.value: MID_AUTUMN,
    published.Holiday.national_day.value: NATIONAL_DAY,
    published.Holiday.anti_fascist_70th_day.value: VICTORY_DAY,
}

_FIXED_DAYS = {NEW_YEAR: (1, 1), LABOUR_DAY: (5, 1), NATIONAL_DAY: (10, 1), VICTORY_DAY: (9, 3)}
_LUNAR_DAYS = {SPRING_FESTIVAL: (1, 1), DRAGON_BOAT: (5, 5), MID_AUTUMN: (8, 15)}

# 全国年节及纪念日放假办法, in force since 2025-01-01: days before and after the festival that are free by law.
_STATUTORY_SPANS = {
    NEW_YEAR: (0, 0),
    SPRING_FESTIVAL: (-1, 2),
    QINGMING: (0, 0),
    LABOUR_DAY: (0, 1),
    DRAGON_BOAT: (0, 0),
    MID_AUTUMN: (0, 0),
    NATIONAL_DAY: (0, 2),
}
_STATUTORY_YEARS_AHEAD = 10
_ONE_DAY = timedelta(days=1)


@cache
def chinese_calendar() -> WorkCalendar:
    """Monday to Friday with every published break and make-up day, and the statutory days of ten years after."""
    years = frozenset(day.year for day in published.holidays)
    exceptions = [CalendarException(day, False, _SEED_NAMES[name]) for day, name in published.holidays.items()]
    exceptions += [CalendarException(day, True, _SEED_NAMES[name]) for day, name in published.workdays.items()]
    known = {exception.on for exception in exceptions}
    exceptions += [
        CalendarException(day, False, name)
        for day, name in _statutory_days(max(years) + 1, max(years) + _STATUTORY_YEARS_AHEAD)
        if day not in known
    ]
    ordered = tuple(sorted(exceptions, key=lambda exception: exception.on))
    return _with_holidays(WorkCalendar(exceptions=ordered, published_years=years))


def festival_date(name: str, *, year: int) -> date | None:
    """The day of a festival (official name or alias), which is known long before its break is published."""
    official = ALIASES.get(name, name)
    if official in _FIXED_DAYS:
        return date(year, *_FIXED_DAYS[official])
    if official in _LUNAR_DAYS:
        return find_lunar_date(year, *_LUNAR_DAYS[official])
    if official == NEW_YEARS_EVE:
        new_year = find_lunar_date(year, 1, 1)
        return None if new_year is None else new_year - _ONE_DAY
    return _qingming(year) if official == QINGMING else None


def _qingming(year: int) -> date | None:
    # The sun reaches 15 degrees on April 4th or 5th; the approximation holds from 2000 to 2099.
    if not 2000 <= year <= 2099:
        return None
    since = year - 2000
    return date(year, 4, int(since * 0.2422 + 4.81) - since // 4)


def _statutory_days(first_year: int, last_year: int) -> Iterator[tuple[date, str]]:
    taken: set[date] = set()
    for year in range(first_year, last_year + 1):
        for name, (before, after) in _STATUTORY_SPANS.items():
            festival = festival_date(name, year=year)
            if festival is None:
                continue
            for offset in range(before, after + 1):
                day = festival + offset * _ONE_DAY
                if day not in taken:
                    taken.add(day)
                    yield day, name


def _with_holidays(calendar: WorkCalendar) -> WorkCalendar:
    breaks: list[Holiday] = []
    for year in sorted(calendar.published_years):
        for name in (*FESTIVALS, VICTORY_DAY):
            festival = festival_date(name, year=year)
            if festival is not None and festival in published.holidays:
                breaks.append(_break_around(festival, name=name, calendar=calendar))
    return replace(calendar, holidays=tuple(sorted(breaks, key=lambda holiday: holiday.festival_on)))


def _break_around(festival: date, *, name: str, calendar: WorkCalendar) -> Holiday:
    first = last = festival
    while not calendar.is_workday(first - _ONE_DAY):
        first -= _ONE_DAY
    while not calendar.is_workday(last + _ONE_DAY):
        last += _ONE_DAY
    return Holiday(name, first, last, festival)
