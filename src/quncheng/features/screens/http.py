"""The API of the screens: my work, projects, boards, tasks, what happened, undo, snapshot and sync."""

from typing import Annotated

from litestar import Router, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.activity import service as activity
from quncheng.features.activity.service import ToldPage, Undone
from quncheng.features.people import service as people
from quncheng.features.people.types import Caller, Installation
from quncheng.features.plans import service as plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import NewProject, ProjectPatch, to_changes
from quncheng.features.projects.types import ProjectRole
from quncheng.features.screens import reading
from quncheng.features.screens.present import show_activity, show_project, show_summaries
from quncheng.features.screens.schemas import (
    ActivityScreen,
    BoardScreen,
    MeScreen,
    MyWork,
    ProjectScreen,
    ProjectSummary,
    Snapshot,
    SyncAnswer,
    TaskDetailScreen,
    UndoneScreen,
)
from quncheng.features.screens.sync import read_sync
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import TaskFilter
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Cursor, Page, page_number
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]
CardsLimit = Annotated[int, QueryParameter(name="limit", ge=1, le=200)]
Since = Annotated[int, QueryParameter(name="since", ge=0, le=2**53)]
Search = Annotated[str, QueryParameter(name="q", max_length=200)]


@get("/me")
async def read_me(request: HttpRequest, api: CallerApi, installation: Injected[Installation]) -> Answer[MeScreen]:
    """Who I am, my organization and my projects."""
    return await api.read(request, lambda session, caller: reading.read_me(session, caller, installation))


@get("/me/work")
async def read_my_work(request: HttpRequest, api: CallerApi) -> Answer[MyWork]:
    """My open tasks by their day, and what waits for my decision."""
    return await api.read(request, lambda session, caller: reading.read_my_work(session, caller.member))


@get("/projects")
async def list_projects(request: HttpRequest, api: CallerApi) -> Answer[Page[ProjectSummary]]:
    """The projects I see."""
    return await api.read(request, lambda session, caller: Page(show_summaries(session, caller.member)))


@post("/projects", status_code=HTTP_201_CREATED)
async def create_project(request: HttpRequest, api: CallerApi, data: JSONBody[NewProject]) -> Answer[ProjectScreen]:
    """Start a project; whoever starts it manages it."""

    def work(session: Session, caller: Caller, actor: Actor) -> ProjectScreen:
        people.check_may_create_projects(caller.member)
        project = projects.create_project(
            session,
            actor,
            name=data.name,
            manager_id=caller.member.id,
            planned_start=data.planned_start,
            project_id=data.id,
        )
        return show_project(session, projects.get_access(session, caller.member.id, project.id), project)

    return await api.write(request, work)


@get("/projects/{project_id:str}")
async def read_project(request: HttpRequest, api: CallerApi, project_id: FromPath[str]) -> Answer[ProjectScreen]:
    """A project with its numbers."""

    def work(session: Session, caller: Caller) -> ProjectScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        return show_project(session, access, projects.get_project(session, project_id))

    return await api.read(request, work)


@patch("/projects/{project_id:str}")
async def change_project(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[ProjectPatch]
) -> Answer[ProjectScreen]:
    """Change a project's name, dates, report times, or who manages it."""

    def work(session: Session, caller: Caller, actor: Actor) -> ProjectScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        project = plans.change_project(session, access, actor, changes=to_changes(data), version=data.version)
        if isinstance(data.manager_id, str):
            projects.set_role(session, access, actor, member_id=data.manager_id, role=ProjectRole.MANAGER)
            project = projects.get_project(session, project_id)
        return show_project(session, projects.get_access(session, caller.member.id, project_id), project)

    return await api.write(request, work)


