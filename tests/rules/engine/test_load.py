"""Load by person and day, overloads, and what a change adds to them; variance against a baseline."""

from dataclasses import replace
from datetime import date, time

from quncheng.engine.calendar import CalendarException, Shift, WorkCalendar
from quncheng.engine.load import day_loads, new_overloads, overloads
from quncheng.engine.results import DayLoad, Variance
from quncheng.engine.schedule import prepare, schedule
from quncheng.engine.types import ConstraintType, Plan, PlanChange, PlanTask
from quncheng.engine.variance import variances

MONDAY = date(2026, 11, 23)
NOT_BEFORE = ConstraintType.START_NO_EARLIER_THAN


def november(day: int) -> date:
    return date(2026, 11, day)


def test_effort_is_spread_over_the_days_of_the_task() -> None:
    tasks = (
        PlanTask("a", duration=2, effort=5, assignee_ids=("lilei",)),
        PlanTask("b", duration=1, assignee_ids=("lilei", "hanmeimei")),
    )

    assert day_loads(schedule(Plan(MONDAY, tasks))) == (
        DayLoad("hanmeimei", MONDAY, 480, 480),
        DayLoad("lilei", MONDAY, 630, 480),
        DayLoad("lilei", november(24), 150, 480),
    )


def test_an_overload_is_more_than_the_day_has() -> None:
    # From Monday to Tuesday lilei works eight hours and then three: of eleven hours eight fall on Monday.
    morning = CalendarException(november(24), True, "半天", (Shift(time(9), time(12)),))
    tasks = tuple(PlanTask(name, duration=11 / 8, effort=11, assignee_ids=("lilei",)) for name in "ab")
    members = {"lilei": WorkCalendar().with_exceptions((morning,))}

    found = overloads(schedule(Plan(MONDAY, tasks, member_calendars=members)))

    assert found == (DayLoad("lilei", MONDAY, 960, 480), DayLoad("lilei", november(24), 360, 180))


def test_what_is_finished_weighs_nothing() -> None:
    tasks = (PlanTask("a", duration=1, actual_finish=MONDAY, assignee_ids=("lilei",)),)

    assert day_loads(schedule(Plan(MONDAY, tasks))) == ()


def test_a_change_names_the_overloads_it_makes() -> None:
    tasks = tuple(
        PlanTask(name, duration=1, assignee_ids=("lilei",), constraint=NOT_BEFORE, constraint_on=november(day))
        for name, day in (("a", 23), ("b", 24), ("c", 24))
    )
    prepared = prepare(Plan(MONDAY, tasks))
    assert overloads(prepared.schedule()) == (DayLoad("lilei", november(24), 960, 480),)

    impact = prepared.dry_run(PlanChange(tasks=(replace(tasks[2], constraint_on=november(23)),)))

    assert new_overloads(impact) == (DayLoad("lilei", MONDAY, 960, 480),)
    assert new_overloads(impact)[0].minutes_over == 480


def test_only_the_days_that_become_fuller_are_named_though_others_are_too_full() -> None:
    tasks = tuple(
        PlanTask(name, duration=days, assignee_ids=("lilei",), constraint=NOT_BEFORE, constraint_on=november(day))
        for name, days, day in (("a", 2, 23), ("b", 1, 23), ("c", 1, 25), ("d", 1, 26))
    )
    prepared = prepare(Plan(MONDAY, tasks))
    assert overloads(prepared.schedule()) == (DayLoad("lilei", MONDAY, 960, 480),)

    longer = prepared.dry_run(PlanChange(tasks=(replace(tasks[0], duration=3),)))
    taken_over = prepared.dry_run(PlanChange(tasks=(replace(tasks[3], assignee_ids=("hanmeimei",)),)))

    assert new_overloads(longer) == (DayLoad("lilei", november(25), 960, 480),)
    assert new_overloads(taken_over) == ()


def test_variance_counts_workdays_against_the_baseline() -> None:
    tasks = (PlanTask("a", duration=5), PlanTask("m", is_milestone=True), PlanTask("new", duration=1))
    plan = Plan(MONDAY, tasks)
    result = schedule(plan)
    baseline = {"a": (november(20), november(25)), "m": (november(24), november(24)), "gone": (MONDAY, MONDAY)}

    found = variances(plan, {name: result.dates(name) for name in result.tasks}, baseline=baseline)

    assert found == (Variance("a", 1, 2), Variance("m", -1, -1, is_milestone=True))
