"""What the screens read: compositions of several features in one answer."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from quncheng.features.people.schemas import MemberScreen
from quncheng.features.plans.types import ChangeRequest
from quncheng.features.progress.types import ProgressReport
from quncheng.features.projects.schemas import ColumnScreen, MembershipFact
from quncheng.features.projects.types import ProjectRole, ProjectStatus
from quncheng.features.reports.types import WeeklyReport
from quncheng.features.tasks.schemas import TaskScreen
from quncheng.features.tasks.types import ChecklistItem, Comment, Task, TaskDependency, TaskSchedule


class OrganizationScreen(msgspec.Struct, frozen=True):
    """``today`` is the organization's calendar day."""

    id: str
    name: str
    timezone: str
    today: date


class ProjectSummary(msgspec.Struct, frozen=True):
    id: str
    name: str
    my_role: ProjectRole
    status: ProjectStatus
    task_count: int
    done_count: int
    overdue_count: int
    planned_finish: date | None
    forecast_finish: date | None


class MeScreen(msgspec.Struct, frozen=True):
    """Who I am and what I may see; ``seq`` is where ``/sync`` goes on from."""

    member: MemberScreen
    organization: OrganizationScreen
    projects: Sequence[ProjectSummary]
    abilities: dict[str, bool]
    is_demo: bool
    seq: int


class TaskCounts(msgspec.Struct, frozen=True):
    open: int
    in_progress: int
    blocked: int
    awaiting_acceptance: int
    done: int
    cancelled: int
    overdue: int
    total: int


class ProjectScreen(msgspec.Struct, frozen=True):
    id: str
    name: str
    description: str
    status: ProjectStatus
    manager_id: str
    planned_start: date | None
    planned_finish: date | None
    forecast_finish: date | None
    finishes_on: date | None
    critical_float_days: float
    daily_at: str | None
    weekly_on: int | None
    weekly_at: str | None
    version: int
    created_at: datetime
    abilities: dict[str, bool]
    chat_bound: bool
    robot_bound: bool
    counts: TaskCounts


class ChangeRequestScreen(ChangeRequest, frozen=True, kw_only=True):
    abilities: dict[str, bool]


class WeeklyReportScreen(WeeklyReport, frozen=True, kw_only=True):
    abilities: dict[str, bool]


class WaitingForMe(msgspec.Struct, frozen=True):
    change_requests: Sequence[ChangeRequestScreen]
    reports: Sequence[WeeklyReportScreen]


class MyWork(msgspec.Struct, frozen=True):
    """My open tasks by their day, and what waits for my decision."""

    today: Sequence[Task]
    overdue: Sequence[Task]
    this_week: Sequence[Task]
    later: Sequence[Task]
    no_date: Sequence[Task]
    waiting_for_me: WaitingForMe


class ColumnOfBoard(msgspec.Struct, frozen=True):
    column: ColumnScreen
    total: int
    tasks: Sequence[Task]
    next_cursor: str | None


class BoardScreen(msgspec.Struct, frozen=True):
    project: ProjectScreen
    columns: Sequence[ColumnOfBoard]
    seq: int


class TaskReference(msgspec.Struct, frozen=True):
    id: str
    number: int
    title: str


class TaskDetailScreen(TaskScreen, frozen=True, kw_only=True):
    """A task with everything that hangs on it."""

    project_name: str
    schedule: TaskSchedule
    checklist: Sequence[ChecklistItem]
    comments: Sequence[Comment]
    dependencies: Sequence[TaskDependency]
    predecessors: Sequence[TaskReference]
    successors: Sequence[TaskReference]
    subtasks: Sequence[Task]
    reports: Sequence[ProgressReport]


class ActivityScreen(msgspec.Struct, frozen=True):
    """Something that happened, with the sentence to show."""

    seq: int
    event: str
    actor_id: str | None
    at: datetime
    source: str
    task_id: str | None
    operation_id: str
    data: dict[str, object]
    text: str


class Snapshot(msgspec.Struct, frozen=True):
    """All of a project, to go on from with ``/sync?since=seq``."""

    seq: int
    project: ProjectScreen
    columns: Sequence[ColumnScreen]
    members: Sequence[MemberScreen]
    memberships: Sequence[MembershipFact]
    tasks: Sequence[Task]
    dependencies: Sequence[TaskDependency]


class Change(msgspec.Struct, frozen=True):
    """An object as it is now; null when it has left the caller's view."""

    type: str
    id: str
    object: object


class SyncAnswer(msgspec.Struct, frozen=True):
    """``reset``: too much has changed, load everything again."""

    seq: int
    reset: bool = False
    changes: Sequence[Change] = ()
    more: bool = False


class UndoneScreen(msgspec.Struct, frozen=True):
    operation_id: str
    undone_text: str
