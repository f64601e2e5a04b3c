"""The schedule of a plan: columns of numbers, turned into dates, floats and reasons where somebody looks."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.conflicts import find_conflicts
from quncheng.engine.minutes import MINUTES_OF_DAY, finish_day, start_day, to_days
from quncheng.engine.placing import BY_CHILDREN, BY_HOLD, BY_PROJECT_START, Placement
from quncheng.engine.results import Conflict, Driver, DriverKind, ScheduledTask, TaskFloat
from quncheng.engine.timing import Lateness, free_floats, late_ends, project_finish
from quncheng.engine.types import Direction, PlanTask

_PROJECT_START = Driver(DriverKind.PROJECT_START)
_LATE = Driver(DriverKind.AS_LATE_AS_POSSIBLE)


class Schedule:
    """The dates of every task, in the order of the plan. The backward pass is made when a float is asked for."""

    def __init__(self, placement: Placement) -> None:
        self.placement = placement
        self.network = placement.network
        self.plan = placement.network.plan
        self._built: dict[str, ScheduledTask] = {}

    @property
    def tasks(self) -> Mapping[str, ScheduledTask]:
        """By id; each is built when it is looked at."""
        return _Tasks(self, self._built)

    @cached_property
    def finish(self) -> int | None:
        """The moment of the end of the last task; None for a plan without tasks."""
        return project_finish(self.placement)

    @cached_property
    def planned_finish(self) -> date | None:
        """The day of the end of the last task; None for a plan without tasks."""
        return None if self.finish is None else finish_day(self.finish)

    @cached_property
    def planned_start(self) -> date | None:
        """The day the first task begins."""
        if not self.plan.tasks:
            return None
        starts = self.placement.ends[: 2 * self.network.size : 2]
        first = {number: min(self._of_clock(starts, number)) for number in set(self.network.clock_of)}
        held = (node for node, hold in self.network.holds.items() if hold.shown_start is not None)
        nodes = (node for node, start in enumerate(starts) if start == first[self.network.clock_of[node]])
        return start_day(min(map(self.placement.moment_of_start, (*nodes, *held))))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What contradicts a link, a constraint or a deadline, in the order of the plan."""
        return tuple(find_conflicts(self.placement, sorted(self.network.holds)))

    @cached_property
    def unpublished_years(self) -> tuple[int, ...]:
        """Years the plan reaches whose breaks and make-up days are not published yet."""
        calendar, first, last = self.plan.calendar, self.planned_start, self.planned_finish
        if not calendar.published_years or first is None or last is None:
            return ()
        return tuple(year for year in range(first.year, last.year + 1) if not calendar.is_published(year))

    @cached_property
    def lateness(self) -> Lateness:
        """The backward pass."""
        is_backward = self.plan.direction is Direction.BACKWARD
        return late_ends(self.placement, self.finish or 0, is_backward=is_backward)

    @cached_property
    def total_floats(self) -> list[int]:
        """Per task in working minutes; of a summary, as much as its dates can be late."""
        late, ends = self.lateness.ends, self.placement.ends
        count = 2 * self.network.size
        return [
            min(start, finish)
            for start, finish in zip(
                map(int.__sub__, late[:count:2], ends[:count:2]),
                map(int.__sub__, late[1:count:2], ends[1:count:2]),
                strict=True,
            )
        ]

    @cached_property
    def free_floats(self) -> list[int]:
        """Per task in working minutes."""
        return free_floats(self.placement, self.lateness.finishes)[: self.network.size]

    def dates(self, task_id: str) -> tuple[date, date]:
        """Planned start and finish."""
        return self.dates_of(self.network.position[task_id])

    def dates_of(self, node: int) -> tuple[date, date]:
        return to_days(self.moments_of(node))

    def moments_of(self, node: int) -> tuple[int, int]:
        """Planned start and finish on the clock on the wall; an event has one moment."""
        placement = self.placement
        return placement.moment_of_start(node), placement.moment_of_finish(node)

    def float_of(self, task_id: str, *, threshold: int = 0) -> TaskFloat:
        """The float of a task; critical with at most the threshold in working minutes."""
        node = self.network.position[task_id]
        clock, late = self.network.clock(node), self.lateness.ends
        total, free = self.total_floats[node], self.free_floats[node]
        finish = finish_day(clock.finish(late[2 * node + 1]))
        is_event = late[2 * node] == late[2 * node + 1]
        return TaskFloat(
            late_start=finish if is_event else start_day(clock.start(late[2 * node])),
            late_finish=finish,
            total_float=total,
            free_float=free,
            total_float_days=total / clock.day,
            free_float_days=free / clock.day,
            is_critical=self.is_critical(node, threshold=threshold),
        )

    def is_critical(self, node: int, *, threshold: int = 0) -> bool:
        """A summary is critical when one of its subtasks is; what is over is not."""
        children = self.network.children.get(node)
        if children is not None:
            return any(self.is_critical(child, threshold=threshold) for child in children)
        return self.total_floats[node] <= threshold and self.plan.tasks[node].actual_finish is None

    def critical_ids(self, *, threshold: int = 0) -> tuple[str, ...]:
        """The tasks that cannot be later by more than the threshold, summaries apart, in the order of the plan."""
        children, tasks = self.network.children, self.plan.tasks
        return tuple(
            tasks[node].id
            for node, slack in enumerate(self.total_floats)
            if slack <= threshold and node not in children and tasks[node].actual_finish is None
        )

    def driver_of(self, node: int) -> Driver:
        """Why the task starts when it starts."""
        code, tasks = self.placement.drivers[node], self.plan.tasks
        if code >= self.network.size * 2:
            return Driver(DriverKind.SUMMARY, tasks[self.network.summary_of(code >> 1)].id)
        if code >= 0:
            return Driver(DriverKind.DEPENDENCY, tasks[code >> 1].id)
        if code == BY_PROJECT_START:
            return _PROJECT_START
        if code == BY_CHILDREN:
            first = min(self.network.children[node], key=self.placement.moment_of_start)
            return Driver(DriverKind.SUBTASKS, tasks[first].id)
        return Driver(held_kind(tasks[node])) if code == BY_HOLD else _LATE

    def calendar_of(self, node: int) -> WorkCalendar:
        """The calendar that rules the task."""
        return self.network.calendars[self.network.clock_of[node]]

    def _of_clock(self, values: list[int], number: int) -> Iterator[int]:
        return (value for value, clock in zip(values, self.network.clock_of, strict=False) if clock == number)


