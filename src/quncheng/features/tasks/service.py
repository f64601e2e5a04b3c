"""Use cases about tasks: create, change, move, archive, and what hangs on them."""

from collections.abc import Sequence
from datetime import date

import msgspec

from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import scheduling as project_plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.errors import ColumnNotFound, ProjectNotFound
from quncheng.features.projects.types import Access, BoardColumn, Project, TaskStatus
from quncheng.features.tasks import checks, policy, rules, scheduling, store, store_parts, store_plan
from quncheng.features.tasks.conflicts import check_fields_untouched
from quncheng.features.tasks.errors import TaskInvalid, TaskNotFound
from quncheng.features.tasks.events import TaskCreated
from quncheng.features.tasks.fresh import blank_task
from quncheng.features.tasks.types import NewTask, Task, TaskChanges, TaskDetail, TaskSchedule
from quncheng.features.tasks.writing import write_all, write_changes
from quncheng.kit.ids import is_id
from quncheng.kit.ranks import rank_between, ranks_after
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def get_task(session: Session, task_id: str) -> Task:
    """For code that has checked access already. Raises TaskNotFound."""
    task = store.find_task(session, task_id)
    if task is None:
        raise TaskNotFound(task_id=task_id)
    return task


def access_task(session: Session, member_id: str, task_id: str) -> tuple[Access, Task]:
    """A task and the member's access to its project. Raises TaskNotFound when they may not read it."""
    task = get_task(session, task_id)
    return _access_of(session, member_id, task), task


def lock_task(session: Session, member_id: str, task_id: str) -> tuple[Access, Task]:
    """``access_task`` for a change: nobody else changes the task until the transaction ends."""
    task = _lock(session, task_id)
    return _access_of(session, member_id, task), task


def lock_task_in(session: Session, access: Access, task_id: str) -> Task:
    """``lock_task`` for one whose access to its project is known already. Raises TaskNotFound."""
    task = _lock(session, task_id)
    if task.project_id != access.project_id:
        raise TaskNotFound(task_id=task_id)
    return task


def _lock(session: Session, task_id: str) -> Task:
    task = store.lock_task(session, task_id)
    if task is None:
        raise TaskNotFound(task_id=task_id)
    return task


def _access_of(session: Session, member_id: str, task: Task) -> Access:
    try:
        return projects.get_access(session, member_id, task.project_id)
    except ProjectNotFound:
        raise TaskNotFound(task_id=task.id) from None


def read_detail(session: Session, task: Task) -> TaskDetail:
    """Everything a task's own screen shows."""
    dependencies = store_parts.list_dependencies_of(session, task.id)
    linked = {dependency.predecessor_id for dependency in dependencies}
    linked |= {dependency.successor_id for dependency in dependencies}
    return TaskDetail(
        task=task,
        description=store.read_description(session, task.id),
        schedule=store_plan.list_schedules(session, (task.id,)).get(task.id, TaskSchedule()),
        checklist=store_parts.list_checklist(session, task.id) if task.checklist_total else (),
        comments=store_parts.list_comments(session, task.id) if task.comment_count else (),
        dependencies=dependencies,
        linked=store.list_by_ids(session, linked - {task.id}) if linked else (),
        subtasks=store.list_children(session, task.id) if task.subtask_count else (),
    )


def read_description(session: Session, task_id: str) -> str:
    return store.read_description(session, task_id)


def create_tasks(session: Session, access: Access, actor: Actor, *, new: Sequence[NewTask]) -> tuple[Task, ...]:
    """Add tasks to the plan, in order. Raises OnlyForManager, TaskInvalid, ParentInvalid, ColumnNotFound."""
    project_policy.check_may_edit_plan(access)
    project = projects.get_project(session, access.project_id)
    columns = projects.list_columns(session, access.project_id)
    number = project_plans.take_numbers(session, access.project_id, len(new))
    today = people.local_now(session).date()
    calendar = calendars.get_calendar(session)
    first = scheduling.first_day(session, project, calendar)
    ends: dict[str, str | None] = {}
    created: list[Task] = []
    descriptions: list[str] = []
    for offset, draft in enumerate(new):
        column = _column_of(columns, draft.column_id)
        if column.id not in ends:
            ends[column.id] = store.last_rank(session, access.project_id, column.id)
        ends[column.id] = rank_between(ends[column.id], None)
        task, description = _new_task(session, access, draft, number=number + offset, column=column)
        task = msgspec.structs.replace(
            task,
            rank=ends[column.id] or "",
            not_before=draft.not_before or (first if first > (project.planned_start or today) else None),
            **rules.status_changes(task, column.status, today=today),
        )
        created.append(task)
        descriptions.append(description)
    return _add(session, actor, project, tuple(zip(created, descriptions, strict=True)), first=first)


