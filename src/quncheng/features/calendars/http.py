"""The API of the organization's working days: a year of them, and what a notice says."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.params import JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from quncheng.engine.calendar import DayKind
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.notice import NOTICE_LENGTH, read_notice
from quncheng.features.calendars.types import OwnDay
from quncheng.features.people.types import Caller
from quncheng.runtime.db import Session
from quncheng.runtime.http import Answer, Api, Injected
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


class NoticeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=NOTICE_LENGTH)]


class NoticeRead(msgspec.Struct, frozen=True):
    """``unread``: lines that look like days and were not understood."""

    days: tuple[OwnDay, ...]
    unread: tuple[str, ...]


@get("/organization/calendar")
async def read_calendar(
    request: HttpRequest, api: CallerApi, year: Annotated[int, QueryParameter(ge=1990, le=2200)]
) -> Answer[CalendarYear]:
    """The special days of a year."""
    return await api.read(request, lambda session, _: _read_year(session, year))


@post("/organization/calendar/notice", status_code=HTTP_200_OK)
async def read_calendar_notice(request: HttpRequest, api: CallerApi, data: JSONBody[NoticeText]) -> Answer[NoticeRead]:
    """What the text of a notice says about days; nothing is written."""
    api.admit(request, is_write=True)

    def work(_: Session, __: Caller) -> NoticeRead:
        notice = read_notice(data.text)
        return NoticeRead(notice.days, notice.unread)

    return await api.read(request, work)


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

routes = Router("/", route_handlers=[read_calendar, read_calendar_notice], tags=["calendar"])