class _Tasks(Mapping[str, ScheduledTask]):
    """A view, not kept by the schedule: a circle of the two would keep large columns alive."""

    def __init__(self, schedule: Schedule, built: dict[str, ScheduledTask]) -> None:
        self._schedule = schedule
        self._built = built

    def __getitem__(self, task_id: str) -> ScheduledTask:
        task = self._built.get(task_id)
        if task is None:
            task = self._built[task_id] = self._build(task_id)
        return task

    def __iter__(self) -> Iterator[str]:
        return iter(self._schedule.network.position)

    def __len__(self) -> int:
        return self._schedule.network.size

    def _build(self, task_id: str) -> ScheduledTask:
        schedule = self._schedule
        node = schedule.network.position[task_id]
        start, finish = schedule.moments_of(node)
        first, last = to_days((start, finish))
        return ScheduledTask(
            id=task_id,
            planned_start=first,
            planned_finish=last,
            driver=schedule.driver_of(node),
            planned_start_minute=start - first.toordinal() * MINUTES_OF_DAY,
            planned_finish_minute=finish - last.toordinal() * MINUTES_OF_DAY,
        )


def held_kind(task: PlanTask) -> DriverKind:
    """What the dates of a task come from when it is not its links."""
    if task.is_manual and (task.fixed_start is not None or task.fixed_finish is not None):
        return DriverKind.MANUAL
    if task.fixed_start is not None:
        return DriverKind.FIXED_START
    if task.actual_start is not None or task.actual_finish is not None:
        return DriverKind.ACTUAL
    return DriverKind.CONSTRAINT
