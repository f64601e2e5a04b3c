"""Facts about calendars."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@event("work_calendar.changed", subject="work_calendar")
@dataclass(frozen=True, slots=True)
class WorkCalendarChanged(Event):
    """``edit`` is a `CalendarEdit`, ``undo`` the one that takes it back; ``owner_id`` is empty for the organization."""

    owner: str
    owner_id: str
    edit: dict[str, object]
    undo: dict[str, object]

    @property
    def subject_id(self) -> str:
        return self.owner_id or self.owner
