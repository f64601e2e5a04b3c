"""What the engine reads and answers: a plan, its schedule, and the impact of a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DEFAULT_DURATION = 1
"""Workdays of a task nobody has estimated."""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as far as its dates are concerned.

    ``duration`` counts workdays, None when nobody has said. A milestone takes no time and happens at the end of its
    day. ``fixed_start`` holds whatever the dependencies say; ``not_before`` only delays. Actual dates win over both.
    """

    id: str
    title: str = ""
    duration: int | None = None
    is_milestone: bool = False
    fixed_start: date | None = None
    not_before: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    assignee_ids: tuple[str, ...] = ()

    @property
    def workdays(self) -> int:
        if self.is_milestone:
            return 0
        return DEFAULT_DURATION if self.duration is None else self.duration


@dataclass(frozen=True, slots=True)
class Dependency:
    """The successor starts after the predecessor's finish; ``lag`` in workdays, negative for a lead."""

    predecessor_id: str
    successor_id: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    starts_on: date
    tasks: tuple[PlanTask, ...] = ()
    dependencies: tuple[Dependency, ...] = ()


class DriverKind(StrEnum):
    PROJECT_START = "project_start"
    DEPENDENCY = "dependency"
    NOT_BEFORE = "not_before"
    FIXED_START = "fixed_start"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Driver:
    """Why a task starts when it starts; ``predecessor_id`` for a dependency."""

    kind: DriverKind
    predecessor_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    id: str
    planned_start: date
    planned_finish: date
    driver: Driver


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of every task, in the order of the plan."""

    tasks: Mapping[str, ScheduledTask]
    planned_finish: date | None
    """The end of the last task; None for a plan without tasks."""
    conflicts: tuple[Dependency, ...] = ()
    """Links that a fixed or actual date contradicts."""
    unpublished_years: tuple[int, ...] = ()
    """Years the plan reaches whose breaks and make-up days are not published yet."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Tasks put in place of those with the same id or added, tasks taken out, links added and taken out."""

    tasks: tuple[PlanTask, ...] = ()
    removed_task_ids: frozenset[str] = frozenset()
    added_dependencies: tuple[Dependency, ...] = ()
    removed_dependencies: frozenset[tuple[str, str]] = frozenset()
    """As (predecessor, successor)."""
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class MovedTask:
    """A task whose dates change; ``workdays`` is how far its finish moves, negative for earlier."""

    task_id: str
    old_start: date
    old_finish: date
    new_start: date
    new_finish: date
    workdays: int
    driver: Driver
    """What holds the task at its new start."""
    is_edited: bool
    """Whether the change names the task itself; otherwise it is carried along."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of the plan would do."""

    before: Schedule
    after: Schedule
    moved: tuple[MovedTask, ...] = ()
    added_task_ids: tuple[str, ...] = ()
    removed_task_ids: tuple[str, ...] = ()
    finish_workdays: int = 0
    """How far the end of the project moves."""
    affected_assignee_ids: tuple[str, ...] = ()
    """Everybody whose tasks move, appear, change or disappear; each once."""
