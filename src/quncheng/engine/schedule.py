"""Forward scheduling: the earliest dates that the links, the constraints and the facts allow.

Time is counted in boundaries between workdays: boundary *n* is the start of workday number *n* and the end of the
workday before it. A task of three days from Monday ends at Thursday's boundary and is shown as finishing on Wednesday;
its successor starts at that boundary. A milestone sits on one boundary and is shown on the day that ends there.
"""

from datetime import date

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.errors import InvalidDuration
from quncheng.engine.network import Network, build_network
from quncheng.engine.types import Dependency, Driver, DriverKind, Lag, Plan, PlanTask, Schedule, ScheduledTask

_PROJECT_START = Driver(DriverKind.PROJECT_START)
_NOT_BEFORE = Driver(DriverKind.NOT_BEFORE)
_FIXED_START = Driver(DriverKind.FIXED_START)
_ACTUAL = Driver(DriverKind.ACTUAL)


def schedule(plan: Plan, *, calendar: WorkCalendar) -> Schedule:
    """Dates for every task.

    Raises UnknownPlanTask, DuplicateDependency, DependencyCycle, InvalidDuration and DateOutOfRange.
    """
    network = build_network(plan)
    starts, finishes, drivers = _place_all(plan, network, calendar=calendar)
    tasks = {
        task.id: _to_dates(task, start, finish=finish, driver=driver, calendar=calendar)
        for task, start, finish, driver in zip(plan.tasks, starts, finishes, drivers, strict=True)
    }
    return Schedule(
        tasks=tasks,
        planned_finish=max((task.planned_finish for task in tasks.values()), default=None),
        conflicts=_conflicts(plan, network, starts=starts, finishes=finishes),
        unpublished_years=_unpublished_years(tasks, calendar),
    )


def _place_all(plan: Plan, network: Network, *, calendar: WorkCalendar) -> tuple[list[int], list[int], list[Driver]]:
    """The boundaries at which tasks start and finish, and what holds each start."""
    tasks = plan.tasks
    project_start = _start_boundary(plan.starts_on, calendar)
    starts = [project_start] * len(tasks)
    finishes = [project_start] * len(tasks)
    drivers = [_PROJECT_START] * len(tasks)
    as_driver: dict[int, Driver] = {}
    for index in network.order:
        task = tasks[index]
        start, holder = project_start, -1
        for before, lag in network.predecessors[index]:
            boundary = finishes[before] + lag
            if boundary > start:
                start, holder = boundary, before
        if holder >= 0:
            drivers[index] = as_driver.get(holder) or as_driver.setdefault(
                holder, Driver(DriverKind.DEPENDENCY, tasks[holder].id)
            )
        held = _held_start(task, start, calendar=calendar)
        if held is not None:
            start, drivers[index] = held
        starts[index] = start
        finishes[index] = start + _checked_workdays(task)
        if task.actual_finish is not None:
            finishes[index] = _finish_boundary(task.actual_finish, calendar)
    return starts, finishes, drivers


def _checked_workdays(task: PlanTask) -> int:
    if task.is_milestone:
        return 0
    if task.workdays < 1:
        raise InvalidDuration(task_id=task.id, title=task.title)
    return round(task.workdays)


def _held_start(task: PlanTask, earliest: int, *, calendar: WorkCalendar) -> tuple[int, Driver] | None:
    """The boundary at which a fact or a constraint puts the start; None where the links do."""
    # The day a milestone is held to is the day it happens on, so it sits at that day's end.
    to_boundary = _finish_boundary if task.is_milestone else _start_boundary
    if task.actual_finish is not None and (task.is_milestone or task.actual_start is None):
        return _finish_boundary(task.actual_finish, calendar) - round(task.workdays), _ACTUAL
    if task.actual_start is not None:
        return to_boundary(task.actual_start, calendar), _ACTUAL
    if task.fixed_start is not None:
        return to_boundary(task.fixed_start, calendar), _FIXED_START
    if task.not_before is not None:
        boundary = to_boundary(task.not_before, calendar)
        return (boundary, _NOT_BEFORE) if boundary > earliest else None
    return None


def _start_boundary(day: date, calendar: WorkCalendar) -> int:
    return calendar.workday_number(day) + (not calendar.is_workday(day))


def _finish_boundary(day: date, calendar: WorkCalendar) -> int:
    return calendar.workday_number(day) + 1


def _to_dates(task: PlanTask, start: int, *, finish: int, driver: Driver, calendar: WorkCalendar) -> ScheduledTask:
    if task.is_milestone:
        day = _milestone_day(task, finish, driver=driver, calendar=calendar)
        return ScheduledTask(task.id, day, day, driver)
    last = task.actual_finish or calendar.workday_at(finish - 1)
    first = task.actual_start or calendar.workday_at(start)
    return ScheduledTask(task.id, min(first, last), last, driver)


def _milestone_day(task: PlanTask, boundary: int, *, driver: Driver, calendar: WorkCalendar) -> date:
    # Unlike work, an event such as a launch may be held to a day off.
    if task.actual_finish is not None:
        return task.actual_finish
    held = {_ACTUAL: task.actual_start, _FIXED_START: task.fixed_start, _NOT_BEFORE: task.not_before}.get(driver)
    if held is not None:
        return held
    # At the very start of the project there is no day of the project before the milestone.
    return calendar.workday_at(boundary if driver is _PROJECT_START else boundary - 1)


def _conflicts(plan: Plan, network: Network, *, starts: list[int], finishes: list[int]) -> tuple[Dependency, ...]:
    found: list[Dependency] = []
    for index, task in enumerate(plan.tasks):
        if task.fixed_start is None and task.actual_start is None and task.actual_finish is None:
            continue
        found += [
            Dependency(plan.tasks[before].id, task.id, lag=Lag(lag))
            for before, lag in network.predecessors[index]
            if finishes[before] + lag > starts[index]
        ]
    return tuple(found)


def _unpublished_years(tasks: dict[str, ScheduledTask], calendar: WorkCalendar) -> tuple[int, ...]:
    if not calendar.published_years or not tasks:
        return ()
    first = min(task.planned_start for task in tasks.values()).year
    last = max(task.planned_finish for task in tasks.values()).year
    return tuple(year for year in range(first, last + 1) if not calendar.is_published(year))