def _add(
    session: Session, actor: Actor, project: Project, new: Sequence[tuple[Task, str]], *, first: date
) -> tuple[Task, ...]:
    """Where nothing else can move, the new tasks are placed alone; the rest of the plan is not read."""
    created = [task for task, _ in new]
    if any(task.parent_id is not None for task in created) or project.finishes_on is not None:
        plan = scheduling.open_plan(session, project.id)
        store.add_tasks(session, new)
        _after_creation(session, actor, project.id, created, first=first)
        change = scheduling.adding(plan, created)
        numbers = {task.id: task.number for task in created}
        followed = scheduling.follow(session, actor, plan, change, project_id=project.id, new_numbers=numbers)
        moved = {task.id: task for task in followed}
        return tuple(moved.get(task.id, task) for task in created)
    placed = scheduling.place(project, created, first=first, calendar=calendars.get_calendar(session))
    store.add_tasks(session, [(task, description) for task, (_, description) in zip(placed, new, strict=True)])
    _after_creation(session, actor, project.id, placed, first=first)
    return placed


def _after_creation(session: Session, actor: Actor, project_id: str, created: Sequence[Task], *, first: date) -> None:
    for task in created:
        if task.parent_id is not None:
            store.count_up(session, task.parent_id, subtask_count=1)
        for member_id in {task.assignee_id, *task.collaborator_ids} - {None}:
            projects.ensure_member(session, actor, project_id=project_id, member_id=str(member_id))
        happened = TaskCreated(
            of_project=project_id,
            task_id=task.id,
            number=task.number,
            title=task.title,
            assignee_id=task.assignee_id,
        )
        events.record(session, actor, happened)
    if any(map(scheduling.is_scheduled, created)):
        project_plans.begin_plan(session, actor, project_id=project_id, first=first)
    scheduling.refresh_ends(session, actor, project_id, [scheduling.Step(None, task) for task in created])


def _new_task(
    session: Session, access: Access, draft: NewTask, *, number: int, column: BoardColumn
) -> tuple[Task, str]:
    changes = TaskChanges(
        title=draft.title,
        description=draft.description,
        kind=draft.kind,
        duration_days=draft.duration_days,
        due_time=draft.due_time,
        due_date=draft.due_date,
        tags=draft.tags,
        collaborator_ids=draft.collaborator_ids,
    )
    values = rules.valid_changes(changes)
    if draft.id is not None and not is_id(draft.id):
        raise TaskInvalid(field="id")
    checks.check_people(session, (draft.assignee_id, *draft.collaborator_ids))
    if draft.parent_id is not None:
        checks.check_parent(session, access.project_id, draft.parent_id, child_id=None)
    description = str(values.pop("description"))
    task = blank_task(session, draft, project_id=access.project_id, number=number, column_id=column.id)
    return msgspec.structs.replace(task, **values), description


def change_task(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    task: Task,
    changes: TaskChanges,
    version: int | None = None,
) -> Task:
    """Change the plan of one task; dates behind it follow.

    ``version`` is the one the caller saw: what others changed since is kept when it concerns other fields.
    Raises OnlyForManager, TaskInvalid, ParentInvalid, ChangedMeanwhile.
    """
    project_policy.check_may_edit_plan(access)
    values = _checked(session, access, task, changes)
    if version is not None and version != task.version:
        check_fields_untouched(session, task, since_version=version, fields=frozenset(values))
    return write_changes(session, actor, task=task, values=values)


def change_tasks(
    session: Session, access: Access, actor: Actor, *, edits: Sequence[tuple[Task, TaskChanges]]
) -> tuple[Task, ...]:
    """Change the plan of several tasks at once; dates behind them follow. Raises what `change_task` raises."""
    project_policy.check_may_edit_plan(access)
    checked = [(task, _checked(session, access, task, changes)) for task, changes in edits]
    return write_all(session, actor, project_id=access.project_id, edits=checked)


