"""What a change of the plan would do, told before it is done."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from quncheng.engine.answer import Schedule
from quncheng.engine.conflicts import find_conflicts
from quncheng.engine.minutes import to_days
from quncheng.engine.results import Conflict, MovedTask
from quncheng.engine.types import PlanChange


class Impact:
    """The schedules before and after a change, and the differences, found when looked at."""

    def __init__(
        self, before: Schedule, after: Schedule, *, change: PlanChange, nodes: tuple[int, ...] | None = None
    ) -> None:
        self.before = before
        self.after = after
        self._change = change
        self._nodes = nodes
        """The tasks that may have moved, when both schedules number them alike; None for all."""

    @cached_property
    def moved(self) -> tuple[MovedTask, ...]:
        """Tasks whose dates differ, in the order of the plan."""
        edited = {task.id for task in self._change.tasks}
        found: list[MovedTask] = []
        for old, new in self._pairs:
            before, after = self.before.moments_of(old), self.after.moments_of(new)
            if before != after:
                found.append(self._moved(new, before, after, edited=edited))
        return tuple(found)

    @property
    def milestones(self) -> tuple[MovedTask, ...]:
        return tuple(task for task in self.moved if task.is_milestone)

    @cached_property
    def added_task_ids(self) -> tuple[str, ...]:
        known = self.before.network.position
        return tuple(task.id for task in self._change.tasks if task.id not in known)

    @cached_property
    def removed_task_ids(self) -> tuple[str, ...]:
        gone = self._change.removed_task_ids
        return tuple(task.id for task in self.before.plan.tasks if task.id in gone) if gone else ()

    @cached_property
    def finish_workdays(self) -> int:
        """How far the end of the project moves."""
        return self._workdays(self.before.planned_finish, self.after.planned_finish)

    @cached_property
    def affected_assignee_ids(self) -> tuple[str, ...]:
        """Everybody whose tasks move, appear, change or disappear; each once."""
        found: dict[str, None] = {}
        for schedule in (self.before, self.after):
            tasks = schedule.plan.tasks
            for node in self.touched_nodes(schedule):
                found.update(dict.fromkeys(tasks[node].assignee_ids))
        return tuple(found)

    def touched_nodes(self, schedule: Schedule) -> list[int]:
        """The tasks that move, appear, change or disappear, by their places in one of the two schedules."""
        position = schedule.network.position
        return sorted(position[task_id] for task_id in self.touched_ids if task_id in position)

    @cached_property
    def touched_ids(self) -> frozenset[str]:
        named = frozenset(task.id for task in self._change.tasks) | self._change.removed_task_ids
        return named | {task.task_id for task in self.moved}

    @cached_property
    def new_conflicts(self) -> tuple[Conflict, ...]:
        """What the change makes impossible that was possible before."""
        old = {_key(conflict) for conflict in self._conflicts(self.before)}
        return tuple(conflict for conflict in self._conflicts(self.after) if _key(conflict) not in old)

    @cached_property
    def resolved_conflicts(self) -> tuple[Conflict, ...]:
        new = {_key(conflict) for conflict in self._conflicts(self.after)}
        return tuple(conflict for conflict in self._conflicts(self.before) if _key(conflict) not in new)

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        """Tasks that are in both plans, by their places there."""
        size = self.before.network.size
        if self._nodes is not None:
            return [(node, node) for node in sorted(self._nodes) if node < size]
        places = self.before.network.position
        return [
            (old, new)
            for task_id, new in self.after.network.position.items()
            if (old := places.get(task_id)) is not None
        ]

    def _moved(self, node: int, before: tuple[int, int], after: tuple[int, int], *, edited: set[str]) -> MovedTask:
        task = self.after.plan.tasks[node]
        old_start, old_finish = to_days(before)
        new_start, new_finish = to_days(after)
        return MovedTask(
            task_id=task.id,
            old_start=old_start,
            old_finish=old_finish,
            new_start=new_start,
            new_finish=new_finish,
            workdays=self._workdays(old_finish, new_finish),
            driver=self.after.driver_of(node),
            is_edited=task.id in edited,
            is_milestone=task.is_milestone,
        )

    def _workdays(self, old: date | None, new: date | None) -> int:
        if old is None or new is None:
            return 0
        calendar = self.after.plan.calendar
        return calendar.workday_number(new) - calendar.workday_number(old)

    def _conflicts(self, schedule: Schedule) -> Iterable[Conflict]:
        if self._nodes is None:
            return schedule.conflicts
        successors = self.after.network.successors
        concerned = {*self._nodes, *(after for node in self._nodes for after in successors[node])}
        return tuple(find_conflicts(schedule.placement, sorted(concerned)))


def _key(conflict: Conflict) -> tuple[str, str, str | None]:
    return conflict.kind, conflict.task_id, conflict.predecessor_id
