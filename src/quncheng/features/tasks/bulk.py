"""A whole plan comes in, or is put out of sight: few statements, however many tasks."""

from collections.abc import Container, Iterable, Mapping, Sequence

import msgspec

from quncheng.engine.answer import Schedule
from quncheng.engine.types import PlanTask
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import scheduling as project_plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, BoardColumn, TaskStatus
from quncheng.features.tasks import planning, scheduling, store, store_parts, store_plan
from quncheng.features.tasks.events import DependencyAdded, TaskChanged, TaskCreated
from quncheng.features.tasks.fresh import blank_task
from quncheng.features.tasks.store_plan import PlanRow
from quncheng.features.tasks.types import NewTask, PlannedTask, Task, TaskDependency
from quncheng.kit.ranks import rank_between
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def to_plan_task(new: PlannedTask, present: Container[str | None]) -> PlanTask:
    """A task that is not there yet, as the engine sees it."""
    row = PlanRow(
        id=new.id,
        number=0,
        title=new.title,
        kind=new.kind.value,
        status=new.status.value,
        priority=new.priority.value,
        parent_id=new.parent_id,
        assignee_id=new.assignee_id,
        duration_days=new.duration_days,
        not_before=new.not_before,
        due_date=new.due_date,
        planned_start=new.planned_start,
        planned_finish=new.planned_finish,
        forecast_finish=None,
        actual_start=new.actual_start,
        actual_finish=new.actual_finish,
        percent_complete=new.percent_complete,
        constraint_type=None if new.said.constraint_type is None else new.said.constraint_type.value,
        constraint_on=new.said.constraint_on,
        is_manual=new.said.is_manual,
        effort_hours=new.said.effort_hours,
        calendar_id=new.said.calendar_id,
    )
    return planning.to_plan_task(row, present)


def with_dates(new: Sequence[PlannedTask], schedule: Schedule) -> tuple[PlannedTask, ...]:
    """The same tasks where the plan puts them; what is cancelled has no place in it."""
    position, children = schedule.network.position, schedule.network.children
    placed: list[PlannedTask] = []
    for task in new:
        node = position.get(task.id)
        if node is None:
            placed.append(task)
            continue
        start, finish = schedule.dates_of(node)
        dates = scheduling.dates_to_keep(task, start, finish, is_summary=node in children)
        placed.append(msgspec.structs.replace(task, **dates))
    return tuple(placed)


def add_plan(
    session: Session, access: Access, actor: Actor, *, new: Sequence[PlannedTask], links: Sequence[TaskDependency]
) -> tuple[Task, ...]:
    """Add tasks with their dates and the links among them, in order. Raises OnlyForManager.

    For tasks and links that were checked and placed before.
    """
    project_policy.check_may_edit_plan(access)
    tasks = _to_tasks(session, access.project_id, new)
    store.add_tasks(session, [(task, one.description) for task, one in zip(tasks, new, strict=True)])
    store_plan.add_schedules(session, access.project_id, {one.id: one.said for one in new})
    store_parts.add_dependencies(session, links)
    for member_id in dict.fromkeys(_people(tasks)):
        projects.ensure_member(session, actor, project_id=access.project_id, member_id=member_id)
    _tell(session, actor, tasks, links)
    steps = [scheduling.Step(None, task) for task in tasks]
    scheduling.refresh_ends(session, actor, access.project_id, steps)
    return tasks


def archive_all(session: Session, access: Access, actor: Actor, *, task_ids: Sequence[str]) -> int:
    """Put many tasks out of sight; returns how many were still there. Raises OnlyForManager."""
    project_policy.check_may_edit_plan(access)
    tasks = [task for task in scheduling.list_tasks(session, task_ids) if task.archived_at is None]
    store_plan.archive_tasks(session, [task.id for task in tasks])
    steps: list[scheduling.Step] = []
    for task in tasks:
        after = msgspec.structs.replace(task, archived_at=session.now, updated_at=session.now, version=task.version + 1)
        steps.append(scheduling.Step(task, after))
        changes: dict[str, tuple[object, object]] = {"archived_at": (None, msgspec.to_builtins(session.now))}
        happened = TaskChanged(of_project=access.project_id, task_id=task.id, version=after.version, changes=changes)
        events.record(session, actor, happened)
    scheduling.refresh_ends(session, actor, access.project_id, steps)
    return len(tasks)


def _to_tasks(session: Session, project_id: str, new: Sequence[PlannedTask]) -> tuple[Task, ...]:
    first = project_plans.take_numbers(session, project_id, len(new))
    by_status = _columns_by_status(projects.list_columns(session, project_id))
    ends: dict[str, str | None] = {
        column_id: store.last_rank(session, project_id, column_id) for column_id in set(by_status.values())
    }
    children: dict[str, int] = {}
    for one in new:
        if one.parent_id is not None:
            children[one.parent_id] = children.get(one.parent_id, 0) + 1
    made: list[Task] = []
    for number, one in enumerate(new, first):
        column_id = by_status[one.status]
        ends[column_id] = rank_between(ends[column_id], None)
        draft = NewTask(
            title=one.title,
            id=one.id,
            kind=one.kind,
            priority=one.priority,
            assignee_id=one.assignee_id,
            collaborator_ids=one.collaborator_ids,
            parent_id=one.parent_id,
            not_before=one.not_before,
        )
        blank = blank_task(session, draft, project_id=project_id, number=number, column_id=column_id)
        made.append(
            msgspec.structs.replace(
                blank,
                rank=ends[column_id] or "",
                status=one.status,
                duration_days=one.duration_days,
                planned_start=one.planned_start,
                planned_finish=one.planned_finish,
                due_date=one.due_date,
                actual_start=one.actual_start,
                actual_finish=one.actual_finish,
                percent_complete=one.percent_complete,
                subtask_count=children.get(one.id, 0),
            )
        )
    return tuple(made)


def _columns_by_status(columns: Sequence[BoardColumn]) -> Mapping[TaskStatus, str]:
    """Where a task of each status stands; one whose status has no column stands in the first."""
    found: dict[TaskStatus, str] = dict.fromkeys(TaskStatus, columns[0].id)
    for column in reversed(columns):
        found[column.status] = column.id
    return found


def _people(tasks: Iterable[Task]) -> Iterable[str]:
    for task in tasks:
        if task.assignee_id is not None:
            yield task.assignee_id
        yield from task.collaborator_ids


def _tell(session: Session, actor: Actor, tasks: Sequence[Task], links: Sequence[TaskDependency]) -> None:
    for task in tasks:
        happened = TaskCreated(
            of_project=task.project_id,
            task_id=task.id,
            number=task.number,
            title=task.title,
            assignee_id=task.assignee_id,
        )
        events.record(session, actor, happened)
    for link in links:
        added = DependencyAdded(
            of_project=link.project_id,
            task_id=link.successor_id,
            dependency_id=link.id,
            predecessor_id=link.predecessor_id,
            type=link.type.value,
            lag=link.lag,
            lag_unit=link.lag_unit.value,
        )
        events.record(session, actor, added)
