"""Rules for holidays: 元旦, 国庆节前, 春节后, 国庆后第一个工作日, with the official calendar and its gaps."""

import re
from dataclasses import replace
from datetime import date, timedelta

from quncheng.engine.holidays import ALIASES, LABOUR_DAY, NATIONAL_DAY, SPRING_FESTIVAL, festival_date
from quncheng.language.days import DayRule
from quncheng.language.intents import DateHint
from quncheng.language.reference import DayReading, Reference

_CUSTOMARY_BREAKS = {SPRING_FESTIVAL: (-1, 6), LABOUR_DAY: (0, 4), NATIONAL_DAY: (0, 6)}
"""Days before and after the festival that its break usually has; used, and said, while the year is unpublished."""

_FIXED = {
    **dict.fromkeys(("圣诞", "圣诞节"), (12, 25)),
    **dict.fromkeys(("双十一", "双11"), (11, 11)),
    **dict.fromkeys(("双十二", "双12"), (12, 12)),
    **dict.fromkeys(("六一", "儿童节"), (6, 1)),
    **dict.fromkeys(("妇女节", "三八节"), (3, 8)),
    "平安夜": (12, 24),
    "跨年": (12, 31),
    "618": (6, 18),
    "教师节": (9, 10),
    "情人节": (2, 14),
}


def _break_of(name: str, year: int, reference: Reference) -> tuple[date, date, date, tuple[DateHint, ...]] | None:
    official = ALIASES.get(name, name)
    festival = festival_date(name, year=year)
    if festival is None:
        return None
    holiday = reference.calendar.holiday_named(SPRING_FESTIVAL if official == "除夕" else official, year=year)
    if holiday is not None:
        return festival, holiday.first_on, holiday.last_on, ()
    before, after = _CUSTOMARY_BREAKS.get(official, (0, 0))
    first, last = festival + timedelta(days=before), festival + timedelta(days=after)
    return festival, first, last, (DateHint.UNPUBLISHED,)


def _holiday(match: re.Match[str], reference: Reference) -> DayReading | None:
    name = "国庆" if match["name"].startswith("十一") else match["name"]
    calendar = reference.calendar
    for year in range(reference.today.year, reference.today.year + 3):
        found = _break_of(name, year, reference)
        if found is None:
            return None
        festival, first, last, hints = found
        after = calendar.next_workday(last + timedelta(days=1))
        if after < reference.today or (festival < reference.today and not match["after"]):
            continue
        if match["after"]:
            return DayReading(after, hints=hints)
        before = first - timedelta(days=1)
        if match["last_workday"]:
            return DayReading(calendar.previous_workday(before), hints=hints)
        return DayReading(festival, hints=hints, is_period=True, before=before, after=after)
    return None


def _fixed_day(match: re.Match[str], reference: Reference) -> DayReading:
    month, day = _FIXED[match["name"]]
    this_year = date(reference.today.year, month, day)
    on = this_year if this_year >= reference.today else this_year.replace(year=this_year.year + 1)
    return DayReading(on, is_period=True, before=on - timedelta(days=1))


def _around_new_year(match: re.Match[str], reference: Reference) -> DayReading | None:
    """年前 is before the Spring Festival for most, before January for some: asked."""
    for year in (reference.today.year, reference.today.year + 1):
        found = _break_of("春节", year, reference)
        if found is None or found[1] <= reference.today:
            continue
        _, first, last, hints = found
        if match["side"] == "后":
            return DayReading(reference.calendar.next_workday(last + timedelta(days=1)), hints=hints, is_period=True)
        reading = DayReading(first - timedelta(days=1), hints=hints, is_deadline=True, is_period=True)
        return replace(reading, others=(date(reference.today.year, 12, 31),))
    return None


_NAMES = "|".join(sorted((re.escape(name) for name in ALIASES), key=len, reverse=True))
_AFTER = (
    "(?:放假|假期|长假)?(?:回来|过完|结束)?(?:之|以)?后的?(?:第一个?工作日|第一天|首个工作日|上班第一天)|(?:假期"
    "|长假)?(?:节|假)后的?第一(?:个工作日|天)"
)
_LAST = r"(?:放假|假期|长假)?(?:之|以)?前的?(?:最后一个?工作日|最后一天)"

FESTIVAL_RULES = tuple(
    DayRule(re.compile(pattern), read)
    for pattern, read in (
        (
            rf"(?:今年|明年)?(?P<name>{_NAMES}|十一(?=之?[前后]|以[前后]|假期|放假|长假|节))(?:节|当天|那天)?"
            rf"(?:(?P<after>{_AFTER})|(?P<last_workday>{_LAST})|(?:假期|放假|长假)(?=之?[前后]|以[前后]))?",
            _holiday,
        ),
        (rf"(?P<name>{'|'.join(sorted(_FIXED, key=len, reverse=True))})(?:节)?(?:当天|那天)?", _fixed_day),
        (r"(?<![\d一二两三四五六七八九十半今明去几多])(?:过)?年(?P<side>[前后])(?![端台\d])", _around_new_year),
    )
)
