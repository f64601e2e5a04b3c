"""Constraints, deadlines and dates kept by hand: dates, floats and conflicts computed by hand."""

from datetime import date, datetime, time

import pytest

from quncheng.engine.errors import MissingMoment
from quncheng.engine.results import Conflict, ConflictKind, Driver, DriverKind
from quncheng.engine.schedule import schedule
from quncheng.engine.types import ConstraintType, Dependency, Direction, Plan, PlanTask
from tests.rules.engine.plans import shown

MONDAY = date(2026, 11, 23)
LINK = Dependency("a", "b")


def november(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("constraint", "day", "moments", "minutes"),
    [
        (ConstraintType.AS_SOON_AS_POSSIBLE, None, "11-26 09:00 → 11-27 18:00", 0),
        (ConstraintType.START_NO_EARLIER_THAN, 27, "11-27 09:00 → 11-30 18:00", 0),
        (ConstraintType.START_NO_EARLIER_THAN, 24, "11-26 09:00 → 11-27 18:00", 0),
        (ConstraintType.START_NO_EARLIER_THAN, 28, "11-30 09:00 → 12-01 18:00", 0),
        (ConstraintType.FINISH_NO_EARLIER_THAN, 30, "11-27 09:00 → 11-30 18:00", 0),
        (ConstraintType.START_NO_LATER_THAN, 25, "11-25 09:00 → 11-26 18:00", 480),
        (ConstraintType.START_NO_LATER_THAN, 27, "11-26 09:00 → 11-27 18:00", 0),
        (ConstraintType.FINISH_NO_LATER_THAN, 26, "11-25 09:00 → 11-26 18:00", 480),
        (ConstraintType.MUST_START_ON, 24, "11-24 09:00 → 11-25 18:00", 960),
        (ConstraintType.MUST_START_ON, 30, "11-30 09:00 → 12-01 18:00", 0),
        (ConstraintType.MUST_FINISH_ON, 25, "11-24 09:00 → 11-25 18:00", 960),
        (ConstraintType.MUST_FINISH_ON, 30, "11-27 09:00 → 11-30 18:00", 0),
    ],
)
def test_hard_constraints_win_over_links_and_the_conflict_is_named(
    constraint: ConstraintType, day: int | None, moments: str, minutes: int
) -> None:
    held = PlanTask("b", duration=2, constraint=constraint, constraint_on=None if day is None else november(day))

    result = schedule(Plan(MONDAY, (PlanTask("a", duration=3), held), (LINK,)))

    assert shown(result, "b") == moments
    found = (Conflict(ConflictKind.CONSTRAINT, "b", minutes, predecessor_id="a", link=LINK),) if minutes else ()
    assert result.conflicts == found


def test_a_constraint_may_name_the_hour() -> None:
    at_two = datetime.combine(november(24), time(14))
    task = PlanTask("a", duration=1, constraint=ConstraintType.START_NO_EARLIER_THAN, constraint_on=at_two)

    assert shown(schedule(Plan(MONDAY, (task,))), "a") == "11-24 14:00 → 11-25 14:00"


def test_a_constraint_without_its_day_is_refused() -> None:
    with pytest.raises(MissingMoment) as refusal:
        schedule(Plan(MONDAY, (PlanTask("a", title="初稿", constraint=ConstraintType.MUST_START_ON),)))

    assert refusal.value.facts == {"task_id": "a", "title": "初稿"}


def test_as_late_as_possible_takes_all_float_and_what_follows_gives_way() -> None:
    late = ConstraintType.AS_LATE_AS_POSSIBLE
    tasks = (
        PlanTask("long", duration=5),
        PlanTask("alone", duration=1, constraint=late),
        PlanTask("first", duration=1, constraint=late),
        PlanTask("second", duration=1),
    )

    result = schedule(Plan(MONDAY, tasks, (Dependency("first", "second"),)))

    assert shown(result, "alone") == "11-27 09:00 → 11-27 18:00"
    assert shown(result, "first") == "11-26 09:00 → 11-26 18:00"
    assert shown(result, "second") == "11-27 09:00 → 11-27 18:00"
    assert result.planned_finish == november(27)
    assert result.tasks["alone"].driver == Driver(DriverKind.AS_LATE_AS_POSSIBLE)
    assert result.float_of("alone").total_float == 0


