"""The weekly report of a project: facts from the data, words from people."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec


class ReportStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"


class ReportLine(msgspec.Struct, frozen=True):
    """A task as a line of the report."""

    task_id: str
    number: int
    title: str
    assignee_name: str
    percent_complete: int
    due_date: date | None
    days_late: int = 0
    reason: str = ""
    """In the person's own words."""


class GroupProgress(msgspec.Struct, frozen=True):
    """Progress of a milestone or an owner."""

    name: str
    total: int
    done: int
    late: int
    percent_complete: int
    due_date: date | None = None


class ReportFacts(msgspec.Struct, frozen=True):
    """Numbers first; every number is counted from the tasks at the moment of composing."""

    total: int = 0
    done: int = 0
    in_progress: int = 0
    percent_complete: int = 0
    planned_finish: date | None = None
    forecast_finish: date | None = None
    done_this_week: tuple[ReportLine, ...] = ()
    late: tuple[ReportLine, ...] = ()
    blocked: tuple[ReportLine, ...] = ()
    next_week: tuple[ReportLine, ...] = ()
    by_milestone: tuple[GroupProgress, ...] = ()
    by_owner: tuple[GroupProgress, ...] = ()
    risks: tuple[str, ...] = ()
    """Sentences of members about blockers and delays, with their names."""
    approved_changes: tuple[str, ...] = ()


class WeeklyReport(msgspec.Struct, frozen=True):
    id: str
    project_id: str
    week_start: date
    week_end: date
    status: ReportStatus
    title: str
    facts: ReportFacts
    summary: str
    risks: str
    next: str
    sent_at: datetime | None
    sent_to: tuple[str, ...]
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday around the day of the report."""

    first: date
    last: date
