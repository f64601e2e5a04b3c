"""Facts about calendars."""

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


@event("work_calendar.changed", subject="work_calendar")
@dataclass(frozen=True, slots=True)
class WorkCalendarChanged(Event):
    """The week of a calendar; ``owner_id`` is the project's, the member's, or empty."""

    calendar_id: str
    owner: str
    owner_id: str
    weekly: object

    @property
    def subject_id(self) -> str:
        return self.calendar_id


@event("calendar_span.changed", subject="work_calendar")
@dataclass(frozen=True, slots=True)
class CalendarSpanChanged(Event):
    """Days that differ, such as a leave: added, or taken away."""

    calendar_id: str
    owner: str
    owner_id: str
    span_id: str
    first_on: date
    last_on: date
    name: str
    is_removed: bool

    @property
    def subject_id(self) -> str:
        return self.calendar_id
