"""A plan as it travels in and out of files: the words that every file format shares, and what a reader has to tell.

Times are local and without a zone, as planning tools write them. Lengths are whole minutes: of work, or of the clock
where a duration is elapsed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quncheng.engine.types import ConstraintType, Direction, Lag, LinkType

MINUTES_PER_DAY = 480
MINUTES_PER_WEEK = 2400
DAYS_PER_MONTH = 20
MIDDLE_PRIORITY = 500
"""Of 0 to 1000, as the field's tools count."""
WEEK_LENGTH = 7


class DurationUnit(StrEnum):
    """How a duration was written; it is kept in minutes."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class ExchangeDuration:
    minutes: int
    unit: DurationUnit = DurationUnit.DAY
    is_elapsed: bool = False
    is_estimated: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeShift:
    """Worked from one minute of the day to another; 1440 is the end of the day."""

    from_minute: int
    to_minute: int


Shifts = tuple[ExchangeShift, ...]
WeekPattern = tuple[Shifts | None, ...]
"""Seven days, Monday first; None where the base calendar rules, () for a day off."""
NOTHING_OWN: WeekPattern = (None,) * WEEK_LENGTH


@dataclass(frozen=True, slots=True)
class ExchangeException:
    """Days that differ from the week, both ends included; without shifts they are off."""

    first_on: date
    last_on: date
    shifts: Shifts = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeWeek:
    """Another weekly pattern for a part of the year, both ends included."""

    first_on: date
    last_on: date
    week: WeekPattern = NOTHING_OWN
    name: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeCalendar:
    uid: int
    name: str
    base_uid: int | None = None
    week: WeekPattern = NOTHING_OWN
    weeks: tuple[ExchangeWeek, ...] = ()
    exceptions: tuple[ExchangeException, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeBaseline:
    """What was planned when the baseline was taken; ``number`` 0 to 10."""

    number: int
    planned_start: datetime | None = None
    planned_finish: datetime | None = None
    duration: ExchangeDuration | None = None
    effort_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ExchangeTask:
    """A task of a file. ``uid`` is what links name; ``parent_uid`` and ``level`` (1 at the top) say where it stands."""

    uid: int
    title: str
    level: int = 1
    parent_uid: int | None = None
    wbs: str = ""
    is_milestone: bool = False
    is_summary: bool = False
    is_manual: bool = False
    is_active: bool = True
    duration: ExchangeDuration | None = None
    planned_start: datetime | None = None
    planned_finish: datetime | None = None
    constraint: ConstraintType = ConstraintType.AS_SOON_AS_POSSIBLE
    constraint_at: datetime | None = None
    deadline: datetime | None = None
    percent_complete: int = 0
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    actual_minutes: int | None = None
    """Duration worked off so far; with ``remaining_minutes`` what progress leaves to be planned."""
    remaining_minutes: int | None = None
    priority: int = MIDDLE_PRIORITY
    effort_minutes: int | None = None
    actual_effort_minutes: int | None = None
    remaining_effort_minutes: int | None = None
    calendar_uid: int | None = None
    notes: str = ""
    baselines: tuple[ExchangeBaseline, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeLink:
    predecessor_uid: int
    successor_uid: int
    type: LinkType
    lag: Lag


class ResourceKind(StrEnum):
    PERSON = "person"
    MATERIAL = "material"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class ExchangeResource:
    uid: int
    name: str
    kind: ResourceKind = ResourceKind.PERSON
    mail: str = ""
    group: str = ""
    most_units: float = 1.0
    """1.0 is one person's whole time."""
    calendar_uid: int | None = None


@dataclass(frozen=True, slots=True)
class ExchangeAssignment:
    task_uid: int
    resource_uid: int
    units: float = 1.0
    effort_minutes: int | None = None
    actual_effort_minutes: int | None = None
    remaining_effort_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    title: str = ""
    starts_at: datetime | None = None
    finishes_at: datetime | None = None
    direction: Direction = Direction.FORWARD
    status_at: datetime | None = None
    minutes_per_day: int = MINUTES_PER_DAY
    minutes_per_week: int = MINUTES_PER_WEEK
    days_per_month: int = DAYS_PER_MONTH
    calendar_uid: int | None = None
    calendars: tuple[ExchangeCalendar, ...] = ()
    tasks: tuple[ExchangeTask, ...] = ()
    """Every parent before its children."""
    links: tuple[ExchangeLink, ...] = ()
    resources: tuple[ExchangeResource, ...] = ()
    assignments: tuple[ExchangeAssignment, ...] = ()


