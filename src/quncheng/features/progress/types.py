"""What a member says about the progress of a task: the second ledger, beside the plan."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec


class ReportedState(StrEnum):
    STARTED = "started"
    DONE = "done"
    BLOCKED = "blocked"
    PAUSED = "paused"
    UNBLOCKED = "unblocked"
    REOPENED = "reopened"


class ProgressReport(msgspec.Struct, frozen=True):
    """One statement by one person at one time."""

    id: str
    task_id: str
    project_id: str
    member_id: str
    percent: int | None
    state: ReportedState | None
    forecast_finish: date | None
    note: str
    created_at: datetime
    retracted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What is reported; what is None was not said."""

    percent: int | None = None
    state: ReportedState | None = None
    forecast_finish: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportDecision:
    """What a report changes of its task: checked field values, and the status it leads to."""

    values: dict[str, object]
    status: str
