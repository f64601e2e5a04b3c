"""Links of all four types with lags in every unit: moments computed by hand, as Microsoft Project has them."""

from datetime import date, time

import pytest

from quncheng.engine.calendar import CalendarException, Shift, WorkCalendar
from quncheng.engine.errors import InvalidDuration
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Lag, LagUnit, LinkType, Plan, PlanTask
from tests.rules.engine.plans import shown

MONDAY = date(2026, 11, 23)
FS, SS, FF, SF = LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF


def _second(kind: LinkType, lag: Lag, *, first: float = 3, second: float = 2) -> str:
    """Where a task of two days is that is linked to one of three from Monday on."""
    tasks = (PlanTask("a", duration=first), PlanTask("b", duration=second))
    return shown(schedule(Plan(MONDAY, tasks, (Dependency("a", "b", kind, lag),))), "b")


@pytest.mark.parametrize(
    ("kind", "days", "moments"),
    [
        (FS, 0, "11-26 09:00 → 11-27 18:00"),
        (FS, 1, "11-27 09:00 → 11-30 18:00"),
        (FS, -1, "11-25 09:00 → 11-26 18:00"),
        (FS, -4, "11-20 09:00 → 11-23 18:00"),
        (SS, 0, "11-23 09:00 → 11-24 18:00"),
        (SS, 1, "11-24 09:00 → 11-25 18:00"),
        (SS, -1, "11-20 09:00 → 11-23 18:00"),
        (FF, 0, "11-24 09:00 → 11-25 18:00"),
        (FF, 1, "11-25 09:00 → 11-26 18:00"),
        (FF, -3, "11-23 09:00 → 11-24 18:00"),
        (SF, 0, "11-19 09:00 → 11-20 18:00"),
        (SF, 3, "11-24 09:00 → 11-25 18:00"),
    ],
)
def test_four_types_with_lags_and_leads_in_days(kind: LinkType, days: int, moments: str) -> None:
    assert _second(kind, Lag(days)) == moments


@pytest.mark.parametrize(
    ("lag", "moments"),
    [
        (Lag(4, LagUnit.HOUR), "11-26 14:00 → 11-30 14:00"),
        (Lag(-4, LagUnit.HOUR), "11-25 14:00 → 11-27 14:00"),
        (Lag(1, LagUnit.ELAPSED_DAY), "11-27 09:00 → 11-30 18:00"),
        (Lag(14, LagUnit.ELAPSED_HOUR), "11-26 09:00 → 11-27 18:00"),
        (Lag(16, LagUnit.ELAPSED_HOUR), "11-26 10:00 → 11-30 10:00"),
        (Lag(50, LagUnit.PERCENT), "11-27 14:00 → 12-01 14:00"),
        (Lag(-50, LagUnit.PERCENT), "11-24 14:00 → 11-26 14:00"),
        (Lag(50, LagUnit.ELAPSED_PERCENT), "11-26 09:00 → 11-27 18:00"),
        (Lag(0.5), "11-26 14:00 → 11-30 14:00"),
    ],
)
def test_lags_in_other_units(lag: Lag, moments: str) -> None:
    assert _second(FS, lag) == moments


@pytest.mark.parametrize(
    ("lag", "start"),
    [(Lag(2, LagUnit.ELAPSED_DAY), "11-30"), (Lag(3, LagUnit.ELAPSED_DAY), "12-01"), (Lag(2), "12-02")],
)
def test_an_elapsed_lag_passes_over_the_weekend(lag: Lag, start: str) -> None:
    assert _second(FS, lag, first=5).startswith(f"{start} 09:00")


def test_an_elapsed_lag_between_finishes_counts_from_the_start_it_asks_for() -> None:
    # FF alone puts the start on Thursday; two days later is Saturday, so Monday.
    lag = Lag(2, LagUnit.ELAPSED_DAY)

    assert _second(FF, lag, first=5) == "11-30 09:00 → 12-01 18:00"


@pytest.mark.parametrize(
    ("duration", "moments"),
    [
        (0.5, "11-23 09:00 → 11-23 14:00"),
        (1.25, "11-23 09:00 → 11-24 11:00"),
        (1 / 3, "11-23 09:00 → 11-23 11:40"),
        (7, "11-23 09:00 → 12-01 18:00"),
    ],
)
def test_durations_are_parts_of_days_rounded_to_the_minute(duration: float, moments: str) -> None:
    assert shown(schedule(Plan(MONDAY, (PlanTask("a", duration=duration),))), "a") == moments


def test_less_than_half_a_minute_is_no_duration() -> None:
    with pytest.raises(InvalidDuration):
        schedule(Plan(MONDAY, (PlanTask("a", duration=0.0005),)))


def test_leave_of_the_assignee_delays_and_stretches_their_tasks_only() -> None:
    leave = (CalendarException(date(2026, 11, 24), False, "年假", is_leave=True),)
    tasks = (
        PlanTask("a", duration=3, assignee_ids=("lilei",)),
        PlanTask("b", duration=3, assignee_ids=("hanmeimei",)),
    )
    plan = Plan(MONDAY, tasks, member_calendars={"lilei": WorkCalendar().with_exceptions(leave)})

    result = schedule(plan)

    assert shown(result, "a") == "11-23 09:00 → 11-26 18:00"
    assert shown(result, "b") == "11-23 09:00 → 11-25 18:00"


def test_a_half_day_counts_half() -> None:
    morning = CalendarException(date(2026, 11, 24), True, "团建", (Shift(*_hours(9, 12)),))
    plan = Plan(MONDAY, (PlanTask("a", duration=2),), calendar=WorkCalendar().with_exceptions((morning,)))

    assert shown(schedule(plan), "a") == "11-23 09:00 → 11-25 15:00"


def test_a_lag_is_counted_in_the_calendar_of_the_successor() -> None:
    leave = (CalendarException(date(2026, 11, 26), False, "年假", is_leave=True),)
    tasks = (PlanTask("a", duration=3), PlanTask("b", duration=1, assignee_ids=("lilei",)))
    members = {"lilei": WorkCalendar().with_exceptions(leave)}
    plan = Plan(MONDAY, tasks, (Dependency("a", "b", lag=Lag(1)),), member_calendars=members)

    assert shown(schedule(plan), "b") == "11-30 09:00 → 11-30 18:00"


def test_the_calendar_of_the_task_is_nearer_than_that_of_the_person() -> None:
    leave = (CalendarException(MONDAY, False, "年假", is_leave=True),)
    everyday = WorkCalendar(weekly=(True, True, True, True, True, True, True))
    task = PlanTask("a", duration=6, calendar_id="everyday", assignee_ids=("lilei",))
    members = {"lilei": WorkCalendar().with_exceptions(leave)}
    plan = Plan(MONDAY, (task,), calendars={"everyday": everyday}, member_calendars=members)

    assert shown(schedule(plan), "a") == "11-23 09:00 → 11-28 18:00"


def test_a_workday_of_six_hours_makes_longer_durations() -> None:
    short = WorkCalendar(shifts=(Shift(*_hours(10, 16)),))
    plan = Plan(MONDAY, (PlanTask("a", duration=2),), calendar=short)

    assert shown(schedule(plan), "a") == "11-23 10:00 → 11-24 16:00"


def _hours(first: int, last: int) -> tuple[time, time]:
    return time(first), time(last)
