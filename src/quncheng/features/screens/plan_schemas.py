"""The plan as screens read it: every task with its dates, floats and expected dates, and the reasons of a start."""

from datetime import date

import msgspec

from quncheng.engine.results import DriverKind
from quncheng.engine.types import ConstraintType, LagUnit, LinkType
from quncheng.features.baselines.types import BaselineTask
from quncheng.features.plans.types import PlanConflict
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import Priority, TaskKind


class PlanTaskScreen(msgspec.Struct, frozen=True):
    """``*_minute`` counts from midnight and is absent for the ordinary hours; floats are in workdays."""

    id: str
    number: int
    title: str
    kind: TaskKind
    status: TaskStatus
    parent_id: str | None
    assignee_id: str | None
    priority: Priority
    duration_days: float | None
    is_manual: bool
    is_summary: bool
    constraint_type: ConstraintType | None
    constraint_on: date | None
    deadline: date | None
    effort_hours: float | None
    planned_start: date | None
    planned_finish: date | None
    planned_start_minute: int | None
    planned_finish_minute: int | None
    forecast_start: date | None
    forecast_finish: date | None
    actual_start: date | None
    actual_finish: date | None
    percent_complete: float
    total_float: float | None
    is_critical: bool
    rank: str
    version: int


class PlanLinkScreen(msgspec.Struct, frozen=True):
    id: str
    predecessor_id: str
    successor_id: str
    type: LinkType
    lag: float
    lag_unit: LagUnit


class PlanDay(msgspec.Struct, frozen=True):
    date: date
    kind: str
    name: str


class PlanCalendar(msgspec.Struct, frozen=True):
    """The working week from Monday, and the days around the plan that differ from it."""

    weekly: tuple[bool, ...]
    days: list[PlanDay]


class PlanBaseline(msgspec.Struct, frozen=True):
    id: str
    name: str
    taken_on: date
    tasks: list[BaselineTask]


class PlanScreen(msgspec.Struct, frozen=True):
    version: int
    today: date
    starts_on: date | None
    finishes_on: date | None
    planned_finish: date | None
    forecast_finish: date | None
    calendar: PlanCalendar
    unpublished_years: tuple[int, ...]
    tasks: list[PlanTaskScreen]
    links: list[PlanLinkScreen]
    baseline: PlanBaseline | None
    conflicts: list[PlanConflict]
    abilities: dict[str, bool]


class FreeDayScreen(msgspec.Struct, frozen=True):
    """Without a name it is free every week."""

    on: date
    name: str
    is_leave: bool


class WhyLink(msgspec.Struct, frozen=True):
    type: LinkType
    lag: float
    lag_unit: LagUnit


class WhyStep(msgspec.Struct, frozen=True):
    """A task on the way back to what its start depends on; ``driver`` says what its own start waits for.

    ``waited`` are the free days before its start, ``interrupted`` holidays and leave within it.
    """

    task_id: str
    number: int
    title: str
    planned_start: date
    planned_finish: date
    driver: DriverKind
    predecessor_id: str | None
    link: WhyLink | None
    constraint: ConstraintType | None
    constraint_on: date | None
    waited: tuple[FreeDayScreen, ...]
    interrupted: tuple[FreeDayScreen, ...]


class WhyScreen(msgspec.Struct, frozen=True):
    """From the task back to a project start, a constraint or a fact; empty for what has no planned dates."""

    steps: list[WhyStep]
