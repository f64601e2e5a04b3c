"""The API of a project's group robot."""

from typing import Annotated

import msgspec
from litestar import Router, delete, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import RobotVault
from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Done
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]


class RobotBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The address WeCom shows when a robot is added to a group; it is sealed and never shown again."""

    webhook_url: Annotated[str, msgspec.Meta(max_length=500)]


@put("/projects/{project_id:str}/robot")
async def set_robot(
    request: HttpRequest,
    api: CallerApi,
    vault: Injected[RobotVault],
    project_id: FromPath[str],
    data: JSONBody[RobotBody],
) -> Answer[Done]:
    """Let the project's group be spoken to by a robot that can call people by @."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access = projects.get_access(session, caller.member.id, project_id)
        sealed = vault.seal(data.webhook_url, org_id=session.org_id)
        bindings.set_robot(session, access, actor, sealed_address=sealed)
        return Done()

    return await api.write(request, work)


@delete("/projects/{project_id:str}/robot", status_code=HTTP_200_OK)
async def remove_robot(request: HttpRequest, api: CallerApi, project_id: FromPath[str]) -> Answer[Done]:
    """Take the robot away."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        bindings.remove_robot(session, projects.get_access(session, caller.member.id, project_id), actor)
        return Done()

    return await api.write(request, work)


routes = Router("/", route_handlers=[set_robot, remove_robot], tags=["projects"])
