"""Arithmetic with working days, on small calendars made by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quncheng.engine.calendar import CalendarException, DateOutOfRange, DayKind, WorkCalendar
from tests.rules.engine.plans import sampled

WEEK = WorkCalendar()
FRIDAY, SATURDAY, SUNDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)

days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
weeks = st.lists(st.booleans(), min_size=7, max_size=7).filter(any).map(tuple)
exceptions = st.lists(st.builds(CalendarException, days, st.booleans()), max_size=40, unique_by=lambda one: one.on)
calendars = st.builds(WorkCalendar, weeks, exceptions.map(tuple))


def test_an_ordinary_week() -> None:
    assert [WEEK.is_workday(MONDAY + timedelta(days=offset)) for offset in range(7)] == [True] * 5 + [False] * 2
    assert WEEK.day_kind(FRIDAY) is DayKind.WORKDAY
    assert WEEK.day_kind(SUNDAY) is DayKind.DAY_OFF
    assert (WEEK.next_workday(FRIDAY), WEEK.next_workday(SATURDAY)) == (FRIDAY, MONDAY)
    assert (WEEK.previous_workday(FRIDAY), WEEK.previous_workday(SUNDAY)) == (FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (SUNDAY, 0, SUNDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (SUNDAY, 1, MONDAY),
        (MONDAY, 5, date(2026, 11, 30)),
        (MONDAY, -1, FRIDAY),
        (SUNDAY, -1, FRIDAY),
        (SATURDAY, -1, FRIDAY),
        (SATURDAY, -5, date(2026, 11, 16)),
        (MONDAY, 2600, MONDAY + timedelta(weeks=520)),
    ],
)
def test_adding_workdays(day: date, count: int, expected: date) -> None:
    assert WEEK.add_workdays(day, count) == expected


def test_counting_includes_both_ends() -> None:
    assert WEEK.count_workdays(MONDAY, MONDAY) == 1
    assert WEEK.count_workdays(FRIDAY, MONDAY) == 2
    assert WEEK.count_workdays(SATURDAY, SUNDAY) == 0
    assert WEEK.count_workdays(MONDAY, FRIDAY) == 0


def test_an_organization_adds_days_of_its_own() -> None:
    company_day = CalendarException(MONDAY, False, "公司周年")
    overtime = CalendarException(SATURDAY, True, "赶工")

    calendar = WEEK.with_exceptions([company_day, overtime])

    assert calendar.day_kind(MONDAY) is DayKind.HOLIDAY
    assert calendar.day_kind(SATURDAY) is DayKind.MAKEUP_WORKDAY
    assert (calendar.day_name(MONDAY), calendar.day_name(FRIDAY)) == ("公司周年", "")
    assert calendar.add_workdays(FRIDAY, 1) == SATURDAY
    assert calendar.add_workdays(FRIDAY, 2) == date(2026, 11, 24)
    assert WEEK.is_workday(MONDAY), "the calendar it came from is untouched"


def test_a_later_exception_replaces_an_earlier_one() -> None:
    closed = WEEK.with_exceptions([CalendarException(MONDAY, False)])

    assert closed.with_exceptions([CalendarException(MONDAY, True)]).day_kind(MONDAY) is DayKind.WORKDAY


def test_a_week_without_workdays_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one workday"):
        WorkCalendar(weekly=(False, False, False, False, False, False, False))


def test_a_length_beyond_the_calendar_of_people_is_refused() -> None:
    with pytest.raises(DateOutOfRange):
        WEEK.add_workdays(MONDAY, 10**7)
    with pytest.raises(DateOutOfRange):
        WEEK.add_workdays(MONDAY, -(10**12))


@sampled
@given(calendars, st.dates(min_value=date(2025, 6, 1), max_value=date(2027, 6, 1)), st.integers(-60, 60))
def test_adding_agrees_with_walking_day_by_day(calendar: WorkCalendar, day: date, count: int) -> None:
    step = timedelta(days=1 if count > 0 else -1)
    walked, left = day, abs(count)
    while left:
        walked += step
        left -= calendar.is_workday(walked)

    assert calendar.add_workdays(day, count) == walked


@sampled
@given(calendars, st.dates(date(2025, 10, 1), date(2027, 3, 1)), st.integers(0, 300))
def test_counting_agrees_with_looking_at_every_day(calendar: WorkCalendar, first: date, length: int) -> None:
    every = [first + timedelta(days=offset) for offset in range(length + 1)]

    assert calendar.count_workdays(first, every[-1]) == sum(map(calendar.is_workday, every))


@sampled
@given(calendars, st.dates(date(2025, 10, 1), date(2027, 3, 1)))
def test_numbers_and_workdays_are_one_to_one(calendar: WorkCalendar, day: date) -> None:
    number = calendar.workday_number(day)

    assert calendar.workday_number(calendar.workday_at(number)) == number
    assert calendar.is_workday(calendar.workday_at(number))
    assert calendar.workday_at(number) <= day < calendar.workday_at(number + 1)
