"""Reads a plan from Microsoft Project's XML (MSPDI), as Project 2003 to 2021 and the tools beside it write it."""

from dataclasses import replace

from quncheng.engine.exchange_errors import FileEmpty
from quncheng.engine.exchange_types import (
    DAYS_PER_MONTH,
    DEFAULT_LIMITS,
    MINUTES_PER_DAY,
    MINUTES_PER_WEEK,
    ExchangeAssignment,
    ExchangeCalendar,
    ExchangePlan,
    ExchangeResource,
    FileLimits,
    ReadPlan,
    RemarkReason,
    Remarks,
    ResourceKind,
)
from quncheng.engine.types import Direction
from quncheng.providers.formats.mspdi_calendars import CalendarReader
from quncheng.providers.formats.mspdi_tasks import TRUE, TaskReader
from quncheng.providers.formats.mspdi_values import NAMESPACES, read_minutes, read_moment
from quncheng.providers.formats.xml_records import Record, Shape, read_xml

GROUPS = (
    "Tasks Resources Assignments Calendars WeekDays WeekDay TimePeriod WorkingTimes WorkingTime Exceptions "
    "Exception WorkWeeks WorkWeek PredecessorLink Baseline"
)
TEXTS = (
    "UID Name Title StartDate FinishDate ScheduleFromStart StatusDate CalendarUID MinutesPerDay MinutesPerWeek "
    "DaysPerMonth IsBaseCalendar BaseCalendarUID DayType DayWorking FromDate ToDate FromTime ToTime Type Period "
    "DaysOfWeek MonthItem MonthPosition Month MonthDay Active Manual IsNull WBS OutlineNumber OutlineLevel "
    "Priority Start Finish Duration ManualStart ManualFinish ManualDuration DurationFormat Work Estimated "
    "Milestone Summary PercentComplete ActualStart ActualFinish ActualDuration ActualWork RemainingDuration "
    "RemainingWork ConstraintType ConstraintDate Deadline Notes PredecessorUID CrossProject LinkLag LagFormat "
    "Number Interim EstimatedDuration EmailAddress Group MaxUnits IsCostResource TaskUID ResourceUID Units"
)
SHAPE = Shape(
    root="Project",
    namespaces=NAMESPACES,
    rows=frozenset({"Task", "Resource", "Assignment", "Calendar"}),
    groups=frozenset(GROUPS.split()),
    texts=frozenset(TEXTS.split()),
)
UNREMARKABLE = frozenset({"TimephasedData", "Views", "Filters", "Groups", "Tables", "Maps", "Reports", "WBSMasks"})
"""What only divides or shows what we read elsewhere."""
UNASSIGNED = "-65535"
KINDS = {"0": ResourceKind.MATERIAL, "1": ResourceKind.PERSON, "2": ResourceKind.COST}


def read_mspdi(data: bytes, limits: FileLimits = DEFAULT_LIMITS) -> ReadPlan:
    """The plan, and what of the file did not come over. Raises an error of ``engine.exchange_errors``."""
    reader = _Reader(limits)
    found = read_xml(data, SHAPE, limits=limits, on_row=reader.read)
    if found.other_encoding is not None:
        reader.remarks.add(RemarkReason.OTHER_ENCODING, "xml", line=1, value=found.other_encoding)
    for name, count in found.skipped.items():
        if name not in UNREMARKABLE:
            reader.remarks.count(RemarkReason.NOT_MODELLED, name, count)
    return reader.finish(found.root)


