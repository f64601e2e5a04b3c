"""The API of calendars that move plans: read one, try an edit over all projects, make it as one act."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.params import FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from quncheng.features.calendars import rules as calendar_rules
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.errors import OnlyForPlanners
from quncheng.features.calendars.types import CalendarEdit, CalendarOwner, CalendarSpan, OwnDay, Week, WorkHours
from quncheng.features.people.types import Caller
from quncheng.features.plans import scheduling as plans
from quncheng.features.plans.types import CalendarImpact
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Id, Page
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]
Name = Annotated[str, msgspec.Meta(max_length=200)]


class NewSpan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days that differ; free without ``shifts``."""

    first_on: date
    last_on: date
    shifts: Annotated[tuple[WorkHours, ...], msgspec.Meta(max_length=20)] = ()
    name: Name = ""


class CalendarChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be different; ``weekly`` null: the week of the calendar above. A new shared one has no owner_id."""

    owner: CalendarOwner
    owner_id: Annotated[str, msgspec.Meta(max_length=36)] = ""
    name: Name | msgspec.UnsetType = msgspec.UNSET
    weekly: Week | None | msgspec.UnsetType = msgspec.UNSET
    days: Annotated[tuple[OwnDay, ...], msgspec.Meta(max_length=1_000)] = ()
    added: Annotated[tuple[NewSpan, ...], msgspec.Meta(max_length=1_000)] = ()
    removed: Annotated[tuple[Id, ...], msgspec.Meta(max_length=1_000)] = ()


class CalendarScreen(msgspec.Struct, frozen=True):
    """``weekly`` is what is worked; ``is_own_week``: it is said here and not taken from the calendar above."""

    owner: CalendarOwner
    owner_id: str
    name: str
    weekly: Week
    is_own_week: bool
    spans: tuple[CalendarSpan, ...]
    may_edit: bool


@get("/calendars")
async def read_work_calendar(
    request: HttpRequest, api: CallerApi, owner: FromQuery[CalendarOwner], owner_id: FromQuery[str] = ""
) -> Answer[CalendarScreen]:
    """The calendar of an organization, a project, a member, or a shared one."""

    def work(session: Session, caller: Caller) -> CalendarScreen:
        if not plans.may_read_calendar(session, caller.member, owner=owner, owner_id=owner_id):
            raise OnlyForPlanners(owner=owner.value)
        return _show(session, caller, owner, owner_id)

    return await api.read(request, work)


@get("/calendars/shared")
async def list_shared_calendars(request: HttpRequest, api: CallerApi) -> Answer[Page[CalendarScreen]]:
    """The calendars with a name, which tasks may follow; one whose making was undone has none."""

    def work(session: Session, caller: Caller) -> Page[CalendarScreen]:
        listed = [one for one in calendars.list_own(session, CalendarOwner.SHARED) if one.name]
        return Page([_show(session, caller, one.owner, one.owner_id) for one in listed])

    return await api.read(request, work)


@post("/calendars/preview", status_code=HTTP_200_OK)
async def preview_calendar_change(
    request: HttpRequest, api: CallerApi, data: JSONBody[CalendarChange]
) -> Answer[CalendarImpact]:
    """What a change of a calendar would move in every project; nothing is written."""
    api.admit(request, is_write=True)
    return await api.read(
        request, lambda session, caller: plans.preview_calendar(session, caller.member, _to_edit(session, data))
    )


@post("/calendars/changes", status_code=HTTP_200_OK)
async def change_work_calendar(
    request: HttpRequest, api: CallerApi, data: JSONBody[CalendarChange]
) -> Answer[CalendarImpact]:
    """Change a calendar and move the plans that follow it, as one act."""

    def work(session: Session, caller: Caller, actor: Actor) -> CalendarImpact:
        return plans.change_calendar(session, caller.member, actor, _to_edit(session, data))

    return await api.write(request, work)


def _to_edit(session: Session, data: CalendarChange) -> CalendarEdit:
    is_new = data.owner is CalendarOwner.SHARED and not data.owner_id
    return CalendarEdit(
        owner=data.owner,
        owner_id=session.new_id() if is_new else data.owner_id,
        name=data.name,
        weekly=data.weekly,
        days=data.days,
        added=tuple(
            CalendarSpan(session.new_id(), span.first_on, span.last_on, span.shifts, span.name) for span in data.added
        ),
        removed=data.removed,
    )


def _show(session: Session, caller: Caller, owner: CalendarOwner, owner_id: str) -> CalendarScreen:
    own = next(iter(calendars.list_own(session, owner, (owner_id,))), None)
    above = calendars.get_calendar(session)
    weekly = None if own is None else own.weekly
    return CalendarScreen(
        owner=owner,
        owner_id=owner_id,
        name="" if own is None else own.name,
        weekly=calendar_rules.week_of(above) if weekly is None else weekly,
        is_own_week=weekly is not None,
        spans=() if own is None else own.spans,
        may_edit=plans.may_change_calendar(session, caller.member, owner=owner, owner_id=owner_id),
    )


routes = Router(
    "/",
    route_handlers=[read_work_calendar, list_shared_calendars, preview_calendar_change, change_work_calendar],
    tags=["calendar"],
)
