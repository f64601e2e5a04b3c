"""The changes of a plan that people ask for in one sentence: later by so many days, done by a certain day."""

from dataclasses import replace
from datetime import date

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.errors import UnknownPlanTask
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Plan, PlanChange, PlanTask


def shift_task(plan: Plan, task_id: str, *, workdays: int, calendar: WorkCalendar) -> PlanChange:
    """The change that finishes a task so many workdays later, or earlier for a negative number.

    A task that has begun takes longer (but keeps one workday); one that has not begins later.
    """
    task = _get_task(plan, task_id)
    if task.actual_start is not None and not task.is_milestone:
        return PlanChange(tasks=(replace(task, duration=max(1, task.workdays + workdays)),))
    planned = schedule(plan, calendar=calendar).tasks[task_id]
    return PlanChange(tasks=(_started_on(task, calendar.add_workdays(planned.planned_start, workdays)),))


def finish_task_on(plan: Plan, task_id: str, *, day: date, calendar: WorkCalendar) -> PlanChange:
    """The change that plans a task to finish on a day, or on the last workday before it.

    A task that has begun takes as long as that needs (at least one workday); one that has not begins accordingly.
    """
    task = _get_task(plan, task_id)
    if task.is_milestone:
        return PlanChange(tasks=(_started_on(task, day),))
    last = calendar.previous_workday(day)
    if task.actual_start is not None:
        return PlanChange(tasks=(replace(task, duration=max(1, calendar.count_workdays(task.actual_start, last))),))
    return PlanChange(tasks=(_started_on(task, calendar.add_workdays(last, 1 - task.workdays)),))


def _started_on(task: PlanTask, day: date) -> PlanTask:
    if task.fixed_start is not None:
        return replace(task, fixed_start=day)
    return replace(task, not_before=day)


def _get_task(plan: Plan, task_id: str) -> PlanTask:
    task = next((task for task in plan.tasks if task.id == task_id), None)
    if task is None:
        raise UnknownPlanTask(task_id=task_id)
    return task
