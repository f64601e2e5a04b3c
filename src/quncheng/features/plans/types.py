"""Drafts of a plan, requests to change it, and what a change would do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec

from quncheng.engine.results import ConflictKind, DriverKind


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
    old_start: date | None = None
    new_start: date | None = None
    is_milestone: bool = False
    is_edited: bool = False
    """Whether the change names it; otherwise it is carried along."""
    reason: DriverKind | None = None
    """What holds it at its new start."""
    reason_id: str | None = None
    """The task it waits for."""


class PlanConflict(msgspec.Struct, frozen=True):
    """What the plan cannot satisfy: a link, a constraint, dates kept by hand, a deadline."""

    kind: ConflictKind
    task_id: str
    title: str
    days: float
    predecessor_id: str | None = None


class Overload(msgspec.Struct, frozen=True):
    """A day on which somebody has more to do than the day has."""

    member_id: str
    on: date
    minutes_over: int


class PlanImpact(msgspec.Struct, frozen=True):
    """What a change does to the plan; ``old_finish`` and ``new_finish`` are the project's ends."""

    moved: tuple[MovedTask, ...] = ()
    old_finish: date | None = None
    new_finish: date | None = None
    affected_member_ids: tuple[str, ...] = ()
    finish_workdays: int = 0
    conflicts: tuple[PlanConflict, ...] = ()
    """New ones, which the change makes."""
    overloads: tuple[Overload, ...] = ()
    """New ones, which the change makes."""

    @property
    def milestones(self) -> tuple[MovedTask, ...]:
        return tuple(one for one in self.moved if one.is_milestone)


class ProjectImpact(msgspec.Struct, frozen=True):
    project_id: str
    name: str
    impact: PlanImpact


class CalendarImpact(msgspec.Struct, frozen=True):
    """What an edit of a calendar moves: the projects whose plans change, and how many that one may not see."""

    projects: tuple[ProjectImpact, ...] = ()
    hidden_count: int = 0


class DayLoad(msgspec.Struct, frozen=True):
    """Minutes of work on a day, and what the day has."""

    on: date
    minutes: int
    capacity: int


class MemberLoad(msgspec.Struct, frozen=True):
    """Somebody's days, free ones left out, and their sums."""

    member_id: str
    days: tuple[DayLoad, ...]
    minutes: int
    capacity: int
    minutes_over: int


class LevellingKind(StrEnum):
    WITHIN_FLOAT = "within_float"
    """The end of the project, the milestones and the deadlines stay."""
    WITH_PRICE = "with_price"
    """Nobody is overloaded, at the least cost in dates that was found."""


class WaitingTask(msgspec.Struct, frozen=True):
    """A task that would wait, and what its assignee does from ``first_on`` to ``last_on``."""

    task_id: str
    not_before: date
    first_on: date | None
    last_on: date | None
    because_of: tuple[str, ...]


class Levelling(msgspec.Struct, frozen=True):
    """A proposal, with its consequences; made as a change of the plan like any other."""

    kind: LevellingKind
    waits: tuple[WaitingTask, ...]
    impact: PlanImpact
    minutes_over_before: int
    minutes_over_after: int


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
