"""The API of a plan at a glance: its state, who has how much to do when, and proposals that take turns at it."""

import asyncio
from asyncio import to_thread
from datetime import date, timedelta
from threading import Event
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from quncheng.features.people import service as people
from quncheng.features.people.types import Caller
from quncheng.features.plans import planning
from quncheng.features.plans import service as plans
from quncheng.features.plans.types import Levelling, MemberLoad, PlanImpact
from quncheng.features.projects import service as projects
from quncheng.features.screens import plan_overview
from quncheng.features.tasks import queries
from quncheng.features.tasks.errors import TaskNotFound
from quncheng.features.tasks.types import TaskChanges
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Id, Seen
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]
USUAL_DAYS = timedelta(days=27)
FLOATS_SECONDS = 0.25
ALL_SECONDS = 0.65
"""Asked between two schedules that are tried; one of 10,000 tasks takes another 0.3 s."""


class LoadScreen(msgspec.Struct, frozen=True):
    """``version`` is the plan's."""

    first_on: date
    last_on: date
    version: int
    members: tuple[MemberLoad, ...]


class LevellingScreen(msgspec.Struct, frozen=True):
    version: int
    proposals: tuple[Levelling, ...]


class NotBefore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    task_id: Id
    not_before: date


class ChosenLevelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What waits in the chosen proposal, or in a part of it. ``version`` is the plan's that the caller saw."""

    waits: Annotated[tuple[NotBefore, ...], msgspec.Meta(min_length=1, max_length=2_000)]
    version: Seen | None = None


@get("/projects/{project_id:str}/plan/overview")
async def read_plan_overview(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str]
) -> Answer[plan_overview.OverviewScreen]:
    """Planned against expected end, milestones with their variance, critical tasks, conflicts."""

    def work(session: Session, caller: Caller) -> plan_overview.OverviewScreen:
        return plan_overview.read_overview(session, projects.get_access(session, caller.member.id, project_id))

    return await api.read(request, work)


@get("/projects/{project_id:str}/plan/load")
async def read_load(
    request: HttpRequest,
    api: CallerApi,
    project_id: FromPath[str],
    first_on: FromQuery[date | None] = None,
    last_on: FromQuery[date | None] = None,
) -> Answer[LoadScreen]:
    """Everybody's work by day, the busiest first; four weeks from today unless days are named."""

    def work(session: Session, caller: Caller) -> LoadScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        first = first_on or people.local_now(session).date()
        last = last_on or first + USUAL_DAYS
        loads = planning.read_loads(session, access, first_on=first, last_on=last)
        return LoadScreen(first, last, projects.get_project(session, project_id).plan_version, loads)

    return await api.read(request, work)


@get("/projects/{project_id:str}/plan/levelling")
async def propose_levelling(request: HttpRequest, api: CallerApi, project_id: FromPath[str]) -> Answer[LevellingScreen]:
    """Who could wait so that nobody has too much to do: within the floats, and with its price in dates.

    Searched for less than a second, and no longer once the caller has gone.
    """
    token = api.admit(request)

    def pose(session: Session) -> planning.Posed:
        caller, _ = api.gate.identify(session, token)
        return planning.pose(session, projects.get_access(session, caller.member.id, project_id))

    posed = await api.database.read_async(api.gate.organization_of(token), pose)
    found = await _search(request, posed)

    def tell(session: Session, caller: Caller) -> LevellingScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        version = projects.get_project(session, project_id).plan_version
        return LevellingScreen(version, planning.tell_levelling(session, access, found))

    return await api.read(request, tell)


@post("/projects/{project_id:str}/plan/levelling/apply", status_code=HTTP_200_OK)
async def apply_levelling(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[ChosenLevelling]
) -> Answer[PlanImpact]:
    """Let the tasks of a proposal wait, as one act."""

    def work(session: Session, caller: Caller, actor: Actor) -> PlanImpact:
        access = projects.get_access(session, caller.member.id, project_id)
        project = projects.lock_project(session, project_id)
        projects.check_seen(data.version, project.plan_version, current=None, fields=("plan",))
        tasks = {task.id: task for task in queries.list_by_ids(session, tuple(one.task_id for one in data.waits))}
        for one in data.waits:
            if one.task_id not in tasks or tasks[one.task_id].project_id != project_id:
                raise TaskNotFound(task_id=one.task_id)
        edits = [(tasks[one.task_id], TaskChanges(not_before=one.not_before)) for one in data.waits]
        return plans.change_all(session, access, actor, edits=edits)

    return await api.write(request, work)


async def _search(request: HttpRequest, posed: planning.Posed) -> tuple[planning.Found, ...]:
    """In a thread, until the time is over or the caller is gone."""
    floats, everything = Event(), Event()
    loop = asyncio.get_running_loop()
    timers = [loop.call_later(FLOATS_SECONDS, floats.set), loop.call_later(ALL_SECONDS, everything.set)]
    search = asyncio.create_task(
        to_thread(planning.level, posed, should_stop=everything.is_set, should_stop_floats=floats.is_set)
    )
    leaving = asyncio.create_task(_wait_until_gone(request))
    try:
        await asyncio.wait({search, leaving}, return_when=asyncio.FIRST_COMPLETED)
        floats.set()
        everything.set()
        return await search
    finally:
        leaving.cancel()
        for timer in timers:
            timer.cancel()


async def _wait_until_gone(request: HttpRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


routes = Router("/", route_handlers=[read_plan_overview, read_load, propose_levelling, apply_levelling], tags=["plans"])
