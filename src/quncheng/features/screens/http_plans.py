"""The API of the plan: what a change would do, requests to change it, its picture."""

from asyncio import to_thread
from datetime import date
from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.people.types import Caller
from quncheng.features.plans import jobs as plan_jobs
from quncheng.features.plans import notices
from quncheng.features.plans import service as plans
from quncheng.features.plans.picture import draw_gantt
from quncheng.features.plans.types import ChangeRequest, PlanImpact, RequestStatus
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import ProjectPatch
from quncheng.features.projects.schemas import to_changes as to_project_changes
from quncheng.features.projects.types import Access
from quncheng.features.screens import plan_reading, plan_reasons
from quncheng.features.screens.plan_schemas import PlanScreen, WhyScreen
from quncheng.features.screens.present import show_request
from quncheng.features.screens.schemas import ChangeRequestScreen
from quncheng.features.screens.wishes import wish_words
from quncheng.features.tasks import parts, queries
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.errors import TaskNotFound
from quncheng.features.tasks.lines import name_line
from quncheng.features.tasks.schemas import PlanFields, to_changes
from quncheng.features.tasks.types import NewLink, Task, TaskChanges
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Id, Page, Seen
from quncheng.runtime.http_problems import HttpRequest
from quncheng.runtime.ports_pictures import PictureRenderer

CallerApi = Injected[Api[Caller]]


class WishedFields(PlanFields, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fields of a task, or the days its bar was put to: ``start``, ``finish`` or both."""

    start: date | None = None
    finish: date | None = None


class TaskEdit(WishedFields, frozen=True, forbid_unknown_fields=True, kw_only=True):
    task_id: Id


class LinkEdits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    added: Annotated[tuple[NewLink, ...], msgspec.Meta(max_length=2_000)] = ()
    removed: Annotated[tuple[Id, ...], msgspec.Meta(max_length=2_000)] = ()


class PlanEdits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to change together. ``version`` is the plan's that the caller saw."""

    changes: Annotated[tuple[TaskEdit, ...], msgspec.Meta(max_length=2_000)] = ()
    links: LinkEdits = LinkEdits()
    version: Seen | None = None


class NewChangeRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    changes: WishedFields
    reason: Annotated[str, msgspec.Meta(max_length=10_000)] = ""


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verdict: RequestStatus
    comment: Annotated[str, msgspec.Meta(max_length=10_000)] = ""
    version: Seen | None = None


@get("/projects/{project_id:str}/plan")
async def read_plan(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], baseline_id: FromQuery[str | None] = None
) -> Answer[PlanScreen]:
    """The whole plan: dates, floats, critical path, expected dates, links, calendar, a baseline beside it."""

    def work(session: Session, caller: Caller) -> PlanScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        return plan_reading.read_plan(session, access, baseline_id=baseline_id)

    return await api.read(request, work)


@post("/projects/{project_id:str}/plan/dry-run", status_code=HTTP_200_OK)
async def try_plan_change(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[PlanEdits]
) -> Answer[PlanImpact]:
    """What changes would do to the plan; nothing is written."""
    api.admit(request, is_write=True)

    def work(session: Session, caller: Caller) -> PlanImpact:
        access = projects.get_access(session, caller.member.id, project_id)
        links = parts.to_links(data.links.added, parts.find_links(session, access, data.links.removed))
        return plans.preview_all(session, access, edits=_edits(session, access, data), links=links)

    return await api.read(request, work)


@post("/projects/{project_id:str}/plan/dry-run/project", status_code=HTTP_200_OK)
async def try_project_days(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[ProjectPatch]
) -> Answer[PlanImpact]:
    """What another first or last day of the project would move; nothing is written."""
    api.admit(request, is_write=True)

    def work(session: Session, caller: Caller) -> PlanImpact:
        access = projects.get_access(session, caller.member.id, project_id)
        return plans.preview_project(session, access, to_project_changes(data))

    return await api.read(request, work)


@post("/projects/{project_id:str}/plan/changes", status_code=HTTP_200_OK)
async def change_plan(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[PlanEdits]
) -> Answer[PlanImpact]:
    """Change the plan as one act, which is undone as one and told to each affected person once."""

    def work(session: Session, caller: Caller, actor: Actor) -> PlanImpact:
        access = projects.get_access(session, caller.member.id, project_id)
        if data.version is not None:
            project = projects.lock_project(session, project_id)
            projects.check_seen(data.version, project.plan_version, current=None, fields=("plan",))
        edits = _edits(session, access, data)
        return plans.change_all(session, access, actor, edits=edits, added=data.links.added, removed=data.links.removed)

    return await api.write(request, work)


def _edits(session: Session, access: Access, data: PlanEdits) -> list[tuple[Task, TaskChanges]]:
    """Raises TaskNotFound, for tasks of other projects too."""
    found = {task.id: task for task in queries.list_by_ids(session, tuple(one.task_id for one in data.changes))}
    edits: list[tuple[Task, TaskChanges]] = []
    for one in data.changes:
        task = found.get(one.task_id)
        if task is None or task.project_id != access.project_id:
            raise TaskNotFound(task_id=one.task_id)
        edits.append((task, _wished(session, task, one)))
    return edits


