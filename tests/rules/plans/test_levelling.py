"""A plan as a levelling problem: units, lags, summaries, leave, what stays; and back to days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.levelling.proposals import level_with_price
from quncheng.engine.levelling.search import Effort
from quncheng.engine.schedule import schedule
from quncheng.engine.types import ConstraintType, Dependency, Lag, LagUnit, LinkType, Plan, PlanTask
from quncheng.features.plans.levelling import PlanLevelling

MONDAY = date(2026, 11, 23)


def levelling(
    *tasks: PlanTask, links: tuple[Dependency, ...] = (), member_calendars: Mapping[str, WorkCalendar] | None = None
) -> PlanLevelling:
    plan = Plan(MONDAY, tasks, links, member_calendars=member_calendars or {})
    return PlanLevelling(schedule(plan), today=MONDAY)


def work(task_id: str, days: float) -> PlanTask:
    return PlanTask(id=task_id, title=task_id, duration=days, assignee_ids=("李雷",))


def test_a_unit_is_as_coarse_as_the_plan_allows() -> None:
    whole = levelling(work("a", 2), work("b", 4)).problem
    halves = levelling(work("a", 2), work("b", 0.5)).problem

    assert [activity.duration for activity in whole.activities] == [1, 2]
    assert [activity.duration for activity in halves.activities] == [4, 1]


def test_links_of_all_types_are_offsets_in_units() -> None:
    links = (
        Dependency("a", "b", LinkType.FS, Lag(1)),
        Dependency("a", "c", LinkType.SS, Lag(8, LagUnit.HOUR)),
        Dependency("a", "d", LinkType.FF, Lag(100, LagUnit.PERCENT)),
        Dependency("a", "e", LinkType.FS, Lag(4, LagUnit.ELAPSED_DAY)),
    )
    problem = levelling(work("a", 1), *(work(name, 1) for name in "bcde"), links=links).problem

    # Four days by the clock behind Monday evening are Tuesday to Friday.
    assert [(link.successor_id, link.offset) for link in problem.links] == [("b", 2), ("c", 1), ("d", 1), ("e", 5)]


def test_a_link_of_a_summary_holds_all_its_tasks() -> None:
    tasks = (PlanTask(id="s"), replace(work("a", 1), parent_id="s"), replace(work("b", 2), parent_id="s"), work("c", 1))
    problem = levelling(*tasks, links=(Dependency("s", "c"),)).problem

    assert [activity.id for activity in problem.activities] == ["a", "b", "c"]
    assert [(link.predecessor_id, link.offset) for link in problem.links] == [("a", 1), ("b", 2)]


def test_what_has_begun_is_by_hand_or_held_stays() -> None:
    tasks = (
        replace(work("begun", 2), fixed_start=MONDAY, actual_start=MONDAY),
        replace(work("by hand", 2), is_manual=True, fixed_start=MONDAY),
        replace(work("held", 2), constraint=ConstraintType.MUST_START_ON, constraint_on=MONDAY),
        replace(work("free", 2), constraint=ConstraintType.START_NO_EARLIER_THAN, constraint_on=MONDAY),
    )

    assert [one.is_fixed for one in levelling(*tasks).problem.activities] == [True, True, True, False]


def test_effort_takes_a_part_of_a_person_and_nobody_takes_none() -> None:
    problem = levelling(replace(work("half", 2), effort=8), work("whole", 2), PlanTask(id="nobody", duration=2)).problem

    assert [dict(one.demands) for one in problem.activities] == [{"李雷": 50}, {"李雷": 100}, {}]


def test_days_of_leave_are_not_there_to_be_planned() -> None:
    leave = WorkCalendar(exceptions=(CalendarException(date(2026, 11, 25), False, "年假", is_leave=True),))
    found = levelling(
        replace(work("a", 2), priority=700), replace(work("b", 1), priority=300), member_calendars={"李雷": leave}
    )

    proposal = level_with_price(found.problem, effort=Effort(orders=20))

    (wait,) = found.waits(proposal)
    assert (wait.task_id, wait.not_before, wait.because_of) == ("b", date(2026, 11, 26), ("a",))
