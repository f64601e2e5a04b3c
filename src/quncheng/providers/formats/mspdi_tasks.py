"""The tasks and links of Microsoft Project's XML, read one by one in the order of the outline."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from quncheng.engine.exchange_errors import TooManyRows
from quncheng.engine.exchange_types import (
    MIDDLE_PRIORITY,
    ExchangeBaseline,
    ExchangeDuration,
    ExchangeLink,
    ExchangeTask,
    FileLimits,
    RemarkReason,
    Remarks,
)
from quncheng.engine.types import ConstraintType, LinkType
from quncheng.providers.formats.mspdi_values import (
    CONSTRAINTS,
    DATELESS,
    LINK_TYPES,
    NO_FORMAT,
    read_duration,
    read_lag,
    read_minutes,
    read_moment,
)
from quncheng.providers.formats.xml_records import Record

TRUE = frozenset({"1", "true"})
BASELINES = range(11)
HIGHEST_PRIORITY = 1000


@dataclass(frozen=True, slots=True)
class _FoundLink:
    predecessor: str
    successor_uid: int
    type: str
    amount: str
    form: str
    is_foreign: bool
    line: int


@dataclass(slots=True)
class TaskReader:
    """Takes ``Task`` records; ``tasks`` and the title of the project summary are ready at any time."""

    remarks: Remarks
    limits: FileLimits
    tasks: list[ExchangeTask] = field(default_factory=list[ExchangeTask])
    summary_title: str = ""
    _links: list[_FoundLink] = field(default_factory=list[_FoundLink])
    _uids: set[int] = field(default_factory=set[int])
    _above: list[int] = field(default_factory=list[int])
    """Positions of the tasks above the current one, outermost first."""

    def read(self, record: Record) -> None:
        uid = self._number(record, "UID", -1)
        if record.texts.get("IsNull") == "1":
            return
        if uid < 0:
            self.remarks.add(RemarkReason.NOT_A_NUMBER, "Task/UID", line=record.line, value=record.text("UID"))
            return
        if uid == 0 or record.texts.get("OutlineLevel") == "0":
            self.summary_title = record.text("Name")
            return
        if uid in self._uids:
            self.remarks.add(RemarkReason.REPEATED, "Task/UID", line=record.line, value=uid)
            return
        if len(self.tasks) >= self.limits.tasks:
            raise TooManyRows(limit=self.limits.tasks)
        self._uids.add(uid)
        level = self._level(record)
        del self._above[level - 1 :]
        if self._above:
            self._mark_summary(self._above[-1])
        parent_uid = self.tasks[self._above[-1]].uid if self._above else None
        self._above.append(len(self.tasks))
        self.tasks.append(self._task(record, uid, level, parent_uid))
        for link in record.parts:
            if link.name == "PredecessorLink":
                self._links.append(_found_link(link, uid))

    def links(self, *, minutes_per_day: int) -> tuple[ExchangeLink, ...]:
        kept: dict[tuple[int, int], ExchangeLink] = {}
        for found in self._links:
            link = self._link(found, minutes_per_day)
            if link is None:
                continue
            pair = link.predecessor_uid, link.successor_uid
            if pair in kept:
                value = f"{found.predecessor} → {found.successor_uid}"
                self.remarks.add(RemarkReason.REPEATED, "PredecessorLink", line=found.line, value=value)
            else:
                kept[pair] = link
        return tuple(kept.values())

    def _link(self, found: _FoundLink, minutes_per_day: int) -> ExchangeLink | None:
        predecessor = int(found.predecessor) if found.predecessor.isdecimal() else None
        if found.is_foreign or predecessor not in self._uids or predecessor == found.successor_uid:
            reason = RemarkReason.NOT_MODELLED if found.is_foreign else RemarkReason.UNKNOWN_TASK
            self.remarks.add(reason, "PredecessorLink", line=found.line, value=found.predecessor)
            return None
        kind = LINK_TYPES.get(found.type)
        if kind is None:
            kind = LinkType.FS
            if found.type:
                self.remarks.add(RemarkReason.NOT_A_CHOICE, "PredecessorLink/Type", line=found.line, value=found.type)
        amount = _integer(found.amount or "0")
        form = _integer(found.form or str(NO_FORMAT))
        if amount is None or form is None:
            value = f"{found.amount} {found.form}"
            self.remarks.add(RemarkReason.NOT_A_NUMBER, "PredecessorLink/LinkLag", line=found.line, value=value)
            amount, form = 0, NO_FORMAT
        lag = read_lag(amount, form, minutes_per_day=minutes_per_day)
        return ExchangeLink(predecessor, found.successor_uid, kind, lag)

    def _mark_summary(self, position: int) -> None:
        task = self.tasks[position]
        if not task.is_summary:
            self.tasks[position] = replace(task, is_summary=True)

    def _level(self, record: Record) -> int:
        text = record.text("OutlineLevel")
        number = record.text("OutlineNumber")
        level = int(text) if text.isdecimal() and len(text) < 4 else number.count(".") + 1 if number else 1
        if level > len(self._above) + 1:
            self.remarks.add(RemarkReason.BROKEN_LEVEL, "Task/OutlineLevel", line=record.line, value=level)
            level = len(self._above) + 1
        return level

    def _task(self, record: Record, uid: int, level: int, parent_uid: int | None) -> ExchangeTask:
        texts = record.texts
        if not record.text("Name"):
            self.remarks.add(RemarkReason.MISSING_TITLE, "Task/Name", line=record.line, value=uid)
        constraint, constraint_at = self._constraint(record)
        calendar_uid = self._number(record, "CalendarUID", -1) if texts.get("CalendarUID", "-1") != "-1" else -1
        return ExchangeTask(
            uid,
            record.text("Name")[: self.limits.text],
            level,
            parent_uid,
            wbs=record.text("WBS"),
            is_milestone=texts.get("Milestone") in TRUE,
            is_summary=texts.get("Summary") in TRUE and texts.get("Milestone") not in TRUE,
            is_manual=texts.get("Manual") in TRUE,
            is_active=texts.get("Active", "1") in TRUE,
            duration=self._duration(record, _own_name(record, "Duration")),
            planned_start=self._moment(record, _own_name(record, "Start")),
            planned_finish=self._moment(record, _own_name(record, "Finish")),
            constraint=constraint,
            constraint_at=constraint_at,
            deadline=self._moment(record, "Deadline"),
            percent_complete=self._number(record, "PercentComplete", 0, most=100),
            actual_start=self._moment(record, "ActualStart"),
            actual_finish=self._moment(record, "ActualFinish"),
            actual_minutes=self._minutes(record, "ActualDuration"),
            remaining_minutes=self._minutes(record, "RemainingDuration"),
            priority=self._number(record, "Priority", MIDDLE_PRIORITY, most=HIGHEST_PRIORITY),
            effort_minutes=self._minutes(record, "Work"),
            actual_effort_minutes=self._minutes(record, "ActualWork"),
            remaining_effort_minutes=self._minutes(record, "RemainingWork"),
            calendar_uid=calendar_uid if calendar_uid >= 0 else None,
            notes=texts.get("Notes", "")[: self.limits.text],
            baselines=self._baselines(record),
        )

    def _constraint(self, record: Record) -> tuple[ConstraintType, datetime | None]:
        code = record.texts.get("ConstraintType", "0")
        constraint = CONSTRAINTS.get(code)
        if constraint is None:
            self.remarks.add(RemarkReason.NOT_A_CHOICE, "Task/ConstraintType", line=record.line, value=code)
            return ConstraintType.AS_SOON_AS_POSSIBLE, None
        if constraint in DATELESS:
            return constraint, None
        moment = self._moment(record, "ConstraintDate")
        if moment is None:
            self.remarks.add(RemarkReason.MISSING_DATE, "Task/ConstraintDate", line=record.line)
            return ConstraintType.AS_SOON_AS_POSSIBLE, None
        return constraint, moment

    def _baselines(self, record: Record) -> tuple[ExchangeBaseline, ...]:
        found: list[ExchangeBaseline] = []
        for part in record.parts:
            if part.name != "Baseline" or part.texts.get("Interim") in TRUE:
                continue
            number = self._number(part, "Number", -1)
            if number not in BASELINES or number in {each.number for each in found}:
                self.remarks.add(RemarkReason.OUT_OF_RANGE, "Baseline/Number", line=part.line, value=number)
                continue
            found.append(
                ExchangeBaseline(
                    number,
                    self._moment(part, "Start"),
                    self._moment(part, "Finish"),
                    self._duration(part, "Duration"),
                    self._minutes(part, "Work"),
                )
            )
        return tuple(found)

    def _moment(self, record: Record, name: str) -> datetime | None:
        text = record.texts.get(name)
        if not text:
            return None
        moment = read_moment(text.strip())
        if moment is None and text.strip() not in {"", "NA"}:
            self.remarks.add(RemarkReason.NOT_A_DATE, f"{record.name}/{name}", line=record.line, value=text)
        return moment

    def _minutes(self, record: Record, name: str) -> int | None:
        text = record.texts.get(name)
        if not text:
            return None
        minutes = read_minutes(text.strip())
        if minutes is None:
            self.remarks.add(RemarkReason.NOT_A_DURATION, f"{record.name}/{name}", line=record.line, value=text)
        return minutes

    def _duration(self, record: Record, name: str) -> ExchangeDuration | None:
        text = record.texts.get(name)
        if not text:
            return None
        is_estimated = (record.texts.get("Estimated") or record.texts.get("EstimatedDuration")) in TRUE
        form = record.texts.get("DurationFormat", "")
        duration = read_duration(text.strip(), form.strip(), is_estimated=is_estimated)
        if duration is None:
            self.remarks.add(RemarkReason.NOT_A_DURATION, f"{record.name}/{name}", line=record.line, value=text)
        return duration

    def _number(self, record: Record, name: str, usual: int, most: int = 2**31 - 1) -> int:
        text = record.texts.get(name)
        if not text:
            return usual
        number = _integer(text.strip())
        if number is None:
            self.remarks.add(RemarkReason.NOT_A_NUMBER, f"{record.name}/{name}", line=record.line, value=text)
            return usual
        if not 0 <= number <= most:
            self.remarks.add(RemarkReason.OUT_OF_RANGE, f"{record.name}/{name}", line=record.line, value=text)
            return usual
        return number


def _own_name(record: Record, name: str) -> str:
    """A manual task says its own dates apart from those that were computed."""
    own = f"Manual{name}"
    return own if record.texts.get("Manual") in TRUE and record.texts.get(own) else name


def _found_link(record: Record, successor_uid: int) -> _FoundLink:
    return _FoundLink(
        record.text("PredecessorUID"),
        successor_uid,
        record.text("Type"),
        record.text("LinkLag"),
        record.text("LagFormat"),
        record.text("CrossProject") in TRUE,
        record.line,
    )


def _integer(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) <= 10 else None
