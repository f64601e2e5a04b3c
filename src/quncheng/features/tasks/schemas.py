"""Tasks and what hangs on them as the API shows and takes them."""

from datetime import date
from typing import Annotated

import msgspec

from quncheng.engine.types import ConstraintType, LagUnit, LinkType
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import (
    NewTask,
    Priority,
    Task,
    TaskChanges,
    TaskKind,
)
from quncheng.runtime.http_pages import Id, Seen

UNSET = msgspec.UNSET
UnsetType = msgspec.UnsetType
Text = Annotated[str, msgspec.Meta(max_length=60_000)]
Ids = Annotated[tuple[Id, ...], msgspec.Meta(max_length=200)]
Tags = Annotated[tuple[Text, ...], msgspec.Meta(max_length=200)]
Days = Annotated[float, msgspec.Meta(ge=-100_000, le=100_000)]


class TaskScreen(Task, frozen=True, kw_only=True):
    """A task after a change, with what the caller may do with it."""

    description: str
    abilities: dict[str, bool]


class NewTaskBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Text
    id: Id | None = None
    description: Text = ""
    kind: TaskKind = TaskKind.TASK
    column_id: Id | None = None
    priority: Priority = Priority.MEDIUM
    assignee_id: Id | None = None
    collaborator_ids: Ids = ()
    parent_id: Id | None = None
    tags: Tags = ()
    duration_days: Days | None = None
    not_before: date | None = None
    due_date: date | None = None
    due_time: Text | None = None
    after_id: Id | None = None
    """Put the card behind this one; otherwise at the column's end."""
    version: Seen | None = None


class PlanFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the plan says of a task. What is absent stays; null takes a value away."""

    title: Text | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    kind: TaskKind | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    assignee_id: Id | None | UnsetType = UNSET
    collaborator_ids: Ids | UnsetType = UNSET
    watcher_ids: Ids | UnsetType = UNSET
    parent_id: Id | None | UnsetType = UNSET
    tags: Tags | UnsetType = UNSET
    duration_days: Days | None | UnsetType = UNSET
    not_before: date | None | UnsetType = UNSET
    due_date: date | None | UnsetType = UNSET
    due_time: Text | None | UnsetType = UNSET
    planned_start: date | None | UnsetType = UNSET
    planned_finish: date | None | UnsetType = UNSET
    """Dates by hand, of a task that is scheduled by hand."""
    constraint_type: ConstraintType | None | UnsetType = UNSET
    constraint_on: date | None | UnsetType = UNSET
    is_manual: bool | UnsetType = UNSET
    effort_hours: Annotated[float, msgspec.Meta(ge=0, le=100_000)] | None | UnsetType = UNSET
    calendar_id: Id | None | UnsetType = UNSET


class TaskPatch(PlanFields, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``version`` is the one the caller saw; changes of other fields made since are kept."""

    version: Seen | None = None
    status: TaskStatus | UnsetType = UNSET


class TaskMove(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Behind ``after_id``, else before ``before_id``, else at the column's end."""

    column_id: Id
    before_id: Id | None = None
    after_id: Id | None = None
    version: Seen | None = None


class NewComment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Text
    id: Id | None = None


class NewChecklistItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Text
    id: Id | None = None
    version: Seen | None = None


class ChecklistPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Text | UnsetType = UNSET
    is_done: bool | UnsetType = UNSET
    version: Seen | None = None


class NewDependency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    predecessor_id: Id
    successor_id: Id
    type: LinkType = LinkType.FS
    lag: Days = 0
    lag_unit: LagUnit = LagUnit.DAY


def to_screen(task: Task, *, description: str, abilities: dict[str, bool]) -> TaskScreen:
    return TaskScreen(**msgspec.structs.asdict(task), description=description, abilities=abilities)


def to_new_task(body: NewTaskBody) -> NewTask:
    return NewTask(
        title=body.title,
        id=body.id,
        description=body.description,
        kind=body.kind,
        column_id=body.column_id,
        priority=body.priority,
        assignee_id=body.assignee_id,
        collaborator_ids=body.collaborator_ids,
        parent_id=body.parent_id,
        tags=body.tags,
        duration_days=body.duration_days,
        not_before=body.not_before,
        due_date=body.due_date,
        due_time=body.due_time,
    )


def to_changes(fields: PlanFields) -> TaskChanges:
    return TaskChanges(**{name: getattr(fields, name) for name in TaskChanges.__struct_fields__})
