"""The API of baselines."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Router, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.baselines import service as baselines
from quncheng.features.baselines.types import Baseline
from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Done, Page
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]


class NewBaseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``as_of``: the plan as it stood at the end of that past day; absent: as it stands now."""

    name: Annotated[str, msgspec.Meta(max_length=200)]
    as_of: date | None = None


@get("/projects/{project_id:str}/baselines")
async def list_baselines(request: HttpRequest, api: CallerApi, project_id: FromPath[str]) -> Answer[Page[Baseline]]:
    """The baselines of a project, the newest first."""

    def work(session: Session, caller: Caller) -> Page[Baseline]:
        projects.get_access(session, caller.member.id, project_id)
        return Page(list(baselines.list_of_project(session, project_id)))

    return await api.read(request, work)


@post("/projects/{project_id:str}/baselines", status_code=HTTP_201_CREATED)
async def take_baseline(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[NewBaseline]
) -> Answer[Baseline]:
    """Keep the plan as it stands, or as it stood on a past day."""

    def work(session: Session, caller: Caller, actor: Actor) -> Baseline:
        access = projects.get_access(session, caller.member.id, project_id)
        if data.as_of is None:
            return baselines.take(session, access, actor, name=data.name)
        return baselines.take_past(session, access, actor, as_of=data.as_of, name=data.name)

    return await api.write(request, work)


@delete("/baselines/{baseline_id:str}", status_code=HTTP_200_OK)
async def archive_baseline(request: HttpRequest, api: CallerApi, baseline_id: FromPath[str]) -> Answer[Done]:
    """Put a baseline out of sight."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access, baseline = baselines.access_baseline(session, caller.member.id, baseline_id)
        baselines.set_archived(session, access, actor, baseline=baseline, is_archived=True)
        return Done()

    return await api.write(request, work)


routes = Router("/", route_handlers=[list_baselines, take_baseline, archive_baseline], tags=["plans"])
