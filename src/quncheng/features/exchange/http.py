"""The API of plans in and out: upload a file, decide about it, make it a part of the plan; take the plan away."""

from asyncio import to_thread
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, TypeVar
from urllib.parse import quote

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.engine.exchange_types import ExchangePlan, Measure
from quncheng.features.exchange import outgoing
from quncheng.features.exchange import service as exchange
from quncheng.features.exchange.opening import open_file
from quncheng.features.exchange.types import (
    ExportFormat,
    ImportChoices,
    ImportPreview,
    ImportResult,
    OpenedFile,
    PlanImport,
)
from quncheng.features.people import service as people
from quncheng.features.people.types import Caller
from quncheng.features.plans import jobs as plan_jobs
from quncheng.features.plans.picture import MAX_ROWS, draw_gantt
from quncheng.features.projects import service as projects
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected, encode
from quncheng.runtime.http_pages import Done
from quncheng.runtime.http_problems import HttpRequest
from quncheng.runtime.plan_files import PlanFiles
from quncheng.runtime.ports_pictures import PictureRenderer

T = TypeVar("T")
CallerApi = Injected[Api[Caller]]
FileName = Annotated[str, QueryParameter(name="name", max_length=500)]
Wanted = Annotated[ExportFormat, QueryParameter(name="format")]
UPLOAD_LIMIT = 30_000_000
PAGES_LIMIT = 12
"""Of a printed plan; what is longer is better taken away as a table."""
MEDIA_TYPES = {
    ExportFormat.MSPDI: ("application/xml", "xml"),
    ExportFormat.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ExportFormat.CSV: ("text/csv; charset=utf-8", "csv"),
    ExportFormat.ICS: ("text/calendar; charset=utf-8", "ics"),
    ExportFormat.SVG: ("image/svg+xml", "svg"),
    ExportFormat.PNG: ("image/png", "png"),
    ExportFormat.PDF: ("application/pdf", "pdf"),
}
PICTURES = frozenset({ExportFormat.SVG, ExportFormat.PNG, ExportFormat.PDF})


@post("/projects/{project_id:str}/plan/import", status_code=HTTP_201_CREATED, request_max_body_size=UPLOAD_LIMIT)
async def upload_plan(
    request: HttpRequest,
    api: CallerApi,
    files: Injected[PlanFiles],
    project_id: FromPath[str],
    name: FileName = "",
) -> Answer[ImportPreview]:
    """Read a file, which is the body itself, and say what it would do to the plan; nothing of the plan is written."""
    api.admit(request, is_write=True)

    def look(session: Session, caller: Caller) -> tuple[PlanImport, date, Measure]:
        access, project = exchange.access_project(session, caller.member.id, project_id)
        kept = exchange.new_import(session, access, file_name=name)
        return kept, people.local_now(session).date(), exchange.measure_of(session, project)

    kept, today, measure = await _read(request, api, look)
    data, choices = await request.body(), ImportChoices()
    opened = await to_thread(open_file, files, data, choices=choices, reference=today, measure=measure)
    shown = await _read(request, api, lambda session, _: exchange.preview(session, kept, opened, choices=choices))
    packed = await to_thread(exchange.pack, data)

    def keep(session: Session, caller: Caller, _: Actor) -> ImportPreview:
        exchange.access_project(session, caller.member.id, project_id)
        exchange.keep(session, kept, packed)
        return shown

    return await api.write(request, keep)


@post("/plan-imports/{import_id:str}/preview", status_code=HTTP_200_OK)
async def preview_plan_import(
    request: HttpRequest,
    api: CallerApi,
    files: Injected[PlanFiles],
    import_id: FromPath[str],
    data: JSONBody[ImportChoices],
) -> Answer[ImportPreview]:
    """What the file would do with other decisions: another sheet, other columns, other people."""
    api.admit(request, is_write=True)
    kept, opened = await _open_kept(request, api, files, import_id, data)
    shown = await _read(request, api, lambda session, _: exchange.preview(session, kept, opened, choices=data))
    return Answer(encode(shown))


@post("/plan-imports/{import_id:str}/apply", status_code=HTTP_200_OK)
async def apply_plan_import(
    request: HttpRequest,
    api: CallerApi,
    files: Injected[PlanFiles],
    import_id: FromPath[str],
    data: JSONBody[ImportChoices],
) -> Answer[ImportResult]:
    """Make the file a part of the plan, as one act that is undone as one and told to each person once."""
    api.admit(request, is_write=True)
    _, opened = await _open_kept(request, api, files, import_id, data)

    def work(session: Session, caller: Caller, actor: Actor) -> ImportResult:
        access, kept = exchange.access_import(session, caller.member.id, import_id)
        return exchange.apply(session, access, actor, kept=kept, opened=opened, choices=data)

    return await api.write(request, work)


