"""How fast plans are scheduled and drawn: without a server, in this process, in CPU time."""

import gc
import random
import statistics
import time
from dataclasses import replace
from datetime import date, timedelta

from bench.picture import PICTURE, measure_picture
from bench.report import Numbers
from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.holidays import chinese_calendar
from quncheng.engine.schedule import Prepared, prepare
from quncheng.engine.types import NO_LAG, Dependency, Lag, LagUnit, LinkType, Plan, PlanChange, PlanTask

SCHEDULE, SCHEDULE_LARGE, DRAG = "schedule_10000", "schedule_100000", "drag_10000"
SCHEDULING = (SCHEDULE, SCHEDULE_LARGE, DRAG, PICTURE)
PROJECT_START = date(2026, 1, 5)
MEMBERS, MEMBERS_WITH_LEAVE = 50, 5
REPETITIONS, QUICK_REPETITIONS = 15, 3
DRAGS, QUICK_DRAGS = 200, 40


def measure_scheduling(only: set[str], *, is_quick: bool) -> dict[str, Numbers]:
    """A whole schedule is everything: compiling, both passes, floats, what drives each start, conflicts."""
    found: dict[str, Numbers] = {}
    times = QUICK_REPETITIONS if is_quick else REPETITIONS
    if SCHEDULE in only:
        found[SCHEDULE] = {
            "cpu_ms": _measure_schedules(make_plan(10_000, 17_000), times),
            "leave_cpu_ms": _measure_schedules(make_plan(10_000, 17_000, with_leave=True), times),
        }
    if SCHEDULE_LARGE in only:
        found[SCHEDULE_LARGE] = {"cpu_ms": _measure_schedules(make_plan(100_000, 170_000), max(3, times // 3))}
    if DRAG in only:
        found[DRAG] = _measure_drags(prepare(make_plan(10_000, 17_000)), QUICK_DRAGS if is_quick else DRAGS)
    if PICTURE in only:
        found[PICTURE] = measure_picture(is_quick=is_quick)
    return found


def make_plan(task_count: int, link_count: int, *, with_leave: bool = False) -> Plan:
    """Tasks in the order of their rows, links of all types from a row to one some sixty rows further down.

    The links stand where plans keep them, with their successors.
    """
    pick = random.Random(task_count)
    tasks = tuple(
        PlanTask(
            f"task-{row}", duration=pick.choice((0.5, 1, 2, 3, 5, 8)), assignee_ids=(f"m{pick.randrange(MEMBERS)}",)
        )
        for row in range(task_count)
    )
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < link_count:
        before = pick.randrange(task_count - 1)
        pairs[before, min(task_count - 1, before + 1 + int(pick.expovariate(1 / 60)))] = None
    kinds = (*[LinkType.FS] * 7, LinkType.SS, LinkType.FF, LinkType.SF)
    lags = (*[NO_LAG] * 6, Lag(1), Lag(-1), Lag(4, LagUnit.HOUR), Lag(50, LagUnit.PERCENT))
    links = tuple(
        Dependency(tasks[before].id, tasks[after].id, pick.choice(kinds), pick.choice(lags))
        for before, after in sorted(pairs, key=lambda pair: pair[::-1])
    )
    calendar = chinese_calendar()
    members = {f"m{number}": _on_leave(calendar, number) for number in range(MEMBERS_WITH_LEAVE if with_leave else 0)}
    return Plan(PROJECT_START, tasks, links, calendar=calendar, member_calendars=members)


def _on_leave(calendar: WorkCalendar, number: int) -> WorkCalendar:
    first = PROJECT_START + timedelta(weeks=8 + number)
    return calendar.with_exceptions(
        CalendarException(first + timedelta(days=day), False, "年假", is_leave=True) for day in range(5)
    )


def _measure_schedules(plan: Plan, times: int) -> float:
    """The median; the calendars have been asked before, as in a server."""
    _schedule(plan)
    spent: list[float] = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        _schedule(plan)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def _schedule(plan: Plan) -> None:
    result = prepare(plan).schedule()
    if result.planned_finish is None or len(result.critical_ids()) == 0 or len(result.free_floats) != len(plan.tasks):
        raise RuntimeError("a plan with tasks has an end, a critical path and floats")
    if result.conflicts:
        raise RuntimeError("links alone contradict nothing")


def _measure_drags(prepared: Prepared, times: int) -> Numbers:
    """Tasks all over the plan, each made two days longer: what moves, the end, the people, the conflicts."""
    pick = random.Random(1)
    tasks = pick.sample(prepared.plan.tasks, times)
    prepared.schedule()
    spent: list[float] = []
    moved: list[int] = []
    for task in tasks:
        change = PlanChange(tasks=(replace(task, duration=task.workdays + 2),))
        start = time.process_time()
        impact = prepared.dry_run(change)
        count = len(impact.moved)
        _ = impact.finish_workdays, impact.affected_assignee_ids, impact.new_conflicts, impact.resolved_conflicts
        spent.append((time.process_time() - start) * 1000)
        moved.append(count)
    slowest = sorted(spent)[int(times * 0.95)]
    return {
        "cpu_ms": statistics.median(spent),
        "mean_ms": statistics.mean(spent),
        "p95_ms": slowest,
        "most_moved": max(moved),
    }
