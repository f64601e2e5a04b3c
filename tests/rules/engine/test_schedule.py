"""Forward scheduling: textbook cases with dates computed by hand, then what must hold for every plan."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.errors import DependencyCycle, DuplicateDependency, InvalidDuration, UnknownPlanTask
from quncheng.engine.holidays import chinese_calendar
from quncheng.engine.results import Conflict, ConflictKind, Driver, DriverKind, ScheduledTask
from quncheng.engine.schedule import schedule
from quncheng.engine.types import ConstraintType, Dependency, Lag, Plan, PlanTask
from tests.rules.engine.plans import dates, plans, sampled

WEEK = WorkCalendar()
MONDAY = date(2026, 11, 23)
NOT_BEFORE = ConstraintType.START_NO_EARLIER_THAN


def november(day: int) -> date:
    return date(2026, 11, day)


def december(day: int) -> date:
    return date(2026, 12, day)


def test_the_plan_of_the_launch() -> None:
    plan = Plan(
        MONDAY,
        (PlanTask("copy", duration=7), PlanTask("draft", duration=5), PlanTask("deploy", duration=3)),
        (Dependency("draft", "deploy"),),
    )

    result = schedule(plan)

    assert dates(result) == {
        "copy": (november(23), december(1)),
        "draft": (november(23), november(27)),
        "deploy": (november(30), december(2)),
    }
    assert result.planned_finish == december(2)
    assert result.tasks["copy"].driver == Driver(DriverKind.PROJECT_START)
    assert result.tasks["deploy"].driver == Driver(DriverKind.DEPENDENCY, "draft")


def test_a_textbook_network() -> None:
    # A three-way network with two merges: the longest way is A (3) - C (6) - E (4) - F (2), 15 workdays.
    durations = {"A": 3, "B": 4, "C": 6, "D": 5, "E": 4, "F": 2}
    links = (("A", "B"), ("A", "C"), ("B", "D"), ("C", "E"), ("D", "F"), ("E", "F"))
    plan = Plan(
        MONDAY,
        tuple(PlanTask(name, duration=days) for name, days in durations.items()),
        tuple(Dependency(before, after) for before, after in links),
    )

    result = schedule(plan)

    assert dates(result) == {
        "A": (november(23), november(25)),
        "B": (november(26), december(1)),
        "C": (november(26), december(3)),
        "D": (december(2), december(8)),
        "E": (december(4), december(9)),
        "F": (december(10), december(11)),
    }
    assert result.tasks["F"].driver == Driver(DriverKind.DEPENDENCY, "E")


def test_a_project_that_starts_on_a_weekend_begins_on_monday() -> None:
    result = schedule(Plan(november(21), (PlanTask("a", duration=3),)))

    assert dates(result) == {"a": (november(23), november(25))}


@pytest.mark.parametrize(
    ("lag", "start", "finish"),
    [(0, 26, 27), (1, 27, 30), (2, 30, 1), (-1, 25, 26), (-2, 24, 25), (-9, 13, 16)],
)
def test_lags_and_leads_count_workdays(lag: int, start: int, finish: int) -> None:
    plan = Plan(MONDAY, (PlanTask("a", duration=3), PlanTask("b", duration=2)), (Dependency("a", "b", lag=Lag(lag)),))

    result = schedule(plan)

    end = december(finish) if finish < 5 else november(finish)
    assert dates(result)["b"] == (november(start), end)


def test_a_task_nobody_has_estimated_takes_one_day() -> None:
    assert dates(schedule(Plan(MONDAY, (PlanTask("a"),)))) == {"a": (MONDAY, MONDAY)}


def test_milestones_are_on_the_day_their_work_ends_and_take_no_time() -> None:
    tasks = (PlanTask("a", duration=3), PlanTask("m", is_milestone=True), PlanTask("b", duration=1))
    plan = Plan(MONDAY, tasks, (Dependency("a", "m"), Dependency("m", "b")))

    result = schedule(plan)

    assert dates(result) == {
        "a": (november(23), november(25)),
        "m": (november(25), november(25)),
        "b": (november(26), november(26)),
    }


def test_milestones_at_the_start_of_the_project_delay_nothing() -> None:
    tasks = (PlanTask("kickoff", is_milestone=True), PlanTask("go", is_milestone=True), PlanTask("a", duration=1))
    plan = Plan(MONDAY, tasks, (Dependency("kickoff", "go"), Dependency("go", "a")))

    assert dates(schedule(plan)) == dict.fromkeys(("kickoff", "go", "a"), (MONDAY, MONDAY))


def test_a_milestone_may_be_held_to_a_day_off_and_work_goes_on_after_it() -> None:
    launch = PlanTask("launch", is_milestone=True, fixed_start=november(28))
    plan = Plan(MONDAY, (launch, PlanTask("review", duration=1)), (Dependency("launch", "review"),))

    assert dates(schedule(plan)) == {
        "launch": (november(28), november(28)),
        "review": (november(30), november(30)),
    }


def test_not_before_delays_but_never_pulls_forward() -> None:
    tasks = (
        PlanTask("a", duration=5),
        PlanTask("late", duration=1, constraint=NOT_BEFORE, constraint_on=december(1)),
        PlanTask("early", duration=1, constraint=NOT_BEFORE, constraint_on=november(24)),
    )
    plan = Plan(MONDAY, tasks, (Dependency("a", "late"), Dependency("a", "early")))

    result = schedule(plan)

    assert result.tasks["late"].planned_start == december(1)
    assert result.tasks["late"].driver == Driver(DriverKind.CONSTRAINT)
    assert result.tasks["early"].planned_start == november(30)
    assert result.tasks["early"].driver == Driver(DriverKind.DEPENDENCY, "a")
    assert result.conflicts == ()


def test_a_fixed_start_holds_and_the_contradicted_link_is_named() -> None:
    tasks = (PlanTask("a", duration=5), PlanTask("b", duration=1, fixed_start=november(25)), PlanTask("c"))
    plan = Plan(MONDAY, tasks, (Dependency("a", "b"), Dependency("b", "c")))

    result = schedule(plan)

    assert dates(result)["b"] == (november(25), november(25))
    assert dates(result)["c"] == (november(26), november(26))
    assert result.conflicts == (
        Conflict(ConflictKind.LINK, "b", 3 * 480, predecessor_id="a", link=Dependency("a", "b")),
    )
    assert result.tasks["b"].driver == Driver(DriverKind.FIXED_START)


def test_what_is_done_stays_and_what_follows_moves_with_it() -> None:
    tasks = (
        PlanTask("done", duration=5, actual_start=november(23), actual_finish=november(25)),
        PlanTask("begun", duration=3, actual_start=november(24)),
        PlanTask("next", duration=2),
    )
    plan = Plan(MONDAY, tasks, (Dependency("done", "next"),))

    assert dates(schedule(plan)) == {
        "done": (november(23), november(25)),
        "begun": (november(24), november(26)),
        "next": (november(26), november(27)),
    }


def test_work_finished_on_a_sunday_is_followed_on_monday() -> None:
    tasks = (PlanTask("done", duration=2, actual_finish=november(29)), PlanTask("next"))

    result = schedule(Plan(MONDAY, tasks, (Dependency("done", "next"),)))

    assert dates(result) == {"done": (november(26), november(29)), "next": (november(30), november(30))}


def test_dates_skip_the_national_break_and_use_the_makeup_day() -> None:
    tasks = (PlanTask("a", duration=3), PlanTask("b", duration=2))
    plan = Plan(date(2026, 9, 29), tasks, (Dependency("a", "b"),))

    assert dates(schedule(replace(plan, calendar=chinese_calendar()))) == {
        "a": (date(2026, 9, 29), date(2026, 10, 8)),
        "b": (date(2026, 10, 9), date(2026, 10, 10)),
    }


def test_years_without_official_breaks_are_named() -> None:
    plan = Plan(date(2026, 12, 30), (PlanTask("a", duration=5),))

    assert schedule(replace(plan, calendar=chinese_calendar())).unpublished_years == (2027,)
    assert schedule(Plan(MONDAY, (PlanTask("a"),), calendar=chinese_calendar())).unpublished_years == ()


def test_an_empty_plan_has_no_end() -> None:
    assert schedule(Plan(MONDAY)).planned_finish is None


def test_a_cycle_is_refused_and_names_its_tasks_only() -> None:
    tasks = tuple(PlanTask(name, title=f"任务{name}") for name in "abcde")
    links = (Dependency("a", "b"), Dependency("b", "c"), Dependency("c", "d"), Dependency("d", "b"))

    with pytest.raises(DependencyCycle) as refusal:
        schedule(Plan(MONDAY, tasks, (*links, Dependency("d", "e"))))

    names = list(refusal.value.task_ids)
    start = names.index("b")
    assert names[start:] + names[:start] == ["b", "c", "d"]
    assert sorted(refusal.value.titles) == ["任务b", "任务c", "任务d"]


def test_a_task_cannot_wait_for_itself() -> None:
    with pytest.raises(DependencyCycle) as refusal:
        schedule(Plan(MONDAY, (PlanTask("a"),), (Dependency("a", "a"),)))

    assert refusal.value.task_ids == ("a",)


def test_a_second_link_between_two_tasks_is_refused() -> None:
    links = (Dependency("a", "b"), Dependency("a", "b", lag=Lag(2)))

    with pytest.raises(DuplicateDependency) as refusal:
        schedule(Plan(MONDAY, (PlanTask("a"), PlanTask("b")), links))

    assert refusal.value.facts == {"predecessor_id": "a", "successor_id": "b"}


def test_a_link_to_a_task_outside_the_plan_is_refused() -> None:
    with pytest.raises(UnknownPlanTask) as refusal:
        schedule(Plan(MONDAY, (PlanTask("a"),), (Dependency("a", "b"),)))

    assert refusal.value.facts == {"task_id": "b"}


@pytest.mark.parametrize("duration", [0, -1])
def test_a_task_takes_at_least_a_day(duration: int) -> None:
    with pytest.raises(InvalidDuration):
        schedule(Plan(MONDAY, (PlanTask("a", duration=duration),)))


@sampled
@given(plans())
def test_no_link_is_violated_unless_it_is_named(plan: Plan) -> None:
    calendar = WEEK.with_exceptions([CalendarException(november(26), False), CalendarException(november(29), True)])
    result = schedule(replace(plan, calendar=calendar))
    held = {task.id for task in plan.tasks if task.fixed_start or task.actual_start or task.actual_finish}

    violated: set[Dependency] = set()
    for link in plan.dependencies:
        end = calendar.minutes.until(_finish(result.tasks[link.predecessor_id]))
        if calendar.minutes.until(_start(result.tasks[link.successor_id])) < end + 480 * link.lag.amount:
            violated.add(link)

    named = {conflict.link for conflict in result.conflicts if conflict.kind is ConflictKind.LINK}
    assert violated == named
    assert {link.successor_id for link in violated} <= held


def _start(shown: ScheduledTask) -> int:
    return shown.planned_start.toordinal() * 1440 + shown.planned_start_minute


def _finish(shown: ScheduledTask) -> int:
    return shown.planned_finish.toordinal() * 1440 + shown.planned_finish_minute


@sampled
@given(plans())
def test_work_takes_its_duration_and_only_leads_and_facts_go_before_the_project(plan: Plan) -> None:
    result = schedule(plan)
    goes_back = any(link.lag.amount < 0 for link in plan.dependencies) or any(
        task.fixed_start or task.actual_start for task in plan.tasks
    )

    for task in plan.tasks:
        shown = result.tasks[task.id]
        if task.is_milestone:
            assert shown.planned_start == shown.planned_finish
        elif task.actual_finish is None and task.actual_start is None:
            assert WEEK.count_workdays(shown.planned_start, shown.planned_finish) == task.workdays
            assert WEEK.is_workday(shown.planned_start)
            assert WEEK.is_workday(shown.planned_finish)
            if not goes_back:
                assert shown.planned_start >= plan.starts_on
    assert result.planned_finish == max((one.planned_finish for one in result.tasks.values()), default=None)


@sampled
@given(plans(), st.integers(0, 11), st.integers(1, 10))
def test_a_longer_task_never_makes_anything_earlier(plan: Plan, index: int, longer: int) -> None:
    tasks = list(plan.tasks)
    index %= len(tasks)
    task = tasks[index]
    if task.is_milestone or task.actual_finish is not None:
        return
    tasks[index] = replace(task, duration=task.workdays + longer)

    before = schedule(plan)
    after = schedule(replace(plan, tasks=tuple(tasks)))

    assert all(after.tasks[one.id].planned_finish >= one.planned_finish for one in before.tasks.values())
    assert all(after.tasks[one.id].planned_start >= one.planned_start for one in before.tasks.values())


@sampled
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(plan: Plan, shuffler: random.Random) -> None:
    tasks, links = list(plan.tasks), list(plan.dependencies)
    shuffler.shuffle(tasks)
    shuffler.shuffle(links)

    shuffled = schedule(replace(plan, tasks=tuple(tasks), dependencies=tuple(links)))

    assert dates(shuffled) == dates(schedule(plan))
