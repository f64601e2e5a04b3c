"""The API of progress reports."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Router, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED

from quncheng.features.people.types import Caller
from quncheng.features.progress import service as progress
from quncheng.features.progress.types import ProgressReport, ReportedState, Statement
from quncheng.features.tasks import policy
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.schemas import TaskScreen, to_screen
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Seen
from quncheng.runtime.http_problems import HttpRequest


class NewReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is absent was not said."""

    percent: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    state: ReportedState | None = None
    forecast_finish: date | None = None
    done_on: date | None = None
    note: Annotated[str, msgspec.Meta(max_length=10_000)] = ""
    version: Seen | None = None


class ReportedScreen(msgspec.Struct, frozen=True):
    """The task as the report has left it, and the report."""

    task: TaskScreen
    report: ProgressReport


@post("/tasks/{task_id:str}/reports", status_code=HTTP_201_CREATED)
async def report_progress(
    request: HttpRequest, api: Injected[Api[Caller]], task_id: FromPath[str], data: JSONBody[NewReport]
) -> Answer[ReportedScreen]:
    """Say how far a task is, that it is done or blocked, or when it will be done."""
    said = Statement(data.percent, data.state, data.forecast_finish, data.done_on, data.note)

    def work(session: Session, caller: Caller, actor: Actor) -> ReportedScreen:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        task, written = progress.report(session, access, actor, task=task, said=said)
        screen = to_screen(
            task, description=tasks.read_description(session, task_id), abilities=policy.abilities(access, task)
        )
        return ReportedScreen(screen, written)

    return await api.write(request, work)


routes = Router("/", route_handlers=[report_progress], tags=["progress"])
