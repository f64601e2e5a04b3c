"""Facts about baselines."""

from dataclasses import dataclass
from datetime import date

from quncheng.runtime.events import Event, event


@dataclass(frozen=True, slots=True)
class _OfBaseline(Event):
    of_project: str
    baseline_id: str
    name: str

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.baseline_id


@event("baseline.taken", subject="baseline")
@dataclass(frozen=True, slots=True)
class BaselineTaken(_OfBaseline):
    kind: str
    taken_on: date


@event("baseline.archived", subject="baseline")
@dataclass(frozen=True, slots=True)
class BaselineArchived(_OfBaseline):
    """Out of sight; the dates stay."""


@event("baseline.restored", subject="baseline")
@dataclass(frozen=True, slots=True)
class BaselineRestored(_OfBaseline):
    """In sight again."""
