"""The API about what a member of the organization holds in hand, for handing it over."""

import msgspec
from litestar import Router, get
from litestar.params import FromPath

from quncheng.features.people import service as people
from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import ProjectRole, ProjectStatus
from quncheng.features.screens.schemas import TaskReference
from quncheng.features.tasks import queries
from quncheng.runtime.db import Session
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Page
from quncheng.runtime.http_problems import HttpRequest


class MemberWork(msgspec.Struct, frozen=True):
    """What waits for another person in one project when somebody leaves."""

    project_id: str
    project_name: str
    is_manager: bool
    tasks: list[TaskReference]


@get("/members/{member_id:str}/work")
async def read_member_work(
    request: HttpRequest, api: Injected[Api[Caller]], member_id: FromPath[str]
) -> Answer[Page[MemberWork]]:
    """The open tasks and the projects of somebody, for administrators; those with nothing are left out."""

    def work(session: Session, caller: Caller) -> Page[MemberWork]:
        people.check_is_administrator(caller.member)
        return Page(list_work(session, people.get_member(session, member_id).id))

    return await api.read(request, work)


def list_work(session: Session, member_id: str) -> list[MemberWork]:
    """By project, in the order of their names."""
    mine: dict[str, list[TaskReference]] = {}
    for task in queries.list_open_of(session, member_id):
        mine.setdefault(task.project_id, []).append(TaskReference(task.id, task.number, task.title))
    roles = projects.list_roles_of(session, member_id)
    managed = {one.project_id for one in roles if one.role is ProjectRole.MANAGER}
    found = [projects.get_project(session, project_id) for project_id in {*mine, *managed}]
    return [
        MemberWork(project.id, project.name, project.id in managed, mine.get(project.id, []))
        for project in sorted(found, key=lambda project: (project.name, project.id))
        if project.status is ProjectStatus.ACTIVE
    ]


routes = Router("/", route_handlers=[read_member_work], tags=["people"])
