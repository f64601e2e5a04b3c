"""What the engine answers about a plan: dates with their reasons, conflicts, and the impact of a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quncheng.engine.types import ConstraintType, Dependency


class DriverKind(StrEnum):
    PROJECT_START = "project_start"
    DEPENDENCY = "dependency"
    CONSTRAINT = "constraint"
    FIXED_START = "fixed_start"
    MANUAL = "manual"
    ACTUAL = "actual"
    AS_LATE_AS_POSSIBLE = "as_late_as_possible"
    SUMMARY = "summary"
    """Waits for what its summary waits for."""
    SUBTASKS = "subtasks"
    """A summary begins with the first of its subtasks."""


@dataclass(frozen=True, slots=True)
class Driver:
    """Why a task starts when it starts; ``predecessor_id`` is what it waits for, its summary or its first subtask."""

    kind: DriverKind
    predecessor_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Days, and the minutes of those days; what ends at midnight ends in minute 1440 of the day before."""

    id: str
    planned_start: date
    planned_finish: date
    driver: Driver
    planned_start_minute: int = 0
    planned_finish_minute: int = 0


@dataclass(frozen=True, slots=True)
class TaskFloat:
    """How much later a task may be; working minutes of its own calendar, and days of it."""

    late_start: date
    late_finish: date
    total_float: int
    free_float: int
    total_float_days: float
    free_float_days: float
    is_critical: bool


@dataclass(frozen=True, slots=True)
class FloatPath:
    """Tasks in the order of their links that can be late by so many minutes together; zero for the critical path."""

    task_ids: tuple[str, ...]
    total_float: int


class ConflictKind(StrEnum):
    LINK = "link"
    """What has begun or is over contradicts a link."""
    CONSTRAINT = "constraint"
    """A constraint contradicts a link; without a predecessor, a fact contradicts the constraint."""
    MANUAL = "manual"
    """Dates kept by hand contradict a link."""
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a schedule could not satisfy, and by how many working minutes of the task.

    Without a link, the predecessor is the summary of the task: it contradicts what its summary waits for.
    """

    kind: ConflictKind
    task_id: str
    minutes: int
    predecessor_id: str | None = None
    link: Dependency | None = None


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day that made something wait; without a name it is free every week."""

    on: date
    name: str = ""
    is_leave: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One step on the way from a task back to what it all depends on."""

    task_id: str
    planned_start: date
    planned_finish: date
    driver: Driver
    link: Dependency | None = None
    constraint: ConstraintType | None = None
    constraint_on: date | None = None
    waited: tuple[FreeDay, ...] = ()
    """Between what it waited for and its start."""
    interrupted: tuple[FreeDay, ...] = ()
    """Holidays and leave between its start and its finish."""


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
    is_milestone: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedTask:
    """Where a task is or will be as far as is known at the status date."""

    id: str
    forecast_start: date
    forecast_finish: date
    variance_workdays: int
    """Against the plan; positive for later."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The expected layer beside the plan, in the order of the plan."""

    tasks: Mapping[str, ExpectedTask]
    forecast_finish: date | None
    planned_finish: date | None
    finish_workdays: int


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What one person has to do on one day, and what the day has."""

    member_id: str
    on: date
    minutes: int
    capacity: int

    @property
    def minutes_over(self) -> int:
        return max(0, self.minutes - self.capacity)


@dataclass(frozen=True, slots=True)
class Variance:
    """How far a task is from its baseline, in workdays; positive for later."""

    task_id: str
    start_workdays: int
    finish_workdays: int
    is_milestone: bool = False
