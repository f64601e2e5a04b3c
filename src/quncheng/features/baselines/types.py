"""A plan as it stood on a day, to compare with."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class BaselineKind(StrEnum):
    MANUAL = "manual"
    """Taken by the manager."""
    AGREED = "agreed"
    """Taken by itself when the plan was agreed; one a day."""
    PAST = "past"
    """Made later, out of the log, for a day in the past."""


class Baseline(msgspec.Struct, frozen=True):
    id: str
    project_id: str
    name: str
    kind: BaselineKind
    taken_on: date
    planned_finish: date | None
    created_by: str | None
    created_at: datetime
    archived_at: datetime | None


class BaselineTask(msgspec.Struct, frozen=True):
    task_id: str
    planned_start: date
    planned_finish: date
    duration_days: float | None