def _checked(session: Session, access: Access, task: Task, changes: TaskChanges) -> dict[str, object]:
    values = rules.valid_changes(changes)
    checks.check_people(session, checks.people_in(values))
    checks.check_by_hand(session, task, values)
    parent_id = values.get("parent_id")
    if isinstance(parent_id, str):
        checks.check_parent(session, access.project_id, parent_id, child_id=task.id)
    return values


def move_task(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    task: Task,
    column_id: str,
    before_id: str | None = None,
    after_id: str | None = None,
    version: int | None = None,
) -> Task:
    """Put a card into a column, before or behind another card, or at the column's end.

    One row is written. The column's status becomes the task's; within a column a move never conflicts.
    Raises NotYourTask, OnlyForManager, ColumnNotFound, ChangedMeanwhile.
    """
    column = projects.get_column(session, column_id)
    if column.project_id != task.project_id:
        raise ColumnNotFound(column_id=column_id)
    policy.check_may_report(access, task)
    if version is not None and version != task.version and column_id != task.column_id:
        check_fields_untouched(session, task, since_version=version, fields=frozenset({"column_id"}))
    values: dict[str, object] = {
        "column_id": column_id,
        "rank": _rank_at(session, task, column_id, before_id, after_id),
    }
    values |= rules.status_changes(task, column.status, today=people.local_now(session).date())
    return write_changes(session, actor, task=task, values=values)


def set_status(
    session: Session, actor: Actor, *, task: Task, status: TaskStatus, values: dict[str, object] | None = None
) -> Task:
    """Let a task stand at a status, at the end of that status's column; further checked ``values`` go along."""
    changes = rules.status_changes(task, status, today=people.local_now(session).date()) | (values or {})
    column = None if status is task.status else projects.column_for(session, task.project_id, status)
    if column is not None and column.id != task.column_id:
        last = store.last_rank(session, task.project_id, column.id)
        changes |= {"column_id": column.id, "rank": rank_between(last, None)}
    return write_changes(session, actor, task=task, values=changes)


def cancel_task(session: Session, access: Access, actor: Actor, *, task: Task) -> Task:
    """The task is not needed any more. Raises OnlyForManager."""
    project_policy.check_may_edit_plan(access)
    return set_status(session, actor, task=task, status=TaskStatus.CANCELLED)


def archive_task(session: Session, access: Access, actor: Actor, *, task: Task, is_archived: bool) -> Task:
    """Take a task out of sight, or back. Raises OnlyForManager."""
    project_policy.check_may_edit_plan(access)
    return write_changes(session, actor, task=task, values={"archived_at": session.now if is_archived else None})


def move_all(session: Session, access: Access, actor: Actor, *, column_id: str, target: BoardColumn) -> int:
    """Move every card of a column to another one, in order; returns how many."""
    project_policy.check_may_edit_plan(access)
    task_ids = store.list_column_ids(session, access.project_id, column_id)
    ranks = ranks_after(store.last_rank(session, access.project_id, target.id), len(task_ids))
    today = people.local_now(session).date()
    ordered = sorted(store.list_by_ids(session, task_ids), key=lambda task: task.rank)
    for task, rank in zip(ordered, ranks, strict=True):
        values: dict[str, object] = {"column_id": target.id, "rank": rank}
        if task.status is not TaskStatus.CANCELLED:
            values |= rules.status_changes(task, target.status, today=today)
        write_changes(session, actor, task=task, values=values)
    return len(task_ids)


def _column_of(columns: tuple[BoardColumn, ...], column_id: str | None) -> BoardColumn:
    if column_id is not None:
        found = next((column for column in columns if column.id == column_id), None)
        if found is None:
            raise ColumnNotFound(column_id=column_id)
        return found
    return next((column for column in columns if column.status is TaskStatus.OPEN), columns[0])


def _rank_at(session: Session, task: Task, column_id: str, before_id: str | None, after_id: str | None) -> str:
    """Between the card named and its neighbour as it stands now; at the end when the card is not there any more."""
    for anchor_id, is_after in ((after_id, True), (before_id, False)):
        anchor = None if anchor_id is None else store.find_task(session, anchor_id)
        if anchor is not None and anchor.column_id == column_id and anchor.id != task.id:
            other = store.neighbour_rank(session, task, column_id=column_id, rank=anchor.rank, is_after=is_after)
            return rank_between(anchor.rank, other) if is_after else rank_between(other, anchor.rank)
    last = store.neighbour_rank(session, task, column_id=column_id, rank=None, is_after=False)
    return rank_between(last, None)
