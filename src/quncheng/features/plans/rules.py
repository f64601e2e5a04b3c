"""How a wish about dates becomes fields of a task: pure decisions."""

import msgspec

from quncheng.engine.calendar import WorkCalendar
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import Task, TaskChanges


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


def _set(changes: TaskChanges, **values: object) -> TaskChanges:
    return msgspec.structs.replace(changes, **values)
