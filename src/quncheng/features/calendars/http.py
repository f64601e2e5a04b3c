"""The API of the organization's working calendar."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec
from litestar import Router, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from quncheng.engine.calendar import DayKind
from quncheng.features.calendars import service as calendars
from quncheng.features.people.types import Caller
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Done
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]


class ShownKind(StrEnum):
    WORKDAY = "workday"
    DAY_OFF = "day_off"
    MAKEUP_WORKDAY = "makeup_workday"


class CalendarDay(msgspec.Struct, frozen=True):
    """``is_own``: the organization differs from the official calendar on this day."""

    date: date
    kind: ShownKind
    name: str
    is_own: bool


class CalendarYear(msgspec.Struct, frozen=True):
    """The days that are not plain weekdays or weekends; ``published``: the official breaks of the year are known."""

    days: list[CalendarDay]
    published: bool


class DayChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: ShownKind
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""


@get("/organization/calendar")
async def read_calendar(
    request: HttpRequest, api: CallerApi, year: Annotated[int, QueryParameter(ge=1990, le=2200)]
) -> Answer[CalendarYear]:
    """The special days of a year."""
    return await api.read(request, lambda session, _: _read_year(session, year))


@put("/organization/calendar/{on:date}")
async def set_calendar_day(
    request: HttpRequest, api: CallerApi, on: FromPath[date], data: JSONBody[DayChoice]
) -> Answer[Done]:
    """Make a day a workday or a day off for everybody."""
    is_workday = data.kind is not ShownKind.DAY_OFF

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        calendars.set_day(session, caller.member, actor, on=on, is_workday=is_workday, name=data.name)
        return Done()

    return await api.write(request, work)


@delete("/organization/calendar/{on:date}", status_code=HTTP_200_OK)
async def reset_calendar_day(request: HttpRequest, api: CallerApi, on: FromPath[date]) -> Answer[Done]:
    """Follow the official calendar again on this day."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        calendars.reset_day(session, caller.member, actor, on=on)
        return Done()

    return await api.write(request, work)


def _read_year(session: Session, year: int) -> CalendarYear:
    calendar = calendars.get_calendar(session)
    own = {day.on for day in calendars.list_own_days(session)}
    first = date(year, 1, 1)
    days: list[CalendarDay] = []
    for offset in range((date(year + 1, 1, 1) - first).days):
        on = first + timedelta(days=offset)
        kind, name = calendar.day_kind(on), calendar.day_name(on)
        if name or on in own or kind in (DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY):
            days.append(CalendarDay(on, _SHOWN[kind], name, on in own))
    return CalendarYear(days, calendar.is_published(year))


_SHOWN = {
    DayKind.WORKDAY: ShownKind.WORKDAY,
    DayKind.MAKEUP_WORKDAY: ShownKind.MAKEUP_WORKDAY,
    DayKind.DAY_OFF: ShownKind.DAY_OFF,
    DayKind.HOLIDAY: ShownKind.DAY_OFF,
}

routes = Router("/", route_handlers=[read_calendar, set_calendar_day, reset_calendar_day], tags=["calendar"])
