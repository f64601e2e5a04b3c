"""Facts about the organization's calendar."""

from dataclasses import dataclass
from datetime import date

from quncheng.runtime.events import Event, event


@event("calendar_day.changed", subject="calendar_day")
@dataclass(frozen=True, slots=True)
class CalendarDayChanged(Event):
    """``is_workday`` None: back to the official calendar."""

    on: date
    is_workday: bool | None
    name: str

    @property
    def subject_id(self) -> str:
        return self.on.isoformat()
