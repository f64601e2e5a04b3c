"""The sandbox as one ASGI application: the bot's WebSocket, the platform's HTTP, the control API and the chat page."""

from pathlib import Path

from litestar import Litestar, MediaType, Request, Response, WebSocket, get, websocket
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.bot_connection import BotConnection
from quncheng.sandbox.control_chat import ChatController, watch
from quncheng.sandbox.control_organizations import OrganizationsController, SendersController
from quncheng.sandbox.control_world import ClockController, ConnectionController, WorldController
from quncheng.sandbox.errors import NotFound, Refused
from quncheng.sandbox.faults import FaultKind
from quncheng.sandbox.platform_http import (
    answer_bot_message,
    download_media,
    get_token,
    recall_app_message,
    send_app_message,
    send_robot_message,
    update_app_card,
    upload_app_media,
    upload_robot_media,
)

PAGE = Path(__file__).parent / "page"
BODY_BYTES = 150 * 1024 * 1024
EVERY_CONNECTION = "*"
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

PAGE_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

Http = Request[object, object, State]
Socket = WebSocket[object, object, State]


@get("/", include_in_schema=False, media_type=MediaType.HTML)
async def chat_page() -> Response[bytes]:
    return Response((PAGE / "index.html").read_bytes(), media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)


@get("/page/{name:str}", include_in_schema=False)
async def page_file(name: FromPath[str]) -> Response[bytes]:
    path = PAGE / name
    media_type = PAGE_TYPES.get(path.suffix)
    if media_type is None or path.parent != PAGE or not path.is_file():
        raise NotFound(name)
    return Response(path.read_bytes(), media_type=media_type, headers=PAGE_HEADERS)


async def _serve_bot(socket: Socket, sandbox: Sandbox) -> None:
    if sandbox.faults.take(EVERY_CONNECTION, FaultKind.REFUSE_CONNECTION):
        await socket.close(code=1013)
        return
    await socket.accept()
    connection = BotConnection(socket, sandbox.platform, commands=sandbox.commands, faults=sandbox.faults)
    sandbox.sockets.add(connection)
    try:
        await connection.serve()
    finally:
        sandbox.sockets.discard(connection)
        sandbox.commands.ended(connection)


@websocket("/")
async def bot_socket(socket: Socket, sandbox: NamedDependency[Sandbox]) -> None:
    await _serve_bot(socket, sandbox)


@websocket("/{path:path}")
async def bot_socket_anywhere(socket: Socket, sandbox: NamedDependency[Sandbox]) -> None:
    await _serve_bot(socket, sandbox)


def _not_found(_: Http, error: NotFound) -> Response[dict[str, str]]:
    return Response({"code": "not_found", "detail": str(error)}, status_code=404)


def _refused(_: Http, error: Refused) -> Response[dict[str, str]]:
    return Response({"code": "refused", "detail": str(error)}, status_code=409)


def build_application(sandbox: Sandbox) -> Litestar:
    async def close() -> None:
        await sandbox.close()

    def provide() -> Sandbox:
        return sandbox

    return Litestar(
        route_handlers=[
            chat_page,
            page_file,
            bot_socket,
            bot_socket_anywhere,
            get_token,
            send_app_message,
            update_app_card,
            recall_app_message,
            upload_app_media,
            send_robot_message,
            upload_robot_media,
            answer_bot_message,
            download_media,
            OrganizationsController,
            SendersController,
            ChatController,
            ClockController,
            WorldController,
            ConnectionController,
            watch,
        ],
        dependencies={"sandbox": Provide(provide, sync_to_thread=False)},
        exception_handlers={NotFound: _not_found, Refused: _refused},
        on_shutdown=[close],
        request_max_body_size=BODY_BYTES,
        openapi_config=OpenAPIConfig(
            title="WeCom sandbox control API",
            version="1",
            path="/control/v1/schema",
            use_handler_docstrings=True,
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        logging_config=None,
    )
