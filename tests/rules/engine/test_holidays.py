"""The official calendar, against the State Council's notices."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday as is_officially_worked
from chinese_calendar.constants import workdays as published_makeup_days

from quncheng.engine.calendar import DayKind
from quncheng.engine.holidays import ALIASES, FESTIVALS, festival_date
from quncheng.engine.holidays import chinese_calendar as official_calendar
from quncheng.engine.lunar import find_lunar_date, leap_month

OFFICIAL = official_calendar()
LAST_PUBLISHED = max(OFFICIAL.published_years)
MAKEUP_DAYS = [day for day in published_makeup_days if day.year >= 2018]


def test_every_day_of_the_published_years_agrees_with_the_source() -> None:
    day, differences = date(2018, 1, 1), list[date]()
    while day.year <= LAST_PUBLISHED:
        if OFFICIAL.is_workday(day) is not is_officially_worked(day):
            differences.append(day)
        day += timedelta(days=1)

    assert differences == []


def test_there_are_makeup_days_to_check() -> None:
    assert len([day for day in MAKEUP_DAYS if day.year <= 2026]) == 59
    assert LAST_PUBLISHED >= 2026


@pytest.mark.parametrize("day", MAKEUP_DAYS)
def test_a_makeup_day_is_worked_although_it_is_a_weekend(day: date) -> None:
    assert day.weekday() >= 5
    assert OFFICIAL.day_kind(day) is DayKind.MAKEUP_WORKDAY
    assert OFFICIAL.next_workday(day) == day
    assert OFFICIAL.count_workdays(day, day) == 1


# The notices of the State Council; 2018 to 2023 for breaks that join a weekend, another festival or another year.
@pytest.mark.parametrize(
    ("name", "year", "first_on", "last_on"),
    [
        ("元旦", 2026, date(2026, 1, 1), date(2026, 1, 3)),
        ("春节", 2026, date(2026, 2, 15), date(2026, 2, 23)),
        ("清明节", 2026, date(2026, 4, 4), date(2026, 4, 6)),
        ("劳动节", 2026, date(2026, 5, 1), date(2026, 5, 5)),
        ("端午节", 2026, date(2026, 6, 19), date(2026, 6, 21)),
        ("中秋节", 2026, date(2026, 9, 25), date(2026, 9, 27)),
        ("国庆节", 2026, date(2026, 10, 1), date(2026, 10, 7)),
        ("国庆节", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("中秋节", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("中秋节", 2020, date(2020, 10, 1), date(2020, 10, 8)),
        ("元旦", 2023, date(2022, 12, 31), date(2023, 1, 2)),
        ("端午节", 2018, date(2018, 6, 16), date(2018, 6, 18)),
    ],
)
def test_whole_breaks(name: str, year: int, first_on: date, last_on: date) -> None:
    holiday = OFFICIAL.holiday_named(name, year=year)

    assert holiday is not None
    assert (holiday.first_on, holiday.last_on) == (first_on, last_on)
    assert holiday.first_on <= holiday.festival_on <= holiday.last_on


def test_every_festival_of_every_published_year_has_its_break() -> None:
    missing = [
        (name, year)
        for year in range(2018, LAST_PUBLISHED + 1)
        for name in FESTIVALS
        if OFFICIAL.holiday_named(name, year=year) is None
    ]

    assert missing == []


def test_the_first_workday_after_the_national_break_is_not_the_next_monday() -> None:
    holiday = OFFICIAL.holiday_named("国庆节", year=2026)

    assert holiday is not None
    assert OFFICIAL.add_workdays(holiday.last_on, 1) == date(2026, 10, 8)
    assert OFFICIAL.add_workdays(holiday.last_on, 3) == date(2026, 10, 10)
    assert OFFICIAL.previous_workday(holiday.last_on) == date(2026, 9, 30)


def test_a_year_without_a_notice_is_unknown_but_for_the_days_the_law_makes_free() -> None:
    year = LAST_PUBLISHED + 1

    assert not OFFICIAL.is_published(year)
    assert OFFICIAL.holiday_named("国庆节", year=year) is None
    assert [OFFICIAL.day_kind(date(year, 10, day)) for day in (1, 2, 3)] == [DayKind.HOLIDAY] * 3
    statutory = [one for one in OFFICIAL.exceptions if one.on.year == year]
    assert len(statutory) == 13
    assert not any(one.is_workday for one in statutory), "nobody can know a make-up day"


def test_statutory_days_of_2027() -> None:
    names = {name: festival_date(name, year=2027) for name in FESTIVALS}

    assert names == {
        "元旦": date(2027, 1, 1),
        "春节": date(2027, 2, 6),
        "清明节": date(2027, 4, 5),
        "劳动节": date(2027, 5, 1),
        "端午节": date(2027, 6, 9),
        "中秋节": date(2027, 9, 15),
        "国庆节": date(2027, 10, 1),
    }
    assert festival_date("除夕", year=2027) == date(2027, 2, 5)
    assert festival_date("过年", year=2027) == date(2027, 2, 6)
    assert festival_date("立冬", year=2027) is None


def test_every_alias_leads_to_a_festival_with_a_date() -> None:
    assert [alias for alias in ALIASES if festival_date(alias, year=2027) is None] == []
    assert {"国庆", "国庆节", "春节", "过年", "元旦", "清明", "五一", "劳动节", "端午", "中秋"} <= ALIASES.keys()


# New-year days and mid-autumn days of the Hong Kong Observatory's conversion tables.
@pytest.mark.parametrize(
    ("year", "new_year", "mid_autumn", "leap"),
    [
        (2000, date(2000, 2, 5), date(2000, 9, 12), 0),
        (2020, date(2020, 1, 25), date(2020, 10, 1), 4),
        (2023, date(2023, 1, 22), date(2023, 9, 29), 2),
        (2025, date(2025, 1, 29), date(2025, 10, 6), 6),
        (2026, date(2026, 2, 17), date(2026, 9, 25), 0),
        (2028, date(2028, 1, 26), date(2028, 10, 3), 5),
        (2033, date(2033, 1, 31), date(2033, 9, 8), 11),
    ],
)
def test_lunar_years(year: int, new_year: date, mid_autumn: date, leap: int) -> None:
    assert find_lunar_date(year, 1, 1) == new_year
    assert find_lunar_date(year, 8, 15) == mid_autumn
    assert leap_month(year) == leap


def test_lunar_days_that_do_not_exist() -> None:
    assert find_lunar_date(2025, 6, 1, is_leap=True) == date(2025, 7, 25)
    assert find_lunar_date(2026, 6, 1, is_leap=True) is None
    assert find_lunar_date(2026, 13, 1) is None
    assert find_lunar_date(2026, 1, 31) is None
    assert find_lunar_date(1900, 1, 1) is None


def test_lunar_years_follow_each_other_without_a_gap() -> None:
    for year in range(1990, 2100):
        last = find_lunar_date(year, 12, 30) or find_lunar_date(year, 12, 29)
        assert last is not None
        assert find_lunar_date(year + 1, 1, 1) == last + timedelta(days=1)
