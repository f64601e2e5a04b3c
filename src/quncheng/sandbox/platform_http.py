"""The platform's HTTP interface: tokens, app messages, robot webhooks, answer addresses and media downloads.

Every answer is HTTP 200 with an ``errcode``, as on the real platform; only downloads use status codes.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State, UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.params import FromPath, FromQuery

from quncheng.sandbox.app_types import RecallRequest, SendRequest, UpdateRequest
from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.bot_frames import Outgoing
from quncheng.sandbox.errors import INVALID_MEDIA_TYPE, INVALID_PARAMETER, MEDIA_MISSING, PlatformError
from quncheng.sandbox.faults import FaultKind
from quncheng.sandbox.media_checks import MEDIA_KINDS, check_content, check_size
from quncheng.sandbox.model import App
from quncheng.sandbox.tokens import app_for, issue

Http = Request[object, object, State]
Answer = dict[str, object]
T = TypeVar("T", bound=msgspec.Struct)


@get("/cgi-bin/gettoken", include_in_schema=False)
async def get_token(
    sandbox: NamedDependency[Sandbox], corpid: FromQuery[str] = "", corpsecret: FromQuery[str] = ""
) -> Response[Answer]:
    async def carry_out() -> Answer:
        token, seconds = issue(sandbox.platform, corpid, corpsecret)
        return {"access_token": token, "expires_in": seconds}

    return await _answer(sandbox, "gettoken", carry_out)


@post("/cgi-bin/message/send", include_in_schema=False)
async def send_app_message(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    async def carry_out() -> Answer:
        app = _app(sandbox, request)
        raw = await request.body()
        answer = _with_body(raw, SendRequest, lambda body: sandbox.app_messages.send(app, body, raw=raw))
        return msgspec.to_builtins(answer)

    return await _answer(sandbox, "message/send", carry_out)


@post("/cgi-bin/message/update_template_card", include_in_schema=False)
async def update_app_card(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    async def carry_out() -> Answer:
        app = _app(sandbox, request)
        update = sandbox.app_messages.update
        unknown = _with_body(await request.body(), UpdateRequest, lambda body: update(app, body))
        return {"invaliduser": unknown} if unknown else {}

    return await _answer(sandbox, "message/update_template_card", carry_out)


@post("/cgi-bin/message/recall", include_in_schema=False)
async def recall_app_message(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    async def carry_out() -> Answer:
        app = _app(sandbox, request)
        _with_body(await request.body(), RecallRequest, lambda body: sandbox.app_messages.recall(app, body))
        return {}

    return await _answer(sandbox, "message/recall", carry_out)


@post("/cgi-bin/media/upload", include_in_schema=False)
async def upload_app_media(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    async def carry_out() -> Answer:
        app = _app(sandbox, request)
        kind = MEDIA_KINDS.get(request.query_params.get("type", ""))
        if kind is None:
            raise PlatformError(INVALID_MEDIA_TYPE, "invalid type")
        name, data = await _uploaded(request)
        check_size(kind, len(data))
        check_content(kind, data)
        platform = sandbox.platform
        media_id = platform.add_media(platform.store_file(kind, name, data), owner=app.corp_id)
        return {"type": kind.value, "media_id": media_id, "created_at": str(int(platform.clock.now()))}

    return await _answer(sandbox, "media/upload", carry_out)


@post("/cgi-bin/webhook/send", include_in_schema=False)
async def send_robot_message(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    key = request.query_params.get("key", "")

    async def carry_out() -> Answer:
        sandbox.robots.send(key, await request.body())
        return {}

    return await _answer(sandbox, "webhook/send", carry_out, target=key)


@post("/cgi-bin/webhook/upload_media", include_in_schema=False)
async def upload_robot_media(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    key = request.query_params.get("key", "")

    async def carry_out() -> Answer:
        name, data = await _uploaded(request)
        return {**sandbox.robots.upload(key, request.query_params.get("type", ""), name=name, data=data)}

    return await _answer(sandbox, "webhook/upload_media", carry_out, target=key)


@post("/cgi-bin/aibot/response", include_in_schema=False)
async def answer_bot_message(sandbox: NamedDependency[Sandbox], request: Http) -> Response[Answer]:
    code = request.query_params.get("response_code", "")

    async def carry_out() -> Answer:
        _with_body(await request.body(), Outgoing, lambda body: sandbox.bot_callbacks.answer(code, body))
        return {}

    return await _answer(sandbox, "aibot/response", carry_out)


@get("/media/{name:str}", include_in_schema=False)
async def download_media(sandbox: NamedDependency[Sandbox], name: FromPath[str]) -> Response[bytes]:
    found = sandbox.links.open(name)
    if found is None:
        return Response(b"", status_code=403, media_type="application/octet-stream")
    data, content_disposition = found
    headers = {"Content-Disposition": content_disposition}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _app(sandbox: Sandbox, request: Http) -> App:
    address = request.client.host if request.client else ""
    app = app_for(sandbox.platform, request.query_params.get("access_token", ""), address)
    fault = sandbox.faults.take(f"app:{app.agent_id}", FaultKind.ANSWER, command=request.url.path)
    if fault is not None:
        raise PlatformError(fault.errcode, fault.errmsg)
    return app


Result = TypeVar("Result")


def _with_body(raw: bytes, kind: type[T], act: Callable[[T], Result]) -> Result:
    """Broken JSON counts as an empty body, and the error that follows says so."""
    try:
        body = msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise PlatformError(INVALID_PARAMETER, f"invalid parameter: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        try:
            return act(kind())
        except PlatformError as refusal:
            text = f"{refusal.errmsg}, Warning: wrong json format."
            raise PlatformError(refusal.errcode, text) from error
    return act(body)


async def _uploaded(request: Http) -> tuple[str, bytes]:
    try:
        form = await request.form()
    except ClientException as error:
        raise PlatformError(MEDIA_MISSING, "media is missing") from error
    media = form.get("media")
    if not isinstance(media, UploadFile):
        raise PlatformError(MEDIA_MISSING, "media is missing")
    return media.filename, await media.read()


async def _answer(
    sandbox: Sandbox, name: str, act: Callable[[], Awaitable[Answer]], *, target: str | None = None
) -> Response[Answer]:
    try:
        fault = sandbox.faults.take(target, FaultKind.ANSWER) if target else None
        if fault is not None:
            raise PlatformError(fault.errcode, fault.errmsg)
        answer: Answer = {"errcode": 0, "errmsg": "ok", **await act()}
    except PlatformError as error:
        answer = {"errcode": error.errcode, "errmsg": error.errmsg}
    delay = sandbox.faults.take(target, FaultKind.DELAY) if target else None
    if delay is not None:
        await asyncio.sleep(delay.seconds)
    sandbox.platform.record(name, "out", f"{answer['errcode']} {answer['errmsg']}")
    return Response(answer, status_code=200)