class _Reader:
    def __init__(self, limits: FileLimits) -> None:
        self.remarks = Remarks(limits.remarks)
        self._tasks = TaskReader(self.remarks, limits)
        self._calendar_reader = CalendarReader(self.remarks)
        self._calendars: dict[int, ExchangeCalendar] = {}
        self._resources: dict[int, ExchangeResource] = {}
        self._assignments: list[tuple[ExchangeAssignment, int]] = []
        self._read_by_name = {
            "Task": self._tasks.read,
            "Calendar": self._read_calendar,
            "Resource": self._read_resource,
            "Assignment": self._read_assignment,
        }

    def read(self, record: Record) -> None:
        self._read_by_name[record.name](record)

    def finish(self, root: Record) -> ReadPlan:
        if not self._tasks.tasks:
            raise FileEmpty
        per_day = self._positive(root, "MinutesPerDay", MINUTES_PER_DAY)
        plan = ExchangePlan(
            title=root.text("Title") or self._tasks.summary_title or root.text("Name").rpartition(".")[0],
            starts_at=read_moment(root.text("StartDate")),
            finishes_at=read_moment(root.text("FinishDate")),
            direction=Direction.BACKWARD if root.text("ScheduleFromStart") in {"0", "false"} else Direction.FORWARD,
            status_at=read_moment(root.text("StatusDate")),
            minutes_per_day=per_day,
            minutes_per_week=self._positive(root, "MinutesPerWeek", MINUTES_PER_WEEK),
            days_per_month=self._positive(root, "DaysPerMonth", DAYS_PER_MONTH),
            calendar_uid=self._calendar_of(root.text("CalendarUID"), "Project/CalendarUID"),
            calendars=self._based_calendars(),
            tasks=tuple(self._tasks.tasks),
            links=self._tasks.links(minutes_per_day=per_day),
            resources=tuple(self._resources.values()),
            assignments=self._known_assignments(),
        )
        return ReadPlan(self._with_known_calendars(plan), self.remarks.all())

    def _positive(self, root: Record, name: str, usual: int) -> int:
        text = root.text(name)
        if text.isdecimal() and len(text) < 6 and int(text) > 0:
            return int(text)
        if text:
            self.remarks.add(RemarkReason.OUT_OF_RANGE, f"Project/{name}", value=text)
        return usual

    def _read_calendar(self, record: Record) -> None:
        calendar = self._calendar_reader.read(record)
        if calendar is not None:
            self._calendars.setdefault(calendar.uid, calendar)

    def _based_calendars(self) -> tuple[ExchangeCalendar, ...]:
        known: list[ExchangeCalendar] = []
        for calendar in self._calendars.values():
            if calendar.base_uid is not None and not self._is_based(calendar):
                self.remarks.add(RemarkReason.UNKNOWN_CALENDAR, "Calendar/BaseCalendarUID", value=calendar.base_uid)
                calendar = replace(calendar, base_uid=None)
            known.append(calendar)
        return tuple(known)

    def _is_based(self, calendar: ExchangeCalendar) -> bool:
        """Whether its bases are all there and lead to an end."""
        seen = {calendar.uid}
        base = calendar.base_uid
        while base is not None:
            if base in seen or base not in self._calendars:
                return False
            seen.add(base)
            base = self._calendars[base].base_uid
        return True

    def _calendar_of(self, text: str, place: str) -> int | None:
        if text in {"", "-1"}:
            return None
        if text.isdecimal() and int(text) in self._calendars:
            return int(text)
        self.remarks.add(RemarkReason.UNKNOWN_CALENDAR, place, value=text)
        return None

    def _with_known_calendars(self, plan: ExchangePlan) -> ExchangePlan:
        if all(task.calendar_uid is None or task.calendar_uid in self._calendars for task in plan.tasks):
            return plan
        tasks = tuple(
            replace(task, calendar_uid=self._calendar_of(str(task.calendar_uid), "Task/CalendarUID"))
            if task.calendar_uid is not None
            else task
            for task in plan.tasks
        )
        return replace(plan, tasks=tasks)

    def _read_resource(self, record: Record) -> None:
        uid, name = record.text("UID"), record.text("Name")
        if not name or record.text("IsNull") in TRUE:
            return
        if not uid.isdecimal() or int(uid) in self._resources:
            self.remarks.add(RemarkReason.REPEATED, "Resource/UID", line=record.line, value=uid)
            return
        is_cost = record.text("IsCostResource") in TRUE
        self._resources[int(uid)] = ExchangeResource(
            int(uid),
            name,
            ResourceKind.COST if is_cost else KINDS.get(record.text("Type"), ResourceKind.PERSON),
            record.text("EmailAddress"),
            record.text("Group"),
            self._units(record, "MaxUnits"),
            self._calendar_of(record.text("CalendarUID"), "Resource/CalendarUID"),
        )

    def _read_assignment(self, record: Record) -> None:
        task, resource = record.text("TaskUID"), record.text("ResourceUID")
        if resource == UNASSIGNED or task == "0":
            return
        assignment = ExchangeAssignment(
            int(task) if task.isdecimal() else -1,
            int(resource) if resource.isdecimal() else -1,
            self._units(record, "Units"),
            read_minutes(record.text("Work")),
            read_minutes(record.text("ActualWork")),
            read_minutes(record.text("RemainingWork")),
        )
        self._assignments.append((assignment, record.line))

    def _units(self, record: Record, name: str) -> float:
        text = record.text(name)
        try:
            units = float(text) if text else 1.0
        except ValueError:
            units = -1.0
        if 0 <= units < 1e6:
            return units
        self.remarks.add(RemarkReason.NOT_A_NUMBER, f"{record.name}/{name}", line=record.line, value=text)
        return 1.0

    def _known_assignments(self) -> tuple[ExchangeAssignment, ...]:
        tasks = {task.uid for task in self._tasks.tasks}
        kept: dict[tuple[int, int], ExchangeAssignment] = {}
        for assignment, line in self._assignments:
            pair = assignment.task_uid, assignment.resource_uid
            if assignment.task_uid not in tasks:
                self.remarks.add(RemarkReason.UNKNOWN_TASK, "Assignment/TaskUID", line=line)
            elif assignment.resource_uid not in self._resources:
                self.remarks.add(RemarkReason.UNKNOWN_RESOURCE, "Assignment/ResourceUID", line=line)
            elif pair in kept:
                self.remarks.add(RemarkReason.REPEATED, "Assignment", line=line)
            else:
                kept[pair] = assignment
        return tuple(kept.values())
