"""The API that changes projects: settings, columns, members. What screens read of a project is in ``screens``."""

from litestar import Router, delete, get, patch, post, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.people.schemas import to_member
from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import (
    ColumnPatch,
    ColumnScreen,
    MembershipScreen,
    NewColumn,
    RoleChoice,
    to_column,
)
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Done, Page
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]


@get("/projects/{project_id:str}/members")
async def list_project_members(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str]
) -> Answer[Page[MembershipScreen]]:
    """Who belongs to a project, by name."""

    def work(session: Session, caller: Caller) -> Page[MembershipScreen]:
        projects.get_access(session, caller.member.id, project_id)
        listed = projects.list_members(session, project_id)
        return Page([MembershipScreen(to_member(member, me=caller.member.id), role) for member, role in listed])

    return await api.read(request, work)


@put("/projects/{project_id:str}/members/{member_id:str}")
async def set_project_role(
    request: HttpRequest,
    api: CallerApi,
    project_id: FromPath[str],
    member_id: FromPath[str],
    data: JSONBody[RoleChoice],
) -> Answer[Done]:
    """Add somebody to a project or change their role."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access = projects.get_access(session, caller.member.id, project_id)
        projects.set_role(session, access, actor, member_id=member_id, role=data.role)
        return Done()

    return await api.write(request, work)


@delete("/projects/{project_id:str}/members/{member_id:str}", status_code=HTTP_200_OK)
async def remove_project_member(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], member_id: FromPath[str]
) -> Answer[Done]:
    """Take somebody out of a project."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access = projects.get_access(session, caller.member.id, project_id)
        projects.set_role(session, access, actor, member_id=member_id, role=None)
        return Done()

    return await api.write(request, work)


@post("/projects/{project_id:str}/columns", status_code=HTTP_201_CREATED)
async def create_column(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[NewColumn]
) -> Answer[ColumnScreen]:
    """A new column of the board, behind another one or at the end."""

    def work(session: Session, caller: Caller, actor: Actor) -> ColumnScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        column = projects.create_column(
            session,
            access,
            actor,
            name=data.name,
            status=data.status,
            wip_limit=data.wip_limit,
            after_id=data.after_id,
            column_id=data.id,
        )
        return to_column(column)

    return await api.write(request, work)


@patch("/columns/{column_id:str}")
async def change_column(
    request: HttpRequest, api: CallerApi, column_id: FromPath[str], data: JSONBody[ColumnPatch]
) -> Answer[ColumnScreen]:
    """Rename, limit or move a column."""

    def work(session: Session, caller: Caller, actor: Actor) -> ColumnScreen:
        access, column = projects.access_column(session, caller.member.id, column_id)
        projects.check_seen(data.version, column.version, current=to_column(column), fields=("name", "wip_limit"))
        changed = projects.change_column(
            session,
            access,
            actor,
            column_id=column_id,
            name=data.name,
            wip_limit=data.wip_limit,
            after_id=data.after_id,
        )
        return to_column(changed)

    return await api.write(request, work)


routes = Router(
    "/",
    route_handlers=[list_project_members, set_project_role, remove_project_member, create_column, change_column],
    tags=["projects"],
)
