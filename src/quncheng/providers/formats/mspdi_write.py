"""Writes a plan as Microsoft Project's XML, in the order of elements that its schema demands."""

from collections.abc import Mapping

from quncheng.engine.exchange_types import (
    ExchangeAssignment,
    ExchangeBaseline,
    ExchangeLink,
    ExchangePlan,
    ExchangeResource,
    ExchangeTask,
    ResourceKind,
)
from quncheng.engine.types import Direction
from quncheng.providers.formats.mspdi_calendars import write_calendar
from quncheng.providers.formats.mspdi_values import (
    CONSTRAINT_CODES,
    DAY_FORMAT,
    LINK_CODES,
    NAMESPACE,
    duration_format,
    write_lag,
    write_minutes,
    write_moment,
)
from quncheng.providers.formats.xml_lines import Lines

SAVE_VERSION = 14
"""Project 2010 and later."""
FIXED_DURATION = 1
CODES = {ResourceKind.MATERIAL: 0, ResourceKind.PERSON: 1, ResourceKind.COST: 0}


def write_mspdi(plan: ExchangePlan) -> bytes:
    lines = Lines("Project", NAMESPACE)
    _write_head(lines, plan)
    lines.begin("Calendars")
    for calendar in plan.calendars:
        write_calendar(lines, calendar)
    lines.end("Calendars")
    predecessors: dict[int, list[ExchangeLink]] = {}
    for link in plan.links:
        predecessors.setdefault(link.successor_uid, []).append(link)
    lines.begin("Tasks")
    _write_project_summary(lines, plan)
    for number, (task, outline) in enumerate(zip(plan.tasks, _outline_numbers(plan), strict=True), 1):
        _write_task(lines, task, {"ID": number, "OutlineNumber": outline})
        for link in predecessors.get(task.uid, ()):
            _write_link(lines, link, plan.minutes_per_day)
        for baseline in task.baselines:
            _write_baseline(lines, baseline)
        lines.end("Task")
    lines.end("Tasks")
    lines.begin("Resources")
    for resource in plan.resources:
        _write_resource(lines, resource)
    lines.end("Resources")
    lines.begin("Assignments")
    for uid, assignment in enumerate(plan.assignments, 1):
        _write_assignment(lines, assignment, uid)
    lines.end("Assignments")
    return lines.to_bytes()


def _write_head(lines: Lines, plan: ExchangePlan) -> None:
    lines.put("SaveVersion", SAVE_VERSION)
    lines.put("Name", f"{plan.title}.xml")
    lines.put("Title", plan.title)
    lines.put("ScheduleFromStart", plan.direction is Direction.FORWARD)
    if plan.starts_at is not None:
        lines.put("StartDate", write_moment(plan.starts_at))
    if plan.finishes_at is not None:
        lines.put("FinishDate", write_moment(plan.finishes_at))
    lines.put("CurrencyCode", "CNY")
    lines.put_known("CalendarUID", plan.calendar_uid)
    lines.put("MinutesPerDay", plan.minutes_per_day)
    lines.put("MinutesPerWeek", plan.minutes_per_week)
    lines.put("DaysPerMonth", plan.days_per_month)
    lines.put("DurationFormat", DAY_FORMAT)
    if plan.status_at is not None:
        lines.put("StatusDate", write_moment(plan.status_at))


def _write_project_summary(lines: Lines, plan: ExchangePlan) -> None:
    lines.begin("Task")
    values = {"UID": 0, "ID": 0, "Name": plan.title, "IsNull": 0, "OutlineNumber": "0", "OutlineLevel": 0, "Summary": 1}
    for name, value in values.items():
        lines.put(name, value)
    lines.end("Task")


def _outline_numbers(plan: ExchangePlan) -> list[str]:
    counters: list[int] = []
    numbers: list[str] = []
    for task in plan.tasks:
        del counters[task.level :]
        counters += [0] * (task.level - len(counters))
        counters[-1] += 1
        numbers.append(".".join(map(str, counters)))
    return numbers


