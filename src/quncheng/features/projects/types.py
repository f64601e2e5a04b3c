"""A project, its members and the columns of its board."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from quncheng.features.people.types import OrganizationRole


class ProjectRole(StrEnum):
    MANAGER = "manager"
    MEMBER = "member"
    VIEWER = "viewer"


class ProjectStatus(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class TaskStatus(StrEnum):
    """Stands here because every column of a board stands for exactly one."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    DONE = "done"
    CANCELLED = "cancelled"


class Project(msgspec.Struct, frozen=True):
    id: str
    name: str
    description: str
    status: ProjectStatus
    manager_id: str
    planned_start: date | None
    planned_finish: date | None
    forecast_finish: date | None
    finishes_on: date | None
    """Counted backwards from this day, every task as late as possible; None: forwards from ``planned_start``."""
    critical_float_days: float
    """Tasks with at most this much total float count as critical."""
    daily_at: time | None
    """When members are asked for what needs a word, on workdays, in the organization's time; None: never."""
    weekly_on: int | None
    """The day of the weekly report, 0 is Monday; None: never."""
    weekly_at: time | None
    plan_version: int
    """Grows with everything that the schedule depends on."""
    version: int
    created_at: datetime


class BoardColumn(msgspec.Struct, frozen=True):
    id: str
    project_id: str
    name: str
    status: TaskStatus
    rank: str
    wip_limit: int | None
    version: int


class Membership(msgspec.Struct, frozen=True):
    project_id: str
    member_id: str
    role: ProjectRole


@dataclass(frozen=True, slots=True)
class Access:
    """A member seen from one project: all that a rule about the project needs to know."""

    member_id: str
    organization_role: OrganizationRole
    project_id: str
    role: ProjectRole | None
    project_status: ProjectStatus


class ProjectChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of a project; what is unset stays."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    description: str | msgspec.UnsetType = msgspec.UNSET
    status: ProjectStatus | msgspec.UnsetType = msgspec.UNSET
    planned_start: date | None | msgspec.UnsetType = msgspec.UNSET
    finishes_on: date | None | msgspec.UnsetType = msgspec.UNSET
    critical_float_days: float | msgspec.UnsetType = msgspec.UNSET
    daily_at: time | None | msgspec.UnsetType = msgspec.UNSET
    weekly_on: int | None | msgspec.UnsetType = msgspec.UNSET
    weekly_at: time | None | msgspec.UnsetType = msgspec.UNSET
