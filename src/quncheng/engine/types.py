"""What the engine reads: tasks, links and calendars of a plan, and changes to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quncheng.engine.calendar import WorkCalendar

DEFAULT_DURATION = 1
"""Workdays of a task nobody has estimated."""

Moment = date | datetime
"""An exact local time, or a day: a start on a day is its beginning, a finish on a day (and a milestone) its end."""


class LinkType(StrEnum):
    """What of the predecessor holds what of the successor: finish or start, start or finish."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagUnit(StrEnum):
    """Days and hours are those of the successor's calendar, elapsed ones those of the clock on the wall."""

    DAY = "day"
    HOUR = "hour"
    ELAPSED_DAY = "elapsed_day"
    ELAPSED_HOUR = "elapsed_hour"
    PERCENT = "percent"
    """Of the predecessor's duration."""
    ELAPSED_PERCENT = "elapsed_percent"


@dataclass(frozen=True, slots=True)
class Lag:
    """How long the successor waits; negative for a lead."""

    amount: float = 0
    unit: LagUnit = LagUnit.DAY


NO_LAG = Lag()


@dataclass(frozen=True, slots=True)
class Dependency:
    """The successor waits for the predecessor."""

    predecessor_id: str
    successor_id: str
    type: LinkType = LinkType.FS
    lag: Lag = NO_LAG


class ConstraintType(StrEnum):
    """The eight of the field; all but the first two need a day or a moment."""

    AS_SOON_AS_POSSIBLE = "as_soon_as_possible"
    AS_LATE_AS_POSSIBLE = "as_late_as_possible"
    START_NO_EARLIER_THAN = "start_no_earlier_than"
    START_NO_LATER_THAN = "start_no_later_than"
    FINISH_NO_EARLIER_THAN = "finish_no_earlier_than"
    FINISH_NO_LATER_THAN = "finish_no_later_than"
    MUST_START_ON = "must_start_on"
    MUST_FINISH_ON = "must_finish_on"


class Direction(StrEnum):
    """Whether a plan is scheduled from its start, or back from its finish."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as far as its dates are concerned.

    ``duration`` counts working days of the calendar that rules, halves and hours as fractions; None when nobody has
    said. A milestone takes no time and happens at the end of its day.
    """

    id: str
    title: str = ""
    duration: float | None = None
    is_milestone: bool = False
    parent_id: str | None = None
    constraint: ConstraintType | None = None
    """None: as soon as possible, and as late as possible in a plan scheduled back from its finish."""
    constraint_on: Moment | None = None
    deadline: Moment | None = None
    """Only warns, and ends the float."""
    is_manual: bool = False
    """Keeps the planned dates it has, whatever the links say."""
    fixed_start: Moment | None = None
    """The planned start of what has begun or is scheduled by hand; the links do not move it."""
    fixed_finish: Moment | None = None
    """The planned finish of what is scheduled by hand; without it the duration says."""
    actual_start: Moment | None = None
    actual_finish: Moment | None = None
    percent_complete: float = 0
    forecast_finish: Moment | None = None
    """What whoever does the work expects; it moves the forecast, never the plan."""
    calendar_id: str | None = None
    assignee_ids: tuple[str, ...] = ()
    effort: float | None = None
    """In person-hours."""
    priority: int = 500

    @property
    def workdays(self) -> float:
        if self.is_milestone:
            return 0
        return DEFAULT_DURATION if self.duration is None else self.duration


PROJECT_CALENDAR = WorkCalendar()
"""Monday to Friday, for a plan that names no calendar."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks of a project. A task follows its own calendar, else its first assignee's, else the project's."""

    starts_on: Moment
    tasks: tuple[PlanTask, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    calendar: WorkCalendar = PROJECT_CALENDAR
    """The project's: the organization's with what the project differs in."""
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict[str, WorkCalendar])
    """By the ``calendar_id`` of tasks."""
    member_calendars: Mapping[str, WorkCalendar] = field(default_factory=dict[str, WorkCalendar])
    """By member, with their leave; who is not here follows the project's."""
    finishes_on: Moment | None = None
    """What the plan is scheduled back from, when the direction says so."""
    direction: Direction = Direction.FORWARD
    status_at: Moment | None = None
    """Up to when the progress is known; only the forecast asks."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Tasks put in place of those with the same id or added, tasks taken out, links added and taken out."""

    tasks: tuple[PlanTask, ...] = ()
    removed_task_ids: frozenset[str] = frozenset()
    added_dependencies: tuple[Dependency, ...] = ()
    removed_dependencies: frozenset[tuple[str, str]] = frozenset()
    """As (predecessor, successor)."""
    starts_on: Moment | None = None
    finishes_on: Moment | None = None
    calendar: WorkCalendar | None = None
    calendars: Mapping[str, WorkCalendar] | None = None
    member_calendars: Mapping[str, WorkCalendar] | None = None
