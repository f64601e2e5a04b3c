"""Writing checked values of tasks: the rows, the log, and the dates that follow, once for all of them."""

from collections.abc import Sequence

import msgspec

from quncheng.engine.types import PlanChange
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import checks, rules, scheduling, store, store_plan
from quncheng.features.tasks.events import TaskChanged
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.scheduling import NO_LINKS, Links
from quncheng.features.tasks.types import Task, TaskChanges, TaskSchedule
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

SAID_FIELDS = frozenset(TaskSchedule.__struct_fields__)
MOVING_FIELDS = (
    frozenset(
        {
            "duration_days",
            "not_before",
            "due_date",
            "kind",
            "parent_id",
            "assignee_id",
            "planned_start",
            "planned_finish",
        }
    )
    | {"archived_at"}
    | SAID_FIELDS
)
"""A change of these may move other dates; what else the plan knows of a task, such as its progress, moves none."""


def write_changes(session: Session, actor: Actor, *, task: Task, values: dict[str, object]) -> Task:
    """Write checked values, tell the log and move the dates that follow. Returns the task as it is now."""
    (after,) = write_all(session, actor, project_id=task.project_id, edits=((task, values),))
    return after


def write_all(
    session: Session,
    actor: Actor,
    *,
    project_id: str,
    edits: Sequence[tuple[Task, dict[str, object]]],
    links: Links = NO_LINKS,
) -> tuple[Task, ...]:
    """Write checked values of several tasks and links, and move the dates that follow, once. Returns the edited tasks.

    Raises what the engine refuses.
    """
    said = store_plan.list_schedules(session, [task.id for task, values in edits if SAID_FIELDS & values.keys()])
    wanted = [_Edit(session, task, values, said.get(task.id, TaskSchedule())) for task, values in edits]
    wanted = [edit for edit in wanted if edit.changes]
    is_moving = bool(links) or any(edit.is_moving for edit in wanted)
    plan = scheduling.open_plan(session, project_id) if is_moving else None
    kept = None if is_moving else scheduling.find_kept(session, project_id)
    steps = [scheduling.Step(edit.task, _write(session, actor, edit)) for edit in wanted]
    after = {step.after.id: step.after for step in steps}
    if plan is None:
        if kept is not None:
            scheduling.keep_up(session, kept, project_id, steps)
        scheduling.refresh_ends(session, actor, project_id, steps)
    else:
        planned = [(after[edit.task.id], edit.said_after) for edit in wanted]
        change = scheduling.changing(session, plan, planned, links)
        moved = scheduling.follow(session, actor, plan, change, project_id=project_id, changed=steps)
        after |= {task.id: task for task in moved}
    return tuple(after.get(task.id, task) for task, _ in edits)


def plan_change(
    session: Session, plan: ProjectPlan, edits: Sequence[tuple[Task, TaskChanges]], links: Links = NO_LINKS
) -> PlanChange:
    """What edits mean for the plan, nothing written. Raises TaskInvalid."""
    said = store_plan.list_schedules(session, [task.id for task, _ in edits])
    wanted: list[tuple[Task, TaskSchedule]] = []
    for task, changes in edits:
        values = rules.valid_changes(changes)
        own = {field: value for field, value in values.items() if field in SAID_FIELDS}
        values = {field: value for field, value in values.items() if field not in own and field != "description"}
        told = msgspec.structs.replace(said.get(task.id, TaskSchedule()), **own)
        wanted.append((msgspec.structs.replace(task, **values), told))
    return scheduling.changing(session, plan, wanted, links)


def read_field(session: Session, task: Task, field: str) -> object:
    """What a field of a task is now, wherever it is kept."""
    if field == "description":
        return store.read_description(session, task.id)
    if field in SAID_FIELDS:
        return getattr(store_plan.list_schedules(session, (task.id,)).get(task.id, TaskSchedule()), field)
    return getattr(task, field)


def is_manual(session: Session, task_id: str) -> bool:
    """Whether the manager sets the dates by hand."""
    return store_plan.list_schedules(session, (task_id,)).get(task_id, TaskSchedule()).is_manual


class _Edit:
    """One task with the values it should have and what really changes."""

    def __init__(self, session: Session, task: Task, values: dict[str, object], said: TaskSchedule) -> None:
        description = store.read_description(session, task.id) if "description" in values else ""
        self.task = task
        self.values = values
        self.changes = rules.differing(task, values, description=description, said=said)
        self.said_after = msgspec.structs.replace(
            said, **{field: values[field] for field in self.changes if field in SAID_FIELDS}
        )

    @property
    def is_moving(self) -> bool:
        """Whether other dates may follow."""
        if MOVING_FIELDS & self.changes.keys():
            return True
        return "status" in self.changes and TaskStatus.CANCELLED in (self.task.status, self.values["status"])


def _write(session: Session, actor: Actor, edit: _Edit) -> Task:
    task, changes = edit.task, edit.changes
    plain = {field: edit.values[field] for field in changes if field not in SAID_FIELDS}
    after = store.update_task(session, task.id, **plain)
    if SAID_FIELDS & changes.keys():
        store_plan.save_schedule(session, task.project_id, task.id, edit.said_after)
    _follow_change(session, actor, task, after=after, values=edit.values, changes=changes)
    happened = TaskChanged(of_project=task.project_id, task_id=task.id, version=task.version + 1, changes=changes)
    events.record(session, actor, happened)
    return after


def _follow_change(
    session: Session,
    actor: Actor,
    task: Task,
    *,
    after: Task,
    values: dict[str, object],
    changes: dict[str, tuple[object, object]],
) -> None:
    """What else has to be true after a change: search terms, counters of parents, membership of new people."""
    if "title" in changes or "description" in changes:
        store.replace_terms(session, after, store.read_description(session, task.id))
    if "parent_id" in changes:
        for parent, step in ((task.parent_id, -1), (values["parent_id"], 1)):
            if isinstance(parent, str):
                store.count_up(session, parent, subtask_count=step)
    for member_id in checks.people_in({field: values[field] for field in changes if field in values}):
        if member_id is not None:
            projects.ensure_member(session, actor, project_id=task.project_id, member_id=member_id)
