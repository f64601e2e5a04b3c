"""The web server: the API under /api/v1 and the web client everywhere else."""

from pathlib import Path

from litestar import Litestar, Response, Router, get
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath
from litestar.types import ASGIApp

from quncheng.entry.openapi import openapi_config, read_openapi
from quncheng.features.baselines import http as baselines_http
from quncheng.features.bindings import http as bindings_http
from quncheng.features.bindings.types import RobotVault
from quncheng.features.calendars import http as calendars_http
from quncheng.features.exchange import http as exchange_http
from quncheng.features.people import http as people_http
from quncheng.features.people.gate import PeopleGate
from quncheng.features.people.types import Caller, Installation
from quncheng.features.progress import http as progress_http
from quncheng.features.projects import http as projects_http
from quncheng.features.screens import http as screens_http
from quncheng.features.screens import http_calendars, http_load, http_members, http_plans, http_reports, http_system
from quncheng.features.screens import stream as screens_stream
from quncheng.features.tasks import http as tasks_http
from quncheng.features.tasks import http_parts as task_parts_http
from quncheng.kit.errors import QunchengError
from quncheng.runtime.db import Database
from quncheng.runtime.http import Api, Injected
from quncheng.runtime.http_guard import Guarded
from quncheng.runtime.http_problems import HttpRequest, answer_failure, answer_http, answer_refusal
from quncheng.runtime.live import LiveHub
from quncheng.runtime.plan_files import PlanFiles
from quncheng.runtime.ports_pictures import PictureRenderer
from quncheng.runtime.static import StaticFiles

STATIC = Path(__file__).parent / "static"
BODY_LIMIT = 1_000_000
FEATURES = (
    baselines_http.routes,
    exchange_http.routes,
    bindings_http.routes,
    people_http.routes,
    projects_http.routes,
    tasks_http.routes,
    task_parts_http.routes,
    progress_http.routes,
    calendars_http.routes,
    http_calendars.routes,
    http_load.routes,
    http_members.routes,
    http_plans.routes,
    http_reports.routes,
    http_system.routes,
    screens_http.routes,
    screens_stream.routes,
)


@get(["/", "/{path:path}"], include_in_schema=False)
async def read_page(request: HttpRequest, static: Injected[StaticFiles], path: FromPath[str] = "/") -> Response[bytes]:
    """The web client; the API's unknown paths are not its business."""
    if path.startswith("/api/"):
        raise NotFoundException
    return static.answer(request, path)


def build_app(
    database: Database,
    hub: LiveHub,
    installation: Installation,
    *,
    pictures: PictureRenderer,
    files: PlanFiles,
    robots: RobotVault,
    base_url: str,
) -> ASGIApp:
    """The application a server runs."""
    api = Api[Caller](database, PeopleGate(), base_url=base_url)
    static = StaticFiles(STATIC)
    app = Litestar(
        route_handlers=[Router("/api/v1", route_handlers=[*FEATURES]), read_openapi, read_page],
        dependencies={
            "api": Provide(lambda: api, sync_to_thread=False),
            "hub": Provide(lambda: hub, sync_to_thread=False),
            "installation": Provide(lambda: installation, sync_to_thread=False),
            "files": Provide(lambda: files, sync_to_thread=False),
            "pictures": Provide(lambda: pictures, sync_to_thread=False),
            "vault": Provide(lambda: robots, sync_to_thread=False),
            "static": Provide(lambda: static, sync_to_thread=False),
        },
        exception_handlers={QunchengError: answer_refusal, HTTPException: answer_http, Exception: answer_failure},
        openapi_config=openapi_config(),
        request_max_body_size=BODY_LIMIT,
        logging_config=None,
    )
    return Guarded(app, is_secure=api.is_secure)
