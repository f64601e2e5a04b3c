"""Columns, memberships and changes of projects as the API shows and takes them."""

from datetime import date, time
from typing import Annotated

import msgspec

from quncheng.features.people.schemas import MemberScreen
from quncheng.features.projects.types import (
    BoardColumn,
    Project,
    ProjectChanges,
    ProjectRole,
    ProjectStatus,
    TaskStatus,
)
from quncheng.runtime.http_pages import Id, Seen

UNSET = msgspec.UNSET
UnsetType = msgspec.UnsetType
Text = Annotated[str, msgspec.Meta(max_length=60_000)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day, such as 17:30."""


class ColumnScreen(msgspec.Struct, frozen=True):
    """``position`` sorts the columns of a board."""

    id: str
    project_id: str
    name: str
    status: TaskStatus
    position: str
    wip_limit: int | None
    version: int


class MembershipScreen(msgspec.Struct, frozen=True):
    member: MemberScreen
    role: ProjectRole


class MembershipFact(msgspec.Struct, frozen=True):
    project_id: str
    member_id: str
    role: ProjectRole


class NewProject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    id: Id | None = None
    planned_start: date | None = None


class ProjectPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is absent stays; null takes a value away."""

    version: Seen | None = None
    name: Text | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    status: ProjectStatus | UnsetType = UNSET
    manager_id: Id | UnsetType = UNSET
    planned_start: date | None | UnsetType = UNSET
    finishes_on: date | None | UnsetType = UNSET
    critical_float_days: Annotated[float, msgspec.Meta(ge=0, le=1_000)] | UnsetType = UNSET
    daily_at: Clock | None | UnsetType = UNSET
    weekly_on: Annotated[int, msgspec.Meta(ge=0, le=6)] | None | UnsetType = UNSET
    weekly_at: Clock | None | UnsetType = UNSET


class NewColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    status: TaskStatus
    id: Id | None = None
    wip_limit: int | None = None
    after_id: Id | None = None
    version: Seen | None = None


class ColumnPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``after_id`` null moves the column to the front."""

    version: Seen | None = None
    name: Text | UnsetType = UNSET
    wip_limit: int | None | UnsetType = UNSET
    after_id: Id | None | UnsetType = UNSET


class ColumnArchiving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The column that takes over the tasks."""

    move_to_id: Id


class RoleChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: ProjectRole


def to_column(column: BoardColumn) -> ColumnScreen:
    return ColumnScreen(
        column.id, column.project_id, column.name, column.status, column.rank, column.wip_limit, column.version
    )


def to_changes(patch: ProjectPatch) -> ProjectChanges:
    """The manager is changed by giving the role, not as a field."""
    return ProjectChanges(
        name=patch.name,
        description=patch.description,
        status=patch.status,
        planned_start=patch.planned_start,
        finishes_on=patch.finishes_on,
        critical_float_days=patch.critical_float_days,
        daily_at=_to_time(patch.daily_at),
        weekly_on=patch.weekly_on,
        weekly_at=_to_time(patch.weekly_at),
    )


def to_plain(project: Project) -> dict[str, object]:
    """A project's own fields as screens know them."""
    plain: dict[str, object] = msgspec.to_builtins(project)
    return plain | {"daily_at": to_clock(project.daily_at), "weekly_at": to_clock(project.weekly_at)}


def to_clock(at: time | None) -> str | None:
    return None if at is None else at.isoformat(timespec="minutes")


def _to_time(clock: str | None | UnsetType) -> time | None | UnsetType:
    return time.fromisoformat(clock) if isinstance(clock, str) else clock