@delete("/plan-imports/{import_id:str}", status_code=HTTP_200_OK)
async def discard_plan_import(request: HttpRequest, api: CallerApi, import_id: FromPath[str]) -> Answer[Done]:
    """Forget a file that was uploaded and not confirmed."""

    def work(session: Session, caller: Caller, _actor: Actor) -> Done:
        _, kept = exchange.access_import(session, caller.member.id, import_id)
        exchange.discard(session, kept)
        return Done()

    return await api.write(request, work)


@get("/projects/{project_id:str}/plan/export", media_type="application/octet-stream")
async def export_plan(
    request: HttpRequest,
    api: CallerApi,
    files: Injected[PlanFiles],
    pictures: Injected[PictureRenderer],
    project_id: FromPath[str],
    wanted: Wanted,
) -> Response[bytes]:
    """The plan as a file: Project XML, Excel, CSV, calendar, or the picture of it."""
    if wanted in PICTURES:
        name, body = await _draw(request, api, pictures, project_id, wanted)
    else:
        name, body = await _write(request, api, files, project_id, wanted)
    media_type, ending = MEDIA_TYPES[wanted]
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename=\"plan.{ending}\"; filename*=UTF-8''{quote(name)}.{ending}",
    }
    return Response(body, media_type=media_type, headers=headers)


async def _open_kept(
    request: HttpRequest, api: Api[Caller], files: PlanFiles, import_id: str, choices: ImportChoices
) -> tuple[PlanImport, OpenedFile]:
    def look(session: Session, caller: Caller) -> tuple[PlanImport, bytes, date, Measure]:
        access, kept = exchange.access_import(session, caller.member.id, import_id)
        project = projects.get_project(session, access.project_id)
        data = b"" if kept.applied_at is not None else exchange.read_content(session, kept)
        return kept, data, people.local_now(session).date(), exchange.measure_of(session, project)

    kept, data, today, measure = await _read(request, api, look)
    if kept.applied_at is not None:
        return kept, OpenedFile(None)  # a repeated request gets the answer of the first time, another one a refusal
    return kept, await to_thread(open_file, files, data, choices=choices, reference=today, measure=measure)


async def _read(request: HttpRequest, api: Api[Caller], work: Callable[[Session, Caller], T]) -> T:
    """As the caller, on a snapshot, for what is not the answer yet."""
    token = api.admit(request)

    def run(session: Session) -> T:
        caller, _ = api.gate.identify(session, token)
        return work(session, caller)

    return await api.database.read_async(api.gate.organization_of(token), run)


async def _write(
    request: HttpRequest, api: Api[Caller], files: PlanFiles, project_id: str, wanted: ExportFormat
) -> tuple[str, bytes]:
    def look(session: Session, caller: Caller) -> tuple[ExchangePlan, date, datetime]:
        access = projects.get_access(session, caller.member.id, project_id)
        return outgoing.read_exchange_plan(session, access), people.local_now(session).date(), session.now

    plan, today, now = await _read(request, api, look)

    def write() -> bytes:
        match wanted:
            case ExportFormat.XLSX:
                return files.write_xlsx(outgoing.as_read_by_people(plan), today=today)
            case ExportFormat.CSV:
                return files.write_csv(outgoing.as_read_by_people(plan))
            case ExportFormat.ICS:
                return files.write_icalendar(plan, plan_id=project_id, now=now)
            case _:
                return files.write_mspdi(plan)

    return plan.title, await to_thread(write)


async def _draw(
    request: HttpRequest, api: Api[Caller], pictures: PictureRenderer, project_id: str, wanted: ExportFormat
) -> tuple[str, bytes]:
    def look(session: Session, caller: Caller) -> plan_jobs.Drawing:
        projects.get_access(session, caller.member.id, project_id)
        return plan_jobs.read_picture(session, projects.get_project(session, project_id))

    drawing = await _read(request, api, look)

    def draw() -> bytes:
        if wanted is ExportFormat.PDF:
            return pictures.to_pdf(_pages(drawing))
        svg = draw_gantt(drawing.picture, calendar=drawing.calendar)
        return svg.encode() if wanted is ExportFormat.SVG else pictures.to_png(svg)

    return drawing.picture.project_name, await to_thread(draw)


def _pages(drawing: plan_jobs.Drawing) -> list[str]:
    """The same picture, so many rows on each page."""
    rows = drawing.picture.rows
    starts = range(0, max(len(rows), 1), MAX_ROWS)[:PAGES_LIMIT]
    parts = [replace(drawing.picture, rows=rows[start : start + MAX_ROWS]) for start in starts]
    return [draw_gantt(part, calendar=drawing.calendar) for part in parts]


routes = Router(
    "/",
    route_handlers=[upload_plan, preview_plan_import, apply_plan_import, discard_plan_import, export_plan],
    tags=["plans"],
)
