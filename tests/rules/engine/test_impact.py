"""The consequences of a change, told before it is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quncheng.engine.changes import apply_change
from quncheng.engine.errors import DependencyCycle, UnknownPlanTask
from quncheng.engine.results import Driver, DriverKind, MovedTask
from quncheng.engine.schedule import dry_run, schedule
from quncheng.engine.types import ConstraintType, Dependency, Plan, PlanChange, PlanTask
from tests.rules.engine.plans import moments, plans, sampled

MONDAY = date(2026, 11, 23)
LAUNCH = Plan(
    MONDAY,
    (
        PlanTask("copy", title="内容撰写", duration=7, assignee_ids=("lilei",)),
        PlanTask("draft", title="视觉初稿", duration=5, assignee_ids=("hanmeimei",)),
        PlanTask("deploy", title="测试部署", duration=3, assignee_ids=("wangqiang",)),
    ),
    (Dependency("draft", "deploy"),),
)


def _not_before(plan: Plan, index: int, *, day: date) -> PlanChange:
    return PlanChange(
        tasks=(replace(plan.tasks[index], constraint=ConstraintType.START_NO_EARLIER_THAN, constraint_on=day),)
    )


def test_two_days_late_moves_the_draft_and_what_waits_for_it() -> None:
    change = _not_before(LAUNCH, 1, day=date(2026, 11, 25))
    impact = dry_run(LAUNCH, change)

    assert impact.moved == (
        MovedTask(
            task_id="draft",
            old_start=date(2026, 11, 23),
            old_finish=date(2026, 11, 27),
            new_start=date(2026, 11, 25),
            new_finish=date(2026, 12, 1),
            workdays=2,
            driver=Driver(DriverKind.CONSTRAINT),
            is_edited=True,
        ),
        MovedTask(
            task_id="deploy",
            old_start=date(2026, 11, 30),
            old_finish=date(2026, 12, 2),
            new_start=date(2026, 12, 2),
            new_finish=date(2026, 12, 4),
            workdays=2,
            driver=Driver(DriverKind.DEPENDENCY, "draft"),
            is_edited=False,
        ),
    )
    assert (impact.before.planned_finish, impact.after.planned_finish) == (date(2026, 12, 2), date(2026, 12, 4))
    assert impact.finish_workdays == 2
    assert impact.affected_assignee_ids == ("hanmeimei", "wangqiang")


def test_a_change_within_the_float_moves_nobody_else() -> None:
    change = _not_before(LAUNCH, 0, day=date(2026, 11, 24))
    impact = dry_run(LAUNCH, change)

    assert [(task.task_id, task.workdays) for task in impact.moved] == [("copy", 1)]
    assert impact.finish_workdays == 0
    assert impact.affected_assignee_ids == ("lilei",)


def test_added_and_removed_tasks_are_told_apart_from_moved_ones() -> None:
    check = PlanTask("check", duration=2, assignee_ids=("lilei",))
    change = PlanChange(
        tasks=(check,),
        removed_task_ids=frozenset({"draft"}),
        added_dependencies=(Dependency("copy", "check"),),
    )

    impact = dry_run(LAUNCH, change)

    assert impact.added_task_ids == ("check",)
    assert impact.removed_task_ids == ("draft",)
    assert [(task.task_id, task.workdays) for task in impact.moved] == [("deploy", -5)]
    assert impact.finish_workdays == 1
    assert impact.affected_assignee_ids == ("hanmeimei", "wangqiang", "lilei")


def test_taking_out_a_link_lets_the_successor_begin() -> None:
    impact = dry_run(LAUNCH, PlanChange(removed_dependencies=frozenset({("draft", "deploy")})))

    assert [(task.task_id, task.new_start, task.is_edited) for task in impact.moved] == [("deploy", MONDAY, False)]
    assert impact.finish_workdays == -1


def test_moving_the_start_of_the_project_moves_everything() -> None:
    impact = dry_run(LAUNCH, PlanChange(starts_on=date(2026, 11, 25)))

    assert [(task.task_id, task.workdays) for task in impact.moved] == [("copy", 2), ("draft", 2), ("deploy", 2)]


def test_a_new_person_and_the_one_before_are_both_affected() -> None:
    handed_over = replace(LAUNCH.tasks[0], assignee_ids=("xiaoming",))

    impact = dry_run(LAUNCH, PlanChange(tasks=(handed_over,)))

    assert impact.moved == ()
    assert impact.affected_assignee_ids == ("lilei", "xiaoming")


def test_a_change_that_makes_a_cycle_is_refused() -> None:
    with pytest.raises(DependencyCycle):
        dry_run(LAUNCH, PlanChange(added_dependencies=(Dependency("deploy", "draft"),)))


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(UnknownPlanTask):
        apply_change(LAUNCH, PlanChange(removed_task_ids=frozenset({"nobody"})))


@sampled
@given(plans(), st.integers(0, 11), st.integers(0, 40), st.booleans())
def test_the_dry_run_equals_applying(plan: Plan, index: int, offset: int, removes: bool) -> None:
    index %= len(plan.tasks)
    change = _not_before(plan, index, day=plan.starts_on + timedelta(days=offset))
    if removes:
        change = PlanChange(removed_task_ids=frozenset({plan.tasks[index].id}))

    impact = dry_run(plan, change)

    assert impact.before.tasks == schedule(plan).tasks
    assert impact.after.tasks == schedule(apply_change(plan, change)).tasks
    before, after = moments(impact.before), moments(impact.after)
    assert {moved.task_id for moved in impact.moved} == {
        name for name in before.keys() & after.keys() if before[name] != after[name]
    }
