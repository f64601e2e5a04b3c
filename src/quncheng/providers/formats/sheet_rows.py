"""The rows of a sheet become a plan under a mapping that a person has seen; every cell that does not fit is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from quncheng.engine.exchange_errors import FileEmpty, TooManyRows
from quncheng.engine.exchange_types import (
    DEFAULT_LIMITS,
    MIDDLE_PRIORITY,
    USUAL_MEASURE,
    CellValue,
    DurationUnit,
    ExchangeAssignment,
    ExchangeDuration,
    ExchangeLink,
    ExchangePlan,
    ExchangeResource,
    ExchangeTask,
    FileLimits,
    Measure,
    ReadPlan,
    RemarkReason,
    Remarks,
    SheetColumn,
    SheetField,
    SheetMapping,
    SheetTable,
)
from quncheng.providers.formats.sheet_cells import (
    is_nothing,
    plain,
    read_choice,
    read_day,
    read_duration,
    read_percent,
    read_priority,
    unit_of_heading,
)
from quncheng.providers.formats.sheet_links import LinkReader
from quncheng.providers.formats.sheet_outline import Outline

NAMES = re.compile(r"[,、;/\n]+")
UNITS = re.compile(r"(.*?)\s*\[(\d+(?:\.\d+)?)%\]")
OUTLINE_NUMBER = re.compile(r"\d+(\.\d+)+")
LONGEST_NAME = 100
END_OF_DAY = time(23, 59)
"""A sheet names days: what starts does so at midnight, what ends does so in the last minute."""
LONGEST_TITLE = 500


def read_rows(
    table: SheetTable,
    mapping: SheetMapping,
    *,
    reference: date,
    measure: Measure = USUAL_MEASURE,
    limits: FileLimits = DEFAULT_LIMITS,
) -> ReadPlan:
    """``reference`` decides the year of days without one. Raises FileEmpty or TooManyRows."""
    reader = _RowReader(mapping, reference, measure, Remarks(limits.remarks))
    reader.look_at(table.rows)
    for number, row in enumerate(table.rows[mapping.heading_row :], mapping.heading_row + 1):
        if any(cell is not None for cell in row):
            reader.read(row, number)
            if len(reader.tasks) > limits.tasks:
                raise TooManyRows(limit=limits.tasks)
    if not reader.tasks:
        raise FileEmpty
    return reader.finish(title=table.name)


@dataclass(slots=True)
class _RowReader:
    mapping: SheetMapping
    reference: date
    measure: Measure
    remarks: Remarks
    tasks: list[ExchangeTask] = field(default_factory=list[ExchangeTask])
    _columns: dict[SheetField, SheetColumn] = field(default_factory=dict[SheetField, SheetColumn])
    _outline: Outline = field(default_factory=Outline)
    _links: LinkReader = field(default_factory=LinkReader)
    _resources: dict[str, ExchangeResource] = field(default_factory=dict[str, ExchangeResource])
    _assignments: dict[tuple[int, int], ExchangeAssignment] = field(
        default_factory=dict[tuple[int, int], ExchangeAssignment]
    )
    _duration_unit: DurationUnit = DurationUnit.DAY
    _effort_unit: DurationUnit = DurationUnit.HOUR
    _has_fractions: bool = False
    _has_outline_numbers: bool = False

    def look_at(self, rows: Sequence[Sequence[CellValue]]) -> None:
        """What only the whole column tells: its unit, and whether 1 stands for 100 %."""
        self._columns = {column.field: column for column in self.mapping.columns if column.field is not None}
        if duration := self._columns.get(SheetField.DURATION):
            self._duration_unit = unit_of_heading(duration.heading) or DurationUnit.DAY
        if effort := self._columns.get(SheetField.EFFORT):
            self._effort_unit = unit_of_heading(effort.heading) or DurationUnit.HOUR
        if name := self._columns.get(SheetField.NUMBER):
            cells = (plain(row[name.index]) for row in rows if name.index < len(row))
            self._has_outline_numbers = any(OUTLINE_NUMBER.fullmatch(cell) for cell in cells)
        if percent := self._columns.get(SheetField.PERCENT_COMPLETE):
            index = percent.index
            numbers = [row[index] for row in rows if index < len(row) and isinstance(row[index], int | float)]
            self._has_fractions = any(isinstance(n, float) for n in numbers) and all(
                isinstance(n, int | float) and n <= 1 for n in numbers
            )

    def read(self, row: Sequence[CellValue], number: int) -> None:
        title = self._cell(row, SheetField.TITLE)
        written = "" if title is None else str(title)
        if not written.strip():
            self._remark(RemarkReason.MISSING_TITLE, SheetField.TITLE, number, "")
            return
        if len(written.strip()) > LONGEST_TITLE:
            self._remark(RemarkReason.TOO_LONG, SheetField.TITLE, number, written)
        uid = len(self.tasks) + 1
        wbs, name = plain(self._cell(row, SheetField.WBS)), plain(self._cell(row, SheetField.NUMBER))
        outline = name if self._has_outline_numbers else ""
        place = self._outline.place(uid, written, level=self._level(row, number), wbs=wbs or outline)
        if place.is_drawn_in:
            self._remark(RemarkReason.BROKEN_LEVEL, SheetField.LEVEL, number, place.level)
        if place.parent_uid is not None:
            parent = self.tasks[place.parent_uid - 1]
            self.tasks[place.parent_uid - 1] = replace(parent, is_summary=True, is_milestone=False)
        task = self._task(
            row, number, ExchangeTask(uid, written.strip()[:LONGEST_TITLE], place.level, place.parent_uid)
        )
        self.tasks.append(replace(task, wbs=wbs))
        self._links.know(task, number=name, wbs=wbs)
        predecessors = self._columns.get(SheetField.PREDECESSORS)
        if predecessors is not None and not is_nothing(self._cell(row, SheetField.PREDECESSORS)):
            self._links.want(uid, self._cell(row, SheetField.PREDECESSORS), row=number)
        self._assign(row, task)

    def finish(self, *, title: str) -> ReadPlan:
        place = self._place(SheetField.PREDECESSORS)
        links: tuple[ExchangeLink, ...] = self._links.links(self.remarks, place)
        plan = ExchangePlan(
            title=title,
            minutes_per_day=self.measure.day,
            minutes_per_week=self.measure.week,
            tasks=tuple(self.tasks),
            links=links,
            resources=tuple(self._resources.values()),
            assignments=tuple(self._assignments.values()),
        )
        return ReadPlan(plan, self.remarks.all())

    def _task(self, row: Sequence[CellValue], number: int, task: ExchangeTask) -> ExchangeTask:
        start = self._moment(row, SheetField.START, number, time.min)
        finish = self._moment(row, SheetField.FINISH, number, END_OF_DAY)
        if start is not None and finish is not None and finish < start:
            self._remark(RemarkReason.FINISH_BEFORE_START, SheetField.FINISH, number, finish.date())
            finish = None
        duration = self._length(row, SheetField.DURATION, number, self._duration_unit)
        effort = self._length(row, SheetField.EFFORT, number, self._effort_unit)
        milestone = self._choice(row, number)
        if milestone is None:
            milestone = duration is not None and duration.minutes == 0
        return replace(
            task,
            is_milestone=milestone,
            duration=duration,
            planned_start=start,
            planned_finish=finish,
            deadline=self._moment(row, SheetField.DEADLINE, number, END_OF_DAY),
            actual_start=self._moment(row, SheetField.ACTUAL_START, number, time.min),
            actual_finish=self._moment(row, SheetField.ACTUAL_FINISH, number, END_OF_DAY),
            percent_complete=self._percent(row, number),
            priority=self._priority(row, number),
            effort_minutes=None if effort is None else effort.minutes,
            notes=str(self._cell(row, SheetField.NOTES) or ""),
        )

    def _cell(self, row: Sequence[CellValue], wanted: SheetField) -> CellValue:
        column = self._columns.get(wanted)
        return row[column.index] if column is not None and column.index < len(row) else None

    def _place(self, wanted: SheetField) -> str:
        column = self._columns.get(wanted)
        if column is None:
            return wanted.value
        letters, rest = "", column.index + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters} {column.heading}".strip()

    def _remark(self, reason: RemarkReason, wanted: SheetField, number: int, value: object) -> None:
        self.remarks.add(reason, self._place(wanted), line=number, value=value)

    def _moment(self, row: Sequence[CellValue], wanted: SheetField, number: int, at: time) -> datetime | None:
        cell = self._cell(row, wanted)
        if is_nothing(cell):
            return None
        day = read_day(cell, self.reference)
        if day is None:
            self._remark(RemarkReason.NOT_A_DATE, wanted, number, cell)
            return None
        return datetime.combine(day, at)

    def _length(
        self, row: Sequence[CellValue], wanted: SheetField, number: int, usual: DurationUnit
    ) -> ExchangeDuration | None:
        cell = self._cell(row, wanted)
        if is_nothing(cell):
            return None
        duration = read_duration(cell, self.measure, usual=usual)
        if duration is None:
            self._remark(RemarkReason.NOT_A_DURATION, wanted, number, cell)
        return duration

    def _level(self, row: Sequence[CellValue], number: int) -> int | None:
        cell = self._cell(row, SheetField.LEVEL)
        if is_nothing(cell):
            return None
        text = plain(cell)
        if text.isdecimal() and len(text) < 4 and int(text) > 0:
            return int(text)
        self._remark(RemarkReason.NOT_A_NUMBER, SheetField.LEVEL, number, cell)
        return None

    def _percent(self, row: Sequence[CellValue], number: int) -> int:
        cell = self._cell(row, SheetField.PERCENT_COMPLETE)
        if is_nothing(cell):
            return 0
        percent = read_percent(cell, is_fraction=self._has_fractions)
        if percent is None:
            self._remark(RemarkReason.OUT_OF_RANGE, SheetField.PERCENT_COMPLETE, number, cell)
            return 0
        if percent != round(percent):
            self._remark(RemarkReason.ROUNDED, SheetField.PERCENT_COMPLETE, number, cell)
        return round(percent)

    def _choice(self, row: Sequence[CellValue], number: int) -> bool | None:
        cell = self._cell(row, SheetField.MILESTONE)
        if is_nothing(cell):
            return None
        choice = read_choice(cell)
        if choice is None:
            self._remark(RemarkReason.NOT_A_CHOICE, SheetField.MILESTONE, number, cell)
        return choice

    def _priority(self, row: Sequence[CellValue], number: int) -> int:
        cell = self._cell(row, SheetField.PRIORITY)
        if is_nothing(cell):
            return MIDDLE_PRIORITY
        priority = read_priority(cell)
        if priority is None:
            self._remark(RemarkReason.NOT_A_CHOICE, SheetField.PRIORITY, number, cell)
            return MIDDLE_PRIORITY
        return priority

    def _assign(self, row: Sequence[CellValue], task: ExchangeTask) -> None:
        cell = self._cell(row, SheetField.ASSIGNEE)
        if is_nothing(cell):
            return
        names = [name.strip().lstrip("@")[:LONGEST_NAME] for name in NAMES.split(plain(cell)) if name.strip()]
        for name in names:
            match = UNITS.fullmatch(name)
            name, units = (match[1], float(match[2]) / 100) if match else (name, 1.0)
            known = self._resources.setdefault(name, ExchangeResource(len(self._resources) + 1, name))
            # The whole effort is the first one's, who is responsible; the sheet does not say how it is shared.
            effort = task.effort_minutes if name == names[0] else None
            pair = task.uid, known.uid
            self._assignments.setdefault(pair, ExchangeAssignment(*pair, units=units, effort_minutes=effort))
