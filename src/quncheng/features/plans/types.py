"""Drafts of a plan, requests to change it, and what a change would do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec


class DraftedLink(msgspec.Struct, frozen=True):
    """The drafted task starts after another draft (``draft``, its position) or after a task (``task_id``)."""

    draft: int | None = None
    task_id: str | None = None
    lag_days: int = 0


class DraftedTask(msgspec.Struct, frozen=True):
    """A task that is about to be planned, with the dates it would get."""

    title: str
    assignee_id: str | None = None
    new_assignee: str = ""
    """The name of somebody who becomes a member when the draft is confirmed."""
    collaborator_ids: tuple[str, ...] = ()
    duration_days: float | None = None
    not_before: date | None = None
    due_date: date | None = None
    due_time: str | None = None
    priority: str = "medium"
    is_milestone: bool = False
    parent_id: str | None = None
    description: str = ""
    links: tuple[DraftedLink, ...] = ()
    blocks: tuple[str, ...] = ()
    """Tasks that would start after this one."""
    planned_start: date | None = None
    planned_finish: date | None = None


class RequestStatus(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class MovedTask(msgspec.Struct, frozen=True):
    task_id: str
    number: int
    title: str
    assignee_id: str | None
    old_finish: date | None
    new_finish: date | None
    workdays: int


class PlanImpact(msgspec.Struct, frozen=True):
    """What a change does to the plan; ``old_finish`` and ``new_finish`` are the project's ends."""

    moved: tuple[MovedTask, ...] = ()
    old_finish: date | None = None
    new_finish: date | None = None
    affected_member_ids: tuple[str, ...] = ()


class ChangeRequest(msgspec.Struct, frozen=True):
    """A member asks the manager to change the plan: fields of a task, or new tasks."""

    id: str
    project_id: str
    number: int
    task_id: str | None
    requester_id: str
    status: RequestStatus
    changes: dict[str, object]
    """Fields of ``TaskChanges``; or ``{"cancel": true}``; or ``{"create": [DraftedTask, …]}``, to which ``created``
    adds the ids of the tasks once it is approved."""
    reason: str
    impact: PlanImpact
    decided_by: str | None
    decided_at: datetime | None
    comment: str
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """Later or earlier by workdays."""

    workdays: int
