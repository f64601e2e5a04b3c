"""Calendars of an organization, its projects, its people and its tasks, each saying only how it differs."""

from datetime import date, time
from enum import StrEnum

import msgspec

from quncheng.engine.calendar import CalendarException


class CalendarOwner(StrEnum):
    """Whose calendar it is; the nearer wins: task, person, project, organization."""

    ORGANIZATION = "organization"
    PROJECT = "project"
    MEMBER = "member"
    SHARED = "shared"
    """One with a name, which tasks may follow."""


class WorkHours(msgspec.Struct, frozen=True):
    """A stretch of working time; one that ends at midnight ends at 00:00."""

    starts_at: time
    ends_at: time


Week = tuple[tuple[WorkHours, ...], ...]
"""The working hours of Monday to Sunday; an empty day is free."""


class CalendarSpan(msgspec.Struct, frozen=True):
    """Days from first to last that differ; without ``shifts`` they are free: a leave, a stop of the site."""

    id: str
    first_on: date
    last_on: date
    shifts: tuple[WorkHours, ...] = ()
    name: str = ""


class OwnCalendar(msgspec.Struct, frozen=True):
    """What one owner says for itself; ``weekly`` None: the week of the calendar above."""

    id: str
    owner: CalendarOwner
    owner_id: str
    name: str
    weekly: Week | None
    version: int
    spans: tuple[CalendarSpan, ...] = ()


class OwnDay(msgspec.Struct, frozen=True):
    """A day of the organization's own; ``is_workday`` None: as the official calendar has it."""

    on: date
    is_workday: bool | None = None
    name: str = ""


class CalendarEdit(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is to be different in one calendar; what is not set stays.

    ``weekly`` None: the week of the calendar above again. Only the organization has ``days``, all others have spans.
    """

    owner: CalendarOwner
    owner_id: str = ""
    """The project's, the member's, a shared calendar's own; empty for the organization."""
    name: str | msgspec.UnsetType = msgspec.UNSET
    weekly: Week | None | msgspec.UnsetType = msgspec.UNSET
    days: tuple[OwnDay, ...] = ()
    added: tuple[CalendarSpan, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        is_set = isinstance(self.name, str) or self.weekly is not msgspec.UNSET
        return not (is_set or self.days or self.added or self.removed)


class CalendarBook(msgspec.Struct, frozen=True):
    """All that an organization, its projects, its people and its shared calendars say for themselves."""

    days: tuple[CalendarException, ...] = ()
    own: tuple[OwnCalendar, ...] = ()

    def find(self, owner: CalendarOwner, owner_id: str) -> OwnCalendar | None:
        return next((one for one in self.own if (one.owner, one.owner_id) == (owner, owner_id)), None)