def test_a_plan_is_scheduled_back_from_its_finish() -> None:
    tasks = (
        PlanTask("a", duration=3),
        PlanTask("b", duration=2),
        PlanTask("late", duration=1),
        PlanTask("soon", duration=1, constraint=ConstraintType.AS_SOON_AS_POSSIBLE),
        PlanTask("waits", duration=1, constraint=ConstraintType.START_NO_LATER_THAN, constraint_on=november(25)),
    )
    plan = Plan(MONDAY, tasks, (LINK,), finishes_on=date(2026, 12, 4), direction=Direction.BACKWARD)

    result = schedule(plan)

    assert shown(result, "a") == "11-30 09:00 → 12-02 18:00"
    assert shown(result, "b") == "12-03 09:00 → 12-04 18:00"
    assert shown(result, "late") == "12-04 09:00 → 12-04 18:00"
    assert shown(result, "soon") == "11-25 09:00 → 11-25 18:00"
    assert shown(result, "waits") == "11-25 09:00 → 11-25 18:00"
    assert (result.planned_start, result.planned_finish) == (november(25), date(2026, 12, 4))


def test_a_plan_scheduled_back_needs_a_finish() -> None:
    with pytest.raises(MissingMoment) as refusal:
        schedule(Plan(MONDAY, (PlanTask("a"),), direction=Direction.BACKWARD))

    assert refusal.value.facts == {"field": "finishes_on"}


def test_a_deadline_only_warns_and_ends_the_float() -> None:
    tasks = (
        PlanTask("a", duration=3, deadline=november(24)),
        PlanTask("b", duration=1, deadline=november(25)),
        PlanTask("c", duration=5),
    )

    result = schedule(Plan(MONDAY, tasks))

    assert shown(result, "a") == "11-23 09:00 → 11-25 18:00"
    assert result.conflicts == (Conflict(ConflictKind.DEADLINE, "a", 480),)
    assert [result.float_of(name).total_float_days for name in "abc"] == [-1, 2, 0]
    assert result.critical_ids() == ("a", "c")


def test_a_manual_task_keeps_its_dates_and_shows_the_conflict() -> None:
    manual = PlanTask("b", is_manual=True, fixed_start=november(24), fixed_finish=november(28))
    tasks = (PlanTask("a", duration=3), manual, PlanTask("c", duration=1))

    result = schedule(Plan(MONDAY, tasks, (LINK, Dependency("b", "c"))))

    assert result.dates("b") == (november(24), november(28))
    assert result.dates("c") == (november(30), november(30))
    assert result.conflicts == (Conflict(ConflictKind.MANUAL, "b", 960, predecessor_id="a", link=LINK),)
    assert result.tasks["b"].driver == Driver(DriverKind.MANUAL)


def test_a_fact_that_contradicts_a_constraint_is_named() -> None:
    begun = PlanTask(
        "a",
        duration=1,
        actual_start=november(25),
        constraint=ConstraintType.START_NO_LATER_THAN,
        constraint_on=november(24),
    )

    result = schedule(Plan(MONDAY, (begun,)))

    assert result.conflicts == (Conflict(ConflictKind.CONSTRAINT, "a", 480),)


def test_what_has_begun_keeps_its_planned_start_in_the_plan() -> None:
    begun = PlanTask("a", duration=3, fixed_start=november(24), actual_start=november(26))

    result = schedule(Plan(MONDAY, (begun,)))

    assert shown(result, "a") == "11-24 09:00 → 11-26 18:00"
    assert result.tasks["a"].driver == Driver(DriverKind.FIXED_START)
