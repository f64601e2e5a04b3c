"""A file on its way into a plan: what a person decides about it, what was understood, what would become of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from quncheng.engine.exchange_types import ExchangePlan, Remark, RemarkReason, SheetField, SheetMapping, SheetTable
from quncheng.engine.results import ConflictKind


class ExportFormat(StrEnum):
    MSPDI = "mspdi"
    XLSX = "xlsx"
    CSV = "csv"
    ICS = "ics"
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


class PlanImport(msgspec.Struct, frozen=True):
    """A file that was uploaded; its bytes are kept apart until it is confirmed, a day at most."""

    id: str
    project_id: str
    uploaded_by: str
    file_name: str
    created_at: datetime
    applied_at: datetime | None


class MappingChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rows below ``heading_row`` (from 1; 0 without headings), and what each column means, from the left."""

    heading_row: Annotated[int, msgspec.Meta(ge=0, le=1_000)]
    fields: Annotated[tuple[SheetField | None, ...], msgspec.Meta(max_length=256)]


class ImportChoices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person has decided about a file; what is left out is guessed."""

    sheet: Annotated[str, msgspec.Meta(max_length=200)] = ""
    mapping: MappingChoice | None = None
    people: Annotated[dict[str, str | None], msgspec.Meta(max_length=2_000)] = {}
    """Name in the file → member, or nobody."""
    with_calendar: bool = True
    """Whether an empty project takes the file's working hours over."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it was read: a plan, or the rows of a sheet whose columns say nothing yet."""

    plan: ExchangePlan | None
    remarks: tuple[Remark, ...] = ()
    table: SheetTable | None = None
    mapping: SheetMapping | None = None


class ColumnSeen(msgspec.Struct, frozen=True):
    """``confidence`` (0 to 1) says how surely the heading was recognised."""

    index: int
    heading: str
    field: SheetField | None
    confidence: float
    samples: tuple[str, ...]


class SheetSeen(msgspec.Struct, frozen=True):
    name: str
    sheets: tuple[str, ...]
    heading_row: int
    columns: tuple[ColumnSeen, ...]


class PersonSeen(msgspec.Struct, frozen=True):
    """Somebody in the file, and who that is. Not certain: somebody should look."""

    name: str
    task_count: int
    member_id: str | None
    is_certain: bool
    candidate_ids: tuple[str, ...]


class RemarkSeen(msgspec.Struct, frozen=True):
    """``text`` in Chinese and in English; ``line`` counts from 1."""

    reason: RemarkReason
    place: str
    line: int | None
    value: str
    count: int
    text: str
    text_en: str


class Understood(msgspec.Struct, frozen=True):
    """How much of what the file holds."""

    title: str
    tasks: int
    milestones: int
    summaries: int
    links: int
    people: int
    calendars: int
    baselines: int


class RowSeen(msgspec.Struct, frozen=True):
    """A task as it would be."""

    title: str
    level: int
    is_milestone: bool
    is_summary: bool
    planned_start: date | None
    planned_finish: date | None
    file_finish: date | None
    """What the file says, where that is another day."""
    duration_days: float | None
    assignee_id: str | None


class ConflictSeen(msgspec.Struct, frozen=True):
    kind: ConflictKind
    title: str
    days: float
    predecessor_title: str | None


class OverloadSeen(msgspec.Struct, frozen=True):
    """Somebody would have too much to do, on so many days."""

    member_id: str
    days: int
    first_on: date
    most_minutes_over: int


class ImportedPlan(msgspec.Struct, frozen=True):
    """The plan as it would be; of long lists the beginning, with the number of all."""

    is_first: bool
    """The project has no tasks yet, and takes over the dates and the working hours of the file."""
    has_calendar: bool
    """The working hours of the file differ from what rules here."""
    planned_start: date | None
    planned_finish: date | None
    old_finish: date | None
    new_finish: date | None
    rows: tuple[RowSeen, ...]
    differing: int
    """Tasks that end on another day than the file says."""
    milestones: tuple[RowSeen, ...]
    conflicts: tuple[ConflictSeen, ...]
    conflict_count: int
    overloads: tuple[OverloadSeen, ...]
    unpublished_years: tuple[int, ...]


class ImportPreview(msgspec.Struct, frozen=True):
    """What was understood of a file, and what would become of the plan; nothing is written."""

    id: str
    project_id: str
    file_name: str
    expires_at: datetime
    sheet: SheetSeen | None
    understood: Understood | None
    people: tuple[PersonSeen, ...] = ()
    remarks: tuple[RemarkSeen, ...] = ()
    plan: ImportedPlan | None = None


class ImportResult(msgspec.Struct, frozen=True):
    """The file is in the plan; ``operation_id`` is what an undo takes back."""

    project_id: str
    operation_id: str
    tasks: int
    links: int


@dataclass(slots=True)
class Noted:
    """Remarks made while a file becomes a plan, each kind once with its count."""

    counts: dict[tuple[RemarkReason, str], int] = field(default_factory=dict[tuple[RemarkReason, str], int])
    examples: dict[tuple[RemarkReason, str], str] = field(default_factory=dict[tuple[RemarkReason, str], str])

    def add(self, reason: RemarkReason, place: str, value: object = "") -> None:
        self.counts[reason, place] = self.counts.get((reason, place), 0) + 1
        self.examples.setdefault((reason, place), str(value)[:80])

    def all(self) -> tuple[Remark, ...]:
        return tuple(
            Remark(reason, place, value=self.examples[reason, place], count=count)
            for (reason, place), count in self.counts.items()
        )