def _wished(session: Session, task: Task, wish: WishedFields) -> TaskChanges:
    changes = plans.wish_to_changes(session, task, changes=to_changes(wish))
    return plans.drag_to_changes(session, task, changes, start=wish.start, finish=wish.finish)


@get("/tasks/{task_id:str}/why")
async def read_why(request: HttpRequest, api: CallerApi, task_id: FromPath[str]) -> Answer[WhyScreen]:
    """Why a task starts when it starts: from it back to what it all depends on."""

    def work(session: Session, caller: Caller) -> WhyScreen:
        _, task = tasks.access_task(session, caller.member.id, task_id)
        return plan_reasons.read_why(session, task)

    return await api.read(request, work)


@get("/projects/{project_id:str}/change-requests")
async def list_change_requests(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], status: FromQuery[RequestStatus | None] = None
) -> Answer[Page[ChangeRequestScreen]]:
    """Requests to change the plan, the newest first."""

    def work(session: Session, caller: Caller) -> Page[ChangeRequestScreen]:
        access = projects.get_access(session, caller.member.id, project_id)
        listed = plans.list_requests(session, (project_id,), status=status)
        return Page([show_request(one, access) for one in listed])

    return await api.read(request, work)


@post("/tasks/{task_id:str}/change-requests", status_code=HTTP_201_CREATED)
async def request_change(
    request: HttpRequest, api: CallerApi, task_id: FromPath[str], data: JSONBody[NewChangeRequest]
) -> Answer[ChangeRequestScreen]:
    """Ask the manager to change the plan of a task."""

    def work(session: Session, caller: Caller, actor: Actor) -> ChangeRequestScreen:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        changes = _wished(session, task, data.changes)
        opened = plans.request_change(session, access, actor, task=task, changes=changes, reason=data.reason)
        project = projects.get_project(session, task.project_id)
        wish = wish_words(session, opened)
        notices.tell_manager(session, project, opened, title=name_line(task), wish=wish, now=session.now)
        return show_request(opened, access)

    return await api.write(request, work)


@post("/change-requests/{request_id:str}/decide", status_code=HTTP_200_OK)
async def decide_change_request(
    request: HttpRequest, api: CallerApi, request_id: FromPath[str], data: JSONBody[Verdict]
) -> Answer[ChangeRequestScreen]:
    """Approve, and the plan moves; reject; or, as who has asked, withdraw."""

    def work(session: Session, caller: Caller, actor: Actor) -> ChangeRequestScreen:
        access, opened = _access_request(session, caller, request_id)
        projects.check_seen(data.version, opened.version, current=show_request(opened, access), fields=("status",))
        if data.verdict is RequestStatus.WITHDRAWN:
            return show_request(plans.withdraw(session, access, actor, request=opened), access)
        is_approved = data.verdict is RequestStatus.APPROVED
        decided = plans.decide(session, access, actor, request=opened, is_approved=is_approved, comment=data.comment)
        _tell(session, caller, decided)
        return show_request(decided, access)

    return await api.write(request, work)


@get("/projects/{project_id:str}/gantt.svg", media_type="image/svg+xml")
async def read_gantt_svg(request: HttpRequest, api: CallerApi, project_id: FromPath[str]) -> Response[bytes]:
    """The plan as a drawing."""
    return _picture((await _draw(request, api, project_id)).encode(), "image/svg+xml")


@get("/projects/{project_id:str}/gantt.png", media_type="image/png")
async def read_gantt_png(
    request: HttpRequest, api: CallerApi, pictures: Injected[PictureRenderer], project_id: FromPath[str]
) -> Response[bytes]:
    """The plan as a picture, as the chat shows it."""
    return _picture(await to_thread(pictures.to_png, await _draw(request, api, project_id)), "image/png")


async def _draw(request: HttpRequest, api: Api[Caller], project_id: str) -> str:
    token = api.admit(request)

    def work(session: Session) -> plan_jobs.Drawing:
        caller, _ = api.gate.identify(session, token)
        projects.get_access(session, caller.member.id, project_id)
        return plan_jobs.read_picture(session, projects.get_project(session, project_id))

    drawing = await api.database.read_async(api.gate.organization_of(token), work)
    return await to_thread(draw_gantt, drawing.picture, calendar=drawing.calendar)


def _picture(body: bytes, media_type: str) -> Response[bytes]:
    return Response(body, media_type=media_type, headers={"Cache-Control": "no-store"})


def _access_request(session: Session, caller: Caller, request_id: str) -> tuple[Access, ChangeRequest]:
    opened = plans.get_request(session, request_id)
    return projects.get_access(session, caller.member.id, opened.project_id), opened


def _tell(session: Session, caller: Caller, decided: ChangeRequest) -> None:
    title = "新增任务"
    if decided.task_id is not None:
        title = name_line(tasks.get_task(session, decided.task_id))
    project = projects.get_project(session, decided.project_id)
    notices.tell_decided(session, project, decided, title=title, decider_id=caller.member.id, now=session.now)


routes = Router(
    "/",
    route_handlers=[
        read_plan,
        try_plan_change,
        try_project_days,
        change_plan,
        read_why,
        list_change_requests,
        request_change,
        decide_change_request,
        read_gantt_svg,
        read_gantt_png,
    ],
    tags=["plans"],
)
