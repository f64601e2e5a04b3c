"""A plan as levelling sees it, in whole units of the project's working time, and its proposals in days again; pure.

What has begun, is kept by hand or held by a constraint stays. A task takes as long elsewhere as where it is planned,
so that what it waits through (a leave of its assignee) is taken along: the dry run of the proposal says the truth.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import gcd

from quncheng.engine.answer import Schedule
from quncheng.engine.levelling.problem import Absence, Activity, LevellingProblem, Link, Resource
from quncheng.engine.levelling.proposals import Delay, LevellingProposal
from quncheng.engine.load import member_clock
from quncheng.engine.minutes import MINUTES_OF_DAY, day_start, finish_day, start_day, to_minute
from quncheng.engine.types import ConstraintType, Dependency, Direction, Lag, LagUnit, LinkType, PlanTask

CAPACITY = 100
"""Of a person, in percent of their working time."""
SMALLEST_UNIT = 60
LONGEST_HORIZON = 4_000
"""Units from the first to the last day; a longer plan is levelled in half days."""
LINKS_LIMIT = 50_000
_MOVABLE = (None, ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.START_NO_EARLIER_THAN)
_ELAPSED_MINUTES = {LagUnit.ELAPSED_DAY: MINUTES_OF_DAY, LagUnit.ELAPSED_HOUR: 60}


@dataclass(frozen=True, slots=True)
class Wait:
    """A task that should begin later; ``because_of`` are the tasks its assignee does meanwhile."""

    task_id: str
    not_before: date
    first_on: date | None
    last_on: date | None
    because_of: tuple[str, ...]


class PlanLevelling:
    """The problem a plan poses, and the way back to its days."""

    def __init__(self, schedule: Schedule, *, today: date) -> None:
        self._schedule = schedule
        self._clock = schedule.plan.calendar.minutes
        self._today = self._clock.until(day_start(today))
        network = schedule.network
        self._nodes = [node for node in range(network.size) if node not in network.children]
        self._spans = {node: self._span_of(node) for node in self._nodes}
        self._origin = min((first for first, _ in self._spans.values()), default=0)
        self._unit = self._unit_of_plan()

    @cached_property
    def problem(self) -> LevellingProblem:
        tasks = self._schedule.plan.tasks
        activities = tuple(self._activity(node, tasks[node]) for node in self._nodes)
        members = sorted({member_id for one in activities for member_id in one.demands})
        return LevellingProblem(activities, tuple(self._links()), tuple(self._resources(members, activities)))

    @cached_property
    def total_floats(self) -> Mapping[str, int]:
        floats, tasks = self._schedule.total_floats, self._schedule.plan.tasks
        return {tasks[node].id: max(floats[node], 0) // self._unit for node in self._nodes}

    def waits(self, proposal: LevellingProposal) -> tuple[Wait, ...]:
        """What to change: what waits for a person; what waits for its predecessor follows by its link."""
        return tuple(self._wait(delay) for delay in proposal.delays if delay.shortages)

    def _wait(self, delay: Delay) -> Wait:
        first, last = delay.shortages[0].start, max(one.finish for one in delay.shortages)
        others = dict.fromkeys(task_id for one in delay.shortages for task_id in one.activity_ids)
        return Wait(
            delay.activity_id,
            self._day_from(delay.start),
            self._day_of(first),
            finish_day(self._clock.finish(self._origin + last * self._unit)),
            tuple(others),
        )

    def _day_of(self, unit: int) -> date:
        return start_day(self._clock.start(self._origin + unit * self._unit))

    def _day_from(self, unit: int) -> date:
        """The first day that begins no earlier than the unit: a constraint names a day, not an hour."""
        day = self._day_of(unit)
        if self._clock.until(day_start(day)) >= self._origin + unit * self._unit:
            return day
        return self._schedule.plan.calendar.add_workdays(day, 1)

    def _span_of(self, node: int) -> tuple[int, int]:
        start, finish = self._schedule.moments_of(node)
        first = self._clock.until(start)
        return first, max(self._clock.until(finish), first)

    def _unit_of_plan(self) -> int:
        """As coarse as the plan allows: every start and finish on an edge of a unit."""
        unit = gcd(*(edge - self._origin for span in self._spans.values() for edge in span))
        last = max((finish for _, finish in self._spans.values()), default=0)
        unit = self._clock.day if unit == 0 else max(unit, SMALLEST_UNIT)
        return unit if last - self._origin <= unit * LONGEST_HORIZON else max(unit, self._clock.day // 2)

    def _activity(self, node: int, task: PlanTask) -> Activity:
        first, last = self._spans[node]
        is_over = task.actual_finish is not None or last <= self._today
        start = (first - self._origin) // self._unit
        duration = -(-(last - self._origin) // self._unit) - start if last > first else 0
        return Activity(
            id=task.id,
            duration=duration,
            demands={} if is_over else self._demands(node, task),
            earliest_start=start,
            planned_start=start,
            deadline=None if task.deadline is None else self._deadline(task),
            priority=task.priority,
            is_fixed=is_over or not self._is_movable(task),
        )

    def _is_movable(self, task: PlanTask) -> bool:
        has_begun = task.actual_start is not None or task.fixed_start is not None
        is_forward = self._schedule.plan.direction is Direction.FORWARD
        return is_forward and not has_begun and not task.is_manual and task.constraint in _MOVABLE

    def _deadline(self, task: PlanTask) -> int | None:
        if task.deadline is None:
            return None
        return max((self._clock.until(to_minute(task.deadline, is_end=True)) - self._origin) // self._unit, 0)

    def _demands(self, node: int, task: PlanTask) -> dict[str, int]:
        minutes = self._schedule.network.durations[node]
        is_planned = task.duration is not None or task.is_manual
        if not minutes or not is_planned or not task.assignee_ids:
            return {}
        share = CAPACITY
        if task.effort is not None:
            share = round(CAPACITY * task.effort * 60 / len(task.assignee_ids) / minutes)
        return dict.fromkeys(task.assignee_ids, min(max(share, 1), CAPACITY))

    def _links(self) -> Iterator[Link]:
        network = self._schedule.network
        count = 0
        for link in self._schedule.plan.dependencies:
            for before in self._leaves(network.position[link.predecessor_id]):
                for after in self._leaves(network.position[link.successor_id]):
                    count += 1
                    if count > LINKS_LIMIT:
                        return
                    yield self._link(link, before, after)

    def _leaves(self, node: int) -> Iterator[int]:
        """The tasks a summary stands for."""
        children = self._schedule.network.children.get(node)
        if children is None:
            yield node
            return
        for child in children:
            yield from self._leaves(child)

    def _link(self, link: Dependency, before: int, after: int) -> Link:
        tasks = self._schedule.plan.tasks
        lag = self._lag(link.lag, before)
        first, second = self._length(before), self._length(after)
        offset = {
            LinkType.FS: first + lag,
            LinkType.SS: lag,
            LinkType.FF: first + lag - second,
            LinkType.SF: lag - second,
        }[link.type]
        return Link(tasks[before].id, tasks[after].id, offset)

    def _length(self, node: int) -> int:
        first, last = self._spans[node]
        return -(-(last - self._origin) // self._unit) - (first - self._origin) // self._unit if last > first else 0

    def _lag(self, lag: Lag, before: int) -> int:
        """In units; elapsed time is what is worked in it behind the predecessor."""
        match lag.unit:
            case LagUnit.DAY:
                minutes = lag.amount * self._clock.day
            case LagUnit.HOUR:
                minutes = lag.amount * 60
            case LagUnit.PERCENT | LagUnit.ELAPSED_PERCENT:
                minutes = lag.amount / 100 * self._schedule.network.durations[before]
            case LagUnit.ELAPSED_DAY | LagUnit.ELAPSED_HOUR:
                finish = self._schedule.moments_of(before)[1]
                later = finish + round(lag.amount * _ELAPSED_MINUTES[lag.unit])
                minutes = self._clock.until(later) - self._clock.until(finish)
        return -int(-minutes // self._unit)

    def _resources(self, members: list[str], activities: tuple[Activity, ...]) -> Iterator[Resource]:
        horizon = max((one.planned_start + one.duration for one in activities), default=0)
        for member_id in members:
            busy = {
                unit
                for one in activities
                if member_id in one.demands
                for unit in range(one.planned_start, one.planned_start + one.duration)
            }
            yield Resource(member_id, CAPACITY, tuple(self._absences(member_id, busy, horizon)))

    def _absences(self, member_id: str, busy: set[int], horizon: int) -> Iterator[Absence]:
        """The days of the project on which the person does not work, but for those a task of theirs waits through."""
        clock = member_clock(self._schedule, member_id)
        if clock is self._clock:
            return
        for unit in range(horizon + self._clock.day * 60 // self._unit):
            first = self._clock.start(self._origin + unit * self._unit)
            last = self._clock.finish(self._origin + (unit + 1) * self._unit)
            if unit not in busy and clock.until(first) == clock.until(last):
                yield Absence(unit, unit + 1, CAPACITY)
