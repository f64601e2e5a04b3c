"""A task and what belongs to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import msgspec

from quncheng.engine.types import ConstraintType, LagUnit, LinkType
from quncheng.features.projects.types import BoardColumn, TaskStatus

UNSET = msgspec.UNSET
UnsetType = msgspec.UnsetType


class TaskKind(StrEnum):
    TASK = "task"
    MILESTONE = "milestone"
    DELIVERABLE = "deliverable"


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Task(msgspec.Struct, frozen=True):
    """A task as lists and boards show it; the description is read with the task alone (``TaskDetail``).

    ``planned_*`` is the plan's answer, ``due_date`` a promise, ``forecast_finish`` what the assignee expects,
    ``actual_*`` what happened. ``due_time`` is "HH:MM" in the organization's time zone.
    """

    id: str
    project_id: str
    number: int
    title: str
    kind: TaskKind
    status: TaskStatus
    column_id: str
    rank: str
    priority: Priority
    assignee_id: str | None
    collaborator_ids: tuple[str, ...]
    watcher_ids: tuple[str, ...]
    parent_id: str | None
    tags: tuple[str, ...]
    duration_days: float | None
    not_before: date | None
    planned_start: date | None
    planned_finish: date | None
    due_date: date | None
    due_time: str | None
    forecast_finish: date | None
    actual_start: date | None
    actual_finish: date | None
    percent_complete: int
    blocked_reason: str
    checklist_done: int
    checklist_total: int
    comment_count: int
    subtask_count: int
    version: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None

    @property
    def is_closed(self) -> bool:
        return self.status in (TaskStatus.DONE, TaskStatus.CANCELLED)

    @property
    def promised_on(self) -> date | None:
        """The day it is held to: the promise, or else the plan."""
        return self.due_date or self.planned_finish

    def is_overdue(self, today: date) -> bool:
        return not self.is_closed and self.promised_on is not None and self.promised_on < today

    def is_at_risk(self) -> bool:
        """The assignee expects a later end than was promised."""
        promised, expected = self.promised_on, self.forecast_finish
        return not self.is_closed and promised is not None and expected is not None and expected > promised


class ChecklistItem(msgspec.Struct, frozen=True):
    id: str
    task_id: str
    text: str
    is_done: bool
    rank: str
    version: int


class Comment(msgspec.Struct, frozen=True):
    id: str
    task_id: str
    author_id: str
    text: str
    source: str
    created_at: datetime
    retracted_at: datetime | None


class TaskSchedule(msgspec.Struct, frozen=True):
    """What the plan says of a task beyond its own fields; most tasks have none of it.

    ``not_before`` of the task is the constraint to start no earlier; the other six are here, with their day.
    """

    constraint_type: ConstraintType | None = None
    constraint_on: date | None = None
    is_manual: bool = False
    """The manager sets the dates by hand; links do not move them."""
    effort_hours: float | None = None
    """Person-hours; without them the assignee is taken to work on it all day."""
    calendar_id: str | None = None


class TaskDependency(msgspec.Struct, frozen=True):
    """What the predecessor's start or finish means for the successor's; a negative ``lag`` is a lead."""

    id: str
    project_id: str
    predecessor_id: str
    successor_id: str
    type: LinkType
    lag: float
    lag_unit: LagUnit


class NewLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dependency that is to be."""

    predecessor_id: str
    successor_id: str
    type: LinkType = LinkType.FS
    lag: float = 0
    lag_unit: LagUnit = LagUnit.DAY


class NewTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a task starts with; the rest follows."""

    title: str
    id: str | None = None
    description: str = ""
    kind: TaskKind = TaskKind.TASK
    column_id: str | None = None
    priority: Priority = Priority.MEDIUM
    assignee_id: str | None = None
    collaborator_ids: tuple[str, ...] = ()
    parent_id: str | None = None
    tags: tuple[str, ...] = ()
    duration_days: float | None = None
    not_before: date | None = None
    due_date: date | None = None
    due_time: str | None = None


class PlannedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task with all that a plan says of it, on its way into a project."""

    id: str
    title: str
    description: str = ""
    kind: TaskKind = TaskKind.TASK
    status: TaskStatus = TaskStatus.OPEN
    priority: Priority = Priority.MEDIUM
    assignee_id: str | None = None
    collaborator_ids: tuple[str, ...] = ()
    parent_id: str | None = None
    duration_days: float | None = None
    not_before: date | None = None
    planned_start: date | None = None
    planned_finish: date | None = None
    due_date: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    percent_complete: int = 0
    said: TaskSchedule = TaskSchedule()


class TaskChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of the plan of one task; what is unset stays."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    kind: TaskKind | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    assignee_id: str | None | UnsetType = UNSET
    collaborator_ids: tuple[str, ...] | UnsetType = UNSET
    watcher_ids: tuple[str, ...] | UnsetType = UNSET
    parent_id: str | None | UnsetType = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    duration_days: float | None | UnsetType = UNSET
    not_before: date | None | UnsetType = UNSET
    due_date: date | None | UnsetType = UNSET
    due_time: str | None | UnsetType = UNSET
    planned_start: date | None | UnsetType = UNSET
    planned_finish: date | None | UnsetType = UNSET
    """Only of what is scheduled by hand."""
    constraint_type: ConstraintType | None | UnsetType = UNSET
    constraint_on: date | None | UnsetType = UNSET
    is_manual: bool | UnsetType = UNSET
    effort_hours: float | None | UnsetType = UNSET
    calendar_id: str | None | UnsetType = UNSET

    def set_fields(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__struct_fields__ if getattr(self, name) is not UNSET}


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks of a project a list shows."""

    search: str = ""
    statuses: tuple[TaskStatus, ...] = ()
    assignee_ids: tuple[str, ...] = ()
    is_unassigned: bool = False
    priorities: tuple[Priority, ...] = ()
    parent_id: str | None = None
    column_id: str | None = None
    overdue_on: date | None = None
    """Only those overdue on this day."""
    with_archived: bool = False


class TaskSort(StrEnum):
    NUMBER = "number"
    DUE_DATE = "due_date"
    PRIORITY = "priority"
    UPDATED_AT = "updated_at"
    TITLE = "title"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a list; ``next_cursor`` is None at its end."""

    items: tuple[Task, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class TaskDetail:
    task: Task
    description: str
    schedule: TaskSchedule
    checklist: tuple[ChecklistItem, ...] = ()
    comments: tuple[Comment, ...] = ()
    dependencies: tuple[TaskDependency, ...] = ()
    linked: tuple[Task, ...] = ()
    """The tasks at the other end of the dependencies."""
    subtasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnPage:
    """A column with its first cards and the number of all of them."""

    column: BoardColumn
    total: int
    page: Page


@dataclass(frozen=True, slots=True)
class ProjectCounts:
    """How many tasks of a project stand where."""

    total: int = 0
    overdue: int = 0
    by_status: dict[str, int] = field(default_factory=dict[str, int])