class RemarkReason(StrEnum):
    """Why a value of a file did not come over as it stands."""

    NOT_A_DATE = "not_a_date"
    NOT_A_DURATION = "not_a_duration"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_CHOICE = "not_a_choice"
    """A word or code outside the closed set of its field."""
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    """Cut to the longest that is kept."""
    MISSING_TITLE = "missing_title"
    MISSING_DATE = "missing_date"
    """A constraint without its date."""
    REPEATED = "repeated"
    """The same number, task or link a second time; the first one stands."""
    UNKNOWN_TASK = "unknown_task"
    AMBIGUOUS_TASK = "ambiguous_task"
    """Several tasks have this title."""
    UNKNOWN_CALENDAR = "unknown_calendar"
    UNKNOWN_RESOURCE = "unknown_resource"
    BROKEN_LEVEL = "broken_level"
    """An outline level that its parent cannot have; it is drawn in."""
    FINISH_BEFORE_START = "finish_before_start"
    NOT_MODELLED = "not_modelled"
    """Something we have no place for."""
    OTHER_ENCODING = "other_encoding"
    """The text is not in the encoding the file names; it was read in the one given."""
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of the file that was left out or changed.

    ``line`` is the line of a text file and the row of a sheet, from 1; ``place`` the element or the column;
    ``value`` what stood there, shortened; ``count`` how often, where one remark speaks for many.
    """

    reason: RemarkReason
    place: str
    line: int | None = None
    value: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class ReadPlan:
    plan: ExchangePlan
    remarks: tuple[Remark, ...] = ()


class SheetField(StrEnum):
    """What a column of a sheet can mean."""

    NUMBER = "number"
    TITLE = "title"
    ASSIGNEE = "assignee"
    START = "start"
    FINISH = "finish"
    DURATION = "duration"
    PREDECESSORS = "predecessors"
    PRIORITY = "priority"
    PERCENT_COMPLETE = "percent_complete"
    MILESTONE = "milestone"
    LEVEL = "level"
    WBS = "wbs"
    EFFORT = "effort"
    DEADLINE = "deadline"
    ACTUAL_START = "actual_start"
    ACTUAL_FINISH = "actual_finish"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column, what it is taken for and how surely (0 to 1); None when nobody knows."""

    index: int
    heading: str
    field: SheetField | None = None
    confidence: float = 0.0
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How the rows below ``heading_row`` (from 1; 0 for a sheet without headings) are read; a person may change it."""

    heading_row: int
    columns: tuple[SheetColumn, ...] = ()

    @property
    def unknown(self) -> tuple[SheetColumn, ...]:
        return tuple(column for column in self.columns if column.field is None)

    def column_of(self, wanted: SheetField) -> SheetColumn | None:
        return next((column for column in self.columns if column.field is wanted), None)


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a day, a week and a month of work are, in minutes."""

    day: int = MINUTES_PER_DAY
    week: int = MINUTES_PER_WEEK
    month: int = MINUTES_PER_DAY * DAYS_PER_MONTH


USUAL_MEASURE = Measure()

CellValue = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows of one sheet as they stand; the first one is row 1. ``sheets`` are the names of all there are."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    sheets: tuple[str, ...] = ()


class CalendarEntry(StrEnum):
    """How a task is written into a calendar file."""

    EVENT = "VEVENT"
    TO_DO = "VTODO"


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much of a file is read before it is refused."""

    bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    """Of a packed file, after unpacking."""
    elements: int = 6_000_000
    depth: int = 32
    tasks: int = 20_000
    rows: int = 20_000
    columns: int = 256
    remarks: int = 500
    text: int = 100_000
    """Characters of one value."""
    seconds: int = 20
    """For unpacking a workbook."""
    memory_bytes: int = 1_000_000_000
    """For unpacking a workbook."""


DEFAULT_LIMITS = FileLimits()


@dataclass(slots=True)
class Remarks:
    """Collects what a reader has to tell; beyond ``most`` only the count of each kind goes on."""

    most: int = DEFAULT_LIMITS.remarks
    _kept: list[Remark] = field(default_factory=list[Remark])
    _more: dict[tuple[RemarkReason, str], int] = field(default_factory=dict[tuple[RemarkReason, str], int])

    def add(self, reason: RemarkReason, place: str, *, line: int | None = None, value: object = "") -> None:
        if len(self._kept) < self.most:
            self._kept.append(Remark(reason, place, line, str(value)[:80]))
        else:
            self._more[reason, place] = self._more.get((reason, place), 0) + 1

    def count(self, reason: RemarkReason, place: str, times: int = 1) -> None:
        """One remark for however many of them."""
        self._more[reason, place] = self._more.get((reason, place), 0) + times

    def all(self) -> tuple[Remark, ...]:
        rest = (Remark(reason, place, count=count) for (reason, place), count in self._more.items())
        return (*self._kept, *rest)
