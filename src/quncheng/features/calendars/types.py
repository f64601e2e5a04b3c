"""Calendars of an organization, its projects, its people and its tasks, each saying only how it differs."""

from datetime import date, time
from enum import StrEnum

import msgspec


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
