"""Summary tasks: dates that roll up, links into and out of them, progress."""

from dataclasses import replace
from datetime import date

import pytest

from quncheng.engine.errors import DependencyCycle, SummaryLinkRefused, UnknownPlanTask
from quncheng.engine.results import Conflict, ConflictKind, Driver, DriverKind
from quncheng.engine.schedule import schedule
from quncheng.engine.types import ConstraintType, Dependency, Lag, LinkType, Plan, PlanTask
from quncheng.engine.variance import roll_up_progress
from tests.rules.engine.plans import shown

MONDAY = date(2026, 11, 23)
PHASE = (
    PlanTask("phase", title="设计"),
    PlanTask("short", title="草图", duration=2, parent_id="phase"),
    PlanTask("long", title="初稿", duration=3, parent_id="phase"),
)
OTHERS = (PlanTask("before", title="立项", duration=1), PlanTask("after", title="开发", duration=1))


def _plan(*links: Dependency, tasks: tuple[PlanTask, ...] = (*PHASE, *OTHERS)) -> Plan:
    return Plan(MONDAY, tasks, links)


def test_a_summary_reaches_from_the_first_to_the_last_of_its_subtasks() -> None:
    result = schedule(_plan(Dependency("before", "short")))

    assert shown(result, "phase") == "11-23 09:00 → 11-25 18:00"
    assert result.tasks["phase"].driver == Driver(DriverKind.SUBTASKS, "long")


def test_what_waits_before_a_summary_holds_all_its_subtasks() -> None:
    result = schedule(_plan(Dependency("before", "phase")))

    assert shown(result, "short") == "11-24 09:00 → 11-25 18:00"
    assert shown(result, "long") == "11-24 09:00 → 11-26 18:00"
    assert result.tasks["long"].driver == Driver(DriverKind.SUMMARY, "phase")


@pytest.mark.parametrize(
    ("link", "moments"),
    [
        (Dependency("phase", "after"), "11-26 09:00 → 11-26 18:00"),
        (Dependency("phase", "after", LinkType.SS, Lag(1)), "11-24 09:00 → 11-24 18:00"),
        (Dependency("phase", "after", LinkType.FF), "11-25 09:00 → 11-25 18:00"),
    ],
)
def test_links_out_of_a_summary_use_its_dates(link: Dependency, moments: str) -> None:
    assert shown(schedule(_plan(link)), "after") == moments


def test_float_comes_to_the_subtasks_through_their_summary() -> None:
    result = schedule(_plan(Dependency("before", "phase"), Dependency("phase", "after")))

    days = {name: result.float_of(name).total_float_days for name in result.tasks}
    assert days == {"phase": 0, "short": 1, "long": 0, "before": 0, "after": 0}
    assert result.float_of("short").free_float_days == 1
    assert result.float_of("phase").is_critical


def test_a_summary_within_a_summary_waits_with_it() -> None:
    tasks = (
        *OTHERS,
        PlanTask("project"),
        PlanTask("phase", parent_id="project"),
        PlanTask("inner", duration=2, parent_id="phase"),
        PlanTask("outer", duration=1, parent_id="project"),
    )

    result = schedule(_plan(Dependency("before", "project"), Dependency("outer", "phase"), tasks=tasks))

    assert shown(result, "outer") == "11-24 09:00 → 11-24 18:00"
    assert shown(result, "inner") == "11-25 09:00 → 11-26 18:00"
    assert shown(result, "project") == "11-24 09:00 → 11-26 18:00"


def test_a_summary_can_be_held_back_as_a_whole() -> None:
    held = PlanTask("phase", constraint=ConstraintType.START_NO_EARLIER_THAN, constraint_on=date(2026, 11, 26))

    result = schedule(_plan(tasks=(held, *PHASE[1:])))

    assert shown(result, "phase") == "11-26 09:00 → 11-30 18:00"


@pytest.mark.parametrize(
    "link",
    [
        Dependency("before", "phase", LinkType.FF),
        Dependency("before", "phase", LinkType.SF),
        Dependency("phase", "short"),
        Dependency("short", "phase"),
    ],
)
def test_links_that_no_summary_can_keep_are_refused(link: Dependency) -> None:
    with pytest.raises(SummaryLinkRefused) as refusal:
        schedule(_plan(link))

    assert refusal.value.facts == {"predecessor_id": link.predecessor_id, "successor_id": link.successor_id}


def test_a_cycle_through_a_summary_names_it() -> None:
    with pytest.raises(DependencyCycle) as refusal:
        schedule(_plan(Dependency("short", "after"), Dependency("after", "phase")))

    names = list(refusal.value.task_ids)
    start = names.index("short")
    assert names[start:] + names[:start] == ["short", "after", "phase"]


def test_tasks_cannot_be_each_others_summary() -> None:
    tasks = (PlanTask("a", parent_id="b"), PlanTask("b", parent_id="a"))

    with pytest.raises(DependencyCycle) as refusal:
        schedule(_plan(tasks=tasks))

    assert sorted(refusal.value.task_ids) == ["a", "b"]


def test_an_unknown_summary_is_refused() -> None:
    with pytest.raises(UnknownPlanTask) as refusal:
        schedule(_plan(tasks=(PlanTask("a", parent_id="nowhere"),)))

    assert refusal.value.facts == {"task_id": "nowhere"}


@pytest.mark.parametrize(("effort", "percent"), [((30, 10), 37.5), ((None, None), 62.5), ((30, None), 62.5)])
def test_progress_is_weighted_by_effort_else_by_duration(
    effort: tuple[float | None, float | None], percent: float
) -> None:
    tasks = (
        PlanTask("phase"),
        PlanTask("a", duration=2, parent_id="phase", percent_complete=25, effort=effort[0]),
        PlanTask("b", duration=6, parent_id="phase", percent_complete=75, effort=effort[1]),
    )

    assert roll_up_progress(_plan(tasks=tasks)) == {"phase": percent}


def test_a_subtask_that_contradicts_what_its_summary_waits_for_is_named() -> None:
    begun = replace(PHASE[1], fixed_start=MONDAY)

    result = schedule(_plan(Dependency("before", "phase"), tasks=(PHASE[0], begun, PHASE[2], *OTHERS)))

    assert result.conflicts == (Conflict(ConflictKind.LINK, "short", 480, predecessor_id="phase"),)
