"""The API of weekly reports."""

from typing import Annotated

import msgspec
from litestar import Router, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.people import service as people
from quncheng.features.people.types import Caller
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.errors import ProjectNotFound
from quncheng.features.projects.types import Access
from quncheng.features.reports import service as reports
from quncheng.features.reports.errors import WeeklyReportNotFound
from quncheng.features.reports.types import WeeklyReport
from quncheng.features.screens.present import show_report
from quncheng.features.screens.schemas import WeeklyReportScreen
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Id, Page, Seen
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]
Words = Annotated[str, msgspec.Meta(max_length=60_000)]


class ReportPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is absent stays."""

    version: Seen | None = None
    summary: Words | msgspec.UnsetType = msgspec.UNSET
    risks: Words | msgspec.UnsetType = msgspec.UNSET
    next: Words | msgspec.UnsetType = msgspec.UNSET

    def texts(self) -> dict[str, str]:
        said = {"summary": self.summary, "risks": self.risks, "next": self.next}
        return {name: text for name, text in said.items() if isinstance(text, str)}


class Sending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    member_ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=500)] = ()
    to_group: bool = False


@get("/projects/{project_id:str}/reports")
async def list_weekly_reports(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str]
) -> Answer[Page[WeeklyReportScreen]]:
    """A project's weekly reports, the newest first."""

    def work(session: Session, caller: Caller) -> Page[WeeklyReportScreen]:
        access = projects.get_access(session, caller.member.id, project_id)
        return Page([show_report(one, access) for one in reports.list_reports(session, (project_id,))])

    return await api.read(request, work)


@post("/projects/{project_id:str}/reports", status_code=HTTP_201_CREATED)
async def compose_weekly_report(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str]
) -> Answer[WeeklyReportScreen]:
    """Compose the report of this week now; a draft gets fresh facts and keeps people's words."""

    def work(session: Session, caller: Caller, actor: Actor) -> WeeklyReportScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        project_policy.check_may_edit_plan(access)
        today = people.local_now(session).date()
        return show_report(reports.compose(session, actor, project_id=project_id, on=today), access)

    return await api.write(request, work)


@get("/reports/{report_id:str}")
async def read_weekly_report(
    request: HttpRequest, api: CallerApi, report_id: FromPath[str]
) -> Answer[WeeklyReportScreen]:
    """One weekly report."""

    def work(session: Session, caller: Caller) -> WeeklyReportScreen:
        access, report = _access_report(session, caller, report_id)
        return show_report(report, access)

    return await api.read(request, work)


@patch("/reports/{report_id:str}")
async def edit_weekly_report(
    request: HttpRequest, api: CallerApi, report_id: FromPath[str], data: JSONBody[ReportPatch]
) -> Answer[WeeklyReportScreen]:
    """Change the words of a draft."""

    def work(session: Session, caller: Caller, actor: Actor) -> WeeklyReportScreen:
        access, report = _access_report(session, caller, report_id)
        edited = reports.edit(session, access, actor, report=report, texts=data.texts(), version=data.version)
        return show_report(edited, access)

    return await api.write(request, work)


@post("/reports/{report_id:str}/send", status_code=HTTP_200_OK)
async def send_weekly_report(
    request: HttpRequest, api: CallerApi, report_id: FromPath[str], data: JSONBody[Sending]
) -> Answer[WeeklyReportScreen]:
    """Send a report to members in private and to the project's groups, once."""

    def work(session: Session, caller: Caller, actor: Actor) -> WeeklyReportScreen:
        access, report = _access_report(session, caller, report_id)
        sent = reports.send(session, access, actor, report=report, member_ids=data.member_ids, to_group=data.to_group)
        return show_report(sent, access)

    return await api.write(request, work)


def _access_report(session: Session, caller: Caller, report_id: str) -> tuple[Access, WeeklyReport]:
    report = reports.get_report(session, report_id)
    try:
        return projects.get_access(session, caller.member.id, report.project_id), report
    except ProjectNotFound:
        raise WeeklyReportNotFound(report_id=report_id) from None


routes = Router(
    "/",
    route_handlers=[
        list_weekly_reports,
        compose_weekly_report,
        read_weekly_report,
        edit_weekly_report,
        send_weekly_report,
    ],
    tags=["reports"],
)
