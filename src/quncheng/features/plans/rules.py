"""How a wish about dates becomes fields of a task: pure decisions."""

from datetime import date

import msgspec

from quncheng.engine.calendar import WorkCalendar
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import Task, TaskChanges, TaskKind


def shifted(task: Task, workdays: int, *, calendar: WorkCalendar) -> TaskChanges:
    """The task ends so many workdays later (or earlier).

    What has begun takes longer; what has not begins later. A promise moves with the plan. A task without a plan has
    only its promise to move.
    """
    changes = TaskChanges()
    if task.due_date is not None:
        changes = _set(changes, due_date=calendar.add_workdays(task.due_date, workdays))
    if task.duration_days is None or task.planned_start is None:
        return changes
    if task.status is TaskStatus.OPEN:
        return _set(changes, not_before=calendar.add_workdays(calendar.next_workday(task.planned_start), workdays))
    return _set(changes, duration_days=max(task.duration_days + workdays, 1))


def ending_on(task: Task, changes: TaskChanges, *, calendar: WorkCalendar) -> TaskChanges:
    """A later promise moves the plan along, so that the plan ends on the promised day."""
    due = changes.due_date
    finish = task.planned_finish
    has_plan = task.duration_days is not None and finish is not None and task.planned_start is not None
    if due is msgspec.UNSET or due is None or not has_plan or finish is None or due <= finish:
        return changes
    workdays = calendar.count_workdays(finish, due) - calendar.is_workday(finish)
    if workdays <= 0:
        return changes
    moved = shifted(task, workdays, calendar=calendar)
    return _set(
        changes,
        **{name: value for name, value in moved.set_fields().items() if name in ("not_before", "duration_days")},
    )


def dragged(
    task: Task,
    changes: TaskChanges,
    *,
    is_manual: bool,
    start: date | None,
    finish: date | None,
    calendar: WorkCalendar,
) -> TaskChanges:
    """A bar put to other days: a start is the earliest one from now on, a finish alone makes it longer or shorter.

    By hand it is simply there. What has begun cannot begin elsewhere; a bare promise and a milestone have one day.
    """
    if start is None and finish is None:
        return changes
    if is_manual:
        return _set(changes, planned_start=start or task.planned_start, planned_finish=finish or task.planned_finish)
    if task.kind is TaskKind.MILESTONE:
        return _set(changes, not_before=finish or start)
    if task.duration_days is None and task.planned_start is None:
        return _set(changes, due_date=finish or start)
    first = task.planned_start or start or finish
    if start is not None and task.status is TaskStatus.OPEN:
        changes, first = _set(changes, not_before=start), start
    is_moved_whole = start is not None and finish is not None and changes.duration_days is msgspec.UNSET
    if finish is not None and first is not None and not is_moved_whole:
        changes = _set(changes, duration_days=max(calendar.count_workdays(first, finish), 1))
    return changes


def put_by_hand(task: Task, changes: TaskChanges, *, finish: date, calendar: WorkCalendar) -> TaskChanges:
    """By hand it ends on the day, after as many workdays as it takes."""
    days = 0 if task.kind is TaskKind.MILESTONE else max(round(task.duration_days or 1), 1) - 1
    start = calendar.add_workdays(finish, -days) if days else finish
    return _set(changes, planned_start=start, planned_finish=finish)


def _set(changes: TaskChanges, **values: object) -> TaskChanges:
    return msgspec.structs.replace(changes, **values)
