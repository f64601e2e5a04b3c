"""What a change of the plan would do, told before it is done."""

from collections.abc import Iterable, Iterator
from datetime import date

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.errors import UnknownPlanTask
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Impact, MovedTask, Plan, PlanChange, PlanTask, Schedule


def dry_run(plan: Plan, change: PlanChange, *, calendar: WorkCalendar) -> Impact:
    """The consequences of the change; `apply_change` and `schedule` lead to exactly ``Impact.after``.

    Raises what `apply_change` and `schedule` raise.
    """
    changed = apply_change(plan, change)
    before = schedule(plan, calendar=calendar)
    after = schedule(changed, calendar=calendar)
    moved = tuple(_moved(before, after, edited={task.id for task in change.tasks}, calendar=calendar))
    added = tuple(task_id for task_id in after.tasks if task_id not in before.tasks)
    removed = tuple(task_id for task_id in before.tasks if task_id not in after.tasks)
    touched = {task.task_id for task in moved} | {*added, *removed} | {task.id for task in change.tasks}
    return Impact(
        before=before,
        after=after,
        moved=moved,
        added_task_ids=added,
        removed_task_ids=removed,
        finish_workdays=_workdays_between(before.planned_finish, after.planned_finish, calendar),
        affected_assignee_ids=_assignees((*plan.tasks, *changed.tasks), touched),
    )


def apply_change(plan: Plan, change: PlanChange) -> Plan:
    """The plan after the change; the links of a removed task go with it. Raises UnknownPlanTask."""
    tasks = {task.id: task for task in plan.tasks}
    for task_id in change.removed_task_ids:
        if tasks.pop(task_id, None) is None:
            raise UnknownPlanTask(task_id=task_id)
    tasks.update((task.id, task) for task in change.tasks)
    kept = [link for link in plan.dependencies if _is_kept(link, change)]
    return Plan(
        starts_on=change.starts_on or plan.starts_on,
        tasks=tuple(tasks.values()),
        dependencies=(*kept, *change.added_dependencies),
    )


def _is_kept(link: Dependency, change: PlanChange) -> bool:
    ends = (link.predecessor_id, link.successor_id)
    gone = change.removed_task_ids
    return ends not in change.removed_dependencies and ends[0] not in gone and ends[1] not in gone


def _moved(before: Schedule, after: Schedule, *, edited: set[str], calendar: WorkCalendar) -> Iterator[MovedTask]:
    for task_id, new in after.tasks.items():
        old = before.tasks.get(task_id)
        if old is None or (old.planned_start, old.planned_finish) == (new.planned_start, new.planned_finish):
            continue
        yield MovedTask(
            task_id=task_id,
            old_start=old.planned_start,
            old_finish=old.planned_finish,
            new_start=new.planned_start,
            new_finish=new.planned_finish,
            workdays=_workdays_between(old.planned_finish, new.planned_finish, calendar),
            driver=new.driver,
            is_edited=task_id in edited,
        )


def _workdays_between(old: date | None, new: date | None, calendar: WorkCalendar) -> int:
    if old is None or new is None:
        return 0
    return calendar.workday_number(new) - calendar.workday_number(old)


def _assignees(tasks: Iterable[PlanTask], touched: set[str]) -> tuple[str, ...]:
    named = {assignee_id: None for task in tasks if task.id in touched for assignee_id in task.assignee_ids}
    return tuple(named)