@get("/projects/{project_id:str}/board")
async def read_board(
    request: HttpRequest,
    api: CallerApi,
    project_id: FromPath[str],
    search: Search = "",
    assignee_id: FromQuery[list[str] | None] = None,
    limit: CardsLimit = 30,
) -> Answer[BoardScreen]:
    """The first cards of every column, and how many there are."""
    narrowed = TaskFilter(search=search, assignee_ids=tuple(assignee_id or ()))
    return await api.read(
        request,
        lambda session, caller: reading.read_board(session, caller, project_id, narrowed=narrowed, limit=limit),
    )


@get("/tasks/{task_id:str}")
async def read_task(request: HttpRequest, api: CallerApi, task_id: FromPath[str]) -> Answer[TaskDetailScreen]:
    """A task with everything that hangs on it."""
    return await api.read(request, lambda session, caller: reading.read_task(session, caller, task_id))


@get("/tasks/{task_id:str}/activity")
async def list_task_activity(
    request: HttpRequest, api: CallerApi, task_id: FromPath[str], cursor: Cursor = None, limit: CardsLimit = 50
) -> Answer[Page[ActivityScreen]]:
    """What happened to a task, the newest first."""

    def work(session: Session, caller: Caller) -> Page[ActivityScreen]:
        tasks.access_task(session, caller.member.id, task_id)
        told = activity.list_of_task(session, task_id, before_seq=page_number(cursor), limit=limit)
        return _page(told)

    return await api.read(request, work)


@get("/projects/{project_id:str}/activity")
async def list_project_activity(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], cursor: Cursor = None, limit: CardsLimit = 50
) -> Answer[Page[ActivityScreen]]:
    """What happened in a project, the newest first."""

    def work(session: Session, caller: Caller) -> Page[ActivityScreen]:
        projects.get_access(session, caller.member.id, project_id)
        told = activity.list_of_project(session, project_id, before_seq=page_number(cursor), limit=limit)
        return _page(told)

    return await api.read(request, work)


@get("/sync")
async def sync(request: HttpRequest, api: CallerApi, since: Since) -> Answer[SyncAnswer]:
    """What changed since a number of the log, as it is now."""
    return await api.read(request, lambda session, caller: read_sync(session, caller.member, since=since))


@get("/snapshot")
async def read_snapshot(request: HttpRequest, api: CallerApi, project_id: FromQuery[str]) -> Answer[Snapshot]:
    """All of a project, to go on from with ``/sync``."""
    return await api.read(request, lambda session, caller: reading.read_snapshot(session, caller, project_id))


@post("/undo", status_code=HTTP_200_OK)
async def undo_last(request: HttpRequest, api: CallerApi) -> Answer[UndoneScreen]:
    """Take back the last thing I did in this session."""

    def work(session: Session, caller: Caller, actor: Actor) -> UndoneScreen:
        source = Source.API if caller.is_token else Source.WEB
        return _show_undone(
            activity.undo_last(session, caller.member, actor, source=source, source_ref=caller.session_id)
        )

    return await api.write(request, work)


@post("/undo/{operation_id:str}", status_code=HTTP_200_OK)
async def undo_operation(request: HttpRequest, api: CallerApi, operation_id: FromPath[str]) -> Answer[UndoneScreen]:
    """Take back one thing I did."""

    def work(session: Session, caller: Caller, actor: Actor) -> UndoneScreen:
        return _show_undone(activity.undo_operation(session, caller.member, actor, operation_id=operation_id))

    return await api.write(request, work)


def _page(page: ToldPage) -> Page[ActivityScreen]:
    return Page(show_activity(page.told), None if page.next_seq is None else str(page.next_seq))


def _show_undone(undone: Undone) -> UndoneScreen:
    return UndoneScreen(undone.operation_id, undone.text)


routes = Router(
    "/",
    route_handlers=[
        read_me,
        read_my_work,
        list_projects,
        create_project,
        read_project,
        change_project,
        read_board,
        read_task,
        list_task_activity,
        list_project_activity,
        sync,
        read_snapshot,
        undo_last,
        undo_operation,
    ],
    tags=["screens"],
)
