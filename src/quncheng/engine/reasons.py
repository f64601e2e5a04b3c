"""Why a task is where it is: the chain of reasons from the task back to what it all depends on."""

from collections.abc import Iterator
from datetime import date, timedelta

from quncheng.engine.answer import Schedule
from quncheng.engine.minutes import finish_day, start_day, to_minute
from quncheng.engine.placing import BY_CHILDREN, BY_HOLD, BY_PROJECT_START
from quncheng.engine.results import Driver, DriverKind, FreeDay, Reason

_ONE_DAY = timedelta(days=1)


def why(schedule: Schedule, task_id: str) -> tuple[Reason, ...]:
    """From the task to a project start, a constraint or a fact; each step names what its start waits for."""
    return tuple(_chain(schedule, schedule.network.position[task_id]))


def _chain(schedule: Schedule, node: int) -> Iterator[Reason]:
    network, drivers = schedule.network, schedule.placement.drivers
    is_finish = False
    while True:
        driver = drivers[node]
        if driver == BY_CHILDREN:
            first, last = schedule.placement.moment_of_start, schedule.placement.moment_of_finish
            child = max(network.children[node], key=last) if is_finish else min(network.children[node], key=first)
            by = Driver(DriverKind.SUBTASKS, schedule.plan.tasks[child].id)
            yield _reason(schedule, node, by)
            node = child
            continue
        yield _reason(schedule, node, _driver(schedule, node))
        if driver < 0:
            return
        node, is_finish = driver >> 1, bool(driver & 1)


def _driver(schedule: Schedule, node: int) -> Driver:
    """Of a gate it is what holds its summary back."""
    if node >= schedule.network.size and schedule.placement.drivers[node] == BY_HOLD:
        return Driver(DriverKind.CONSTRAINT)
    return schedule.driver_of(node)


def _reason(schedule: Schedule, node: int, driver: Driver) -> Reason:
    network = schedule.network
    task_node = network.task_node(node)
    task = schedule.plan.tasks[task_node]
    first, last = schedule.dates_of(task_node)
    is_constraint = driver.kind is DriverKind.CONSTRAINT
    link = None
    if driver.kind is DriverKind.DEPENDENCY and driver.predecessor_id is not None:
        link = network.links.get(network.pair(network.position[driver.predecessor_id], task_node))
    return Reason(
        task_id=task.id,
        planned_start=first,
        planned_finish=last,
        driver=driver,
        link=link,
        constraint=task.constraint if is_constraint else None,
        constraint_on=task.constraint_on if is_constraint else None,
        waited=tuple(_free_days(schedule, node, before=first)),
        interrupted=tuple(_interruptions(schedule, node, first=first, last=last)),
    )


def _free_days(schedule: Schedule, node: int, *, before: date) -> Iterator[FreeDay]:
    """The free days between what the start waited for and the start."""
    driver, placement = schedule.placement.drivers[node], schedule.placement
    if driver == BY_PROJECT_START:
        day = start_day(to_minute(schedule.plan.starts_on, is_end=False))
    elif driver >= 0 and driver & 1:
        day = finish_day(placement.moment_of_finish(driver >> 1)) + _ONE_DAY
    elif driver >= 0:
        day = start_day(placement.moment_of_start(driver >> 1))
    else:
        return
    calendar = schedule.calendar_of(node)
    while day < before:
        if not calendar.is_workday(day):
            exception = calendar.exception_on(day)
            yield FreeDay(day) if exception is None else FreeDay(day, exception.name, exception.is_leave)
        day += _ONE_DAY


def _interruptions(schedule: Schedule, node: int, *, first: date, last: date) -> Iterator[FreeDay]:
    if node >= schedule.network.size or node in schedule.network.children:
        return
    for exception in schedule.calendar_of(node).exceptions:
        if first < exception.on < last and not exception.is_workday:
            yield FreeDay(exception.on, exception.name, exception.is_leave)