def _write_task(lines: Lines, task: ExchangeTask, place: Mapping[str, str | int]) -> None:
    lines.begin("Task")
    lines.put("UID", task.uid)
    lines.put("ID", place["ID"])
    lines.put("Name", task.title)
    lines.put("Active", task.is_active)
    lines.put("Manual", task.is_manual)
    lines.put("Type", FIXED_DURATION)
    lines.put("IsNull", value=False)
    lines.put_known("WBS", task.wbs)
    lines.put("OutlineNumber", place["OutlineNumber"])
    lines.put("OutlineLevel", task.level)
    lines.put("Priority", task.priority)
    _write_dates(lines, task)
    _write_minutes(lines, "Work", task.effort_minutes)
    lines.put("EffortDriven", value=False)
    lines.put("Estimated", task.duration is not None and task.duration.is_estimated)
    lines.put("Milestone", task.is_milestone)
    lines.put("Summary", task.is_summary)
    lines.put("PercentComplete", task.percent_complete)
    for name, moment in (("ActualStart", task.actual_start), ("ActualFinish", task.actual_finish)):
        if moment is not None:
            lines.put(name, write_moment(moment))
    _write_minutes(lines, "ActualDuration", task.actual_minutes)
    _write_minutes(lines, "ActualWork", task.actual_effort_minutes)
    _write_minutes(lines, "RemainingDuration", task.remaining_minutes)
    _write_minutes(lines, "RemainingWork", task.remaining_effort_minutes)
    lines.put("ConstraintType", CONSTRAINT_CODES[task.constraint])
    lines.put("CalendarUID", -1 if task.calendar_uid is None else task.calendar_uid)
    for name, moment in (("ConstraintDate", task.constraint_at), ("Deadline", task.deadline)):
        if moment is not None:
            lines.put(name, write_moment(moment))
    lines.put_known("Notes", task.notes)


def _write_dates(lines: Lines, task: ExchangeTask) -> None:
    for prefix in ("", "Manual") if task.is_manual else ("",):
        if task.planned_start is not None:
            lines.put(f"{prefix}Start", write_moment(task.planned_start))
        if task.planned_finish is not None:
            lines.put(f"{prefix}Finish", write_moment(task.planned_finish))
        if task.duration is not None:
            lines.put(f"{prefix}Duration", write_minutes(task.duration.minutes))
    if task.duration is not None:
        lines.put("DurationFormat", duration_format(task.duration))


def _write_minutes(lines: Lines, name: str, minutes: int | None) -> None:
    if minutes is not None:
        lines.put(name, write_minutes(minutes))


def _write_link(lines: Lines, link: ExchangeLink, minutes_per_day: int) -> None:
    amount, form = write_lag(link.lag, minutes_per_day=minutes_per_day)
    lines.begin("PredecessorLink")
    lines.put("PredecessorUID", link.predecessor_uid)
    lines.put("Type", LINK_CODES[link.type])
    lines.put("CrossProject", value=False)
    lines.put("LinkLag", amount)
    lines.put("LagFormat", form)
    lines.end("PredecessorLink")


def _write_baseline(lines: Lines, baseline: ExchangeBaseline) -> None:
    lines.begin("Baseline")
    lines.put("Number", baseline.number)
    if baseline.planned_start is not None:
        lines.put("Start", write_moment(baseline.planned_start))
    if baseline.planned_finish is not None:
        lines.put("Finish", write_moment(baseline.planned_finish))
    if baseline.duration is not None:
        lines.put("Duration", write_minutes(baseline.duration.minutes))
        lines.put("DurationFormat", duration_format(baseline.duration))
        lines.put("EstimatedDuration", baseline.duration.is_estimated)
    _write_minutes(lines, "Work", baseline.effort_minutes)
    lines.end("Baseline")


def _write_resource(lines: Lines, resource: ExchangeResource) -> None:
    lines.begin("Resource")
    lines.put("UID", resource.uid)
    lines.put("ID", resource.uid)
    lines.put("Name", resource.name)
    lines.put("Type", CODES[resource.kind])
    lines.put("IsNull", value=False)
    lines.put_known("Group", resource.group)
    lines.put_known("EmailAddress", resource.mail)
    lines.put("MaxUnits", resource.most_units)
    lines.put_known("CalendarUID", resource.calendar_uid)
    lines.put("IsCostResource", resource.kind is ResourceKind.COST)
    lines.end("Resource")


def _write_assignment(lines: Lines, assignment: ExchangeAssignment, uid: int) -> None:
    lines.begin("Assignment")
    lines.put("UID", uid)
    lines.put("TaskUID", assignment.task_uid)
    lines.put("ResourceUID", assignment.resource_uid)
    _write_minutes(lines, "ActualWork", assignment.actual_effort_minutes)
    _write_minutes(lines, "RemainingWork", assignment.remaining_effort_minutes)
    lines.put("Units", assignment.units)
    _write_minutes(lines, "Work", assignment.effort_minutes)
    lines.end("Assignment")
