"""Arithmetic with working days, on small calendars made by hand."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quncheng.engine.calendar import CalendarException, CalendarLayer, DayKind, Shift, WorkCalendar
from quncheng.engine.errors import DateOutOfRange
from quncheng.engine.holidays import chinese_calendar
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


MORNING, AFTERNOON = Shift(time(9), time(12)), Shift(time(13), time(18))


def _minute(day: date, at: time) -> int:
    return day.toordinal() * 1440 + at.hour * 60 + at.minute


@pytest.mark.parametrize(
    ("at", "worked"),
    [(time(8), 0), (time(9), 0), (time(9, 1), 1), (time(12, 30), 180), (time(18), 480), (time(23), 480)],
)
def test_working_minutes_are_counted_within_the_shifts(at: time, worked: int) -> None:
    monday = date(2026, 11, 23)

    minutes = WEEK.minutes.until(_minute(monday, at)) - WEEK.minutes.until(_minute(monday, time()))

    assert minutes == worked


SIX_DAYS = (True, True, True, True, True, True, False)


@pytest.mark.parametrize(
    ("calendar", "minutes"),
    [
        (WEEK, 0),
        (replace(WEEK, exceptions=(CalendarException(date(2026, 11, 28), True),)), 480),
        (replace(WEEK, exceptions=(CalendarException(date(2026, 11, 28), True, shifts=(MORNING,)),)), 180),
        (replace(WEEK, weekly=SIX_DAYS, weekly_shifts=((), (), (), (), (), (AFTERNOON,), ())), 300),
    ],
)
def test_a_saturday_is_worked_as_its_exception_or_its_weekday_says(calendar: WorkCalendar, minutes: int) -> None:
    assert calendar.minutes.of_day(date(2026, 11, 28).toordinal()) == minutes
    assert calendar.minutes.day == 480


def test_a_shift_may_end_at_midnight() -> None:
    night = WorkCalendar(shifts=(Shift(time(22), time()),))

    assert night.minutes.day == 120
    assert night.minutes.of_day(date(2026, 11, 23).toordinal()) == 120


@pytest.mark.parametrize("shifts", [(), (AFTERNOON, MORNING), (Shift(time(9), time(9)),), (MORNING, MORNING)])
def test_shifts_that_do_not_follow_each_other_are_refused(shifts: tuple[Shift, ...]) -> None:
    with pytest.raises(ValueError, match="shifts"):
        WorkCalendar(shifts=shifts)


def test_the_nearest_layer_wins() -> None:
    holiday = CalendarException(date(2026, 11, 26), False, "公司日")
    worked = CalendarException(date(2026, 11, 26), True, "值班", (MORNING,))
    organization = WEEK.layered(CalendarLayer(exceptions=(holiday,)))
    person = organization.layered(CalendarLayer(shifts=(MORNING, AFTERNOON), exceptions=(worked,)))
    part_time = organization.layered(CalendarLayer(weekly=(True, True, False, False, False, False, False)))

    assert organization.day_name(date(2026, 11, 26)) == "公司日"
    assert person.minutes.of_day(date(2026, 11, 26).toordinal()) == 180
    assert part_time.next_workday(date(2026, 11, 25)) == date(2026, 11, 30)
    assert part_time.exceptions == (holiday,)


@sampled
@given(st.integers(date(2015, 1, 1).toordinal(), date(2040, 1, 1).toordinal()), st.integers(0, 1439))
def test_moments_and_worked_minutes_lead_back_to_each_other(ordinal: int, minute: int) -> None:
    minutes, moment = chinese_calendar().minutes, ordinal * 1440 + minute
    worked = minutes.until(moment)

    assert minutes.finish(worked) <= moment <= minutes.start(worked)
    assert minutes.until(minutes.start(worked)) == minutes.until(minutes.finish(worked)) == worked
    assert minutes.until(minutes.last_start(moment)) <= worked
    assert minutes.start(minutes.last_start(moment)) <= moment < minutes.start(minutes.last_start(moment) + 1)
