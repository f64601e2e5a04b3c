"""Refusals over HTTP: RFC 9457 problem documents with a stable code and a sentence that can be shown."""

from http import HTTPStatus

import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.refusals import explain
from quncheng.runtime.telemetry import Log

log = Log("quncheng.http")

HttpRequest = Request[None, None, State]

PROBLEM_TYPE = "application/problem+json"
STATUS = {
    ErrorKind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    ErrorKind.CONFLICT: HTTPStatus.CONFLICT,
    ErrorKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorKind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    ErrorKind.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}
CODES_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: "http.malformed",
    HTTPStatus.NOT_FOUND: "http.unknown_path",
    HTTPStatus.METHOD_NOT_ALLOWED: "http.method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "http.too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "http.unsupported_media_type",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was refused; ``title`` is a sentence for people, ``code`` is stable."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    facts: dict[str, object] = {}
    current: object = msgspec.UNSET
    """The object as it is now, when somebody else changed it meanwhile."""
    fields: list[str] | msgspec.UnsetType = msgspec.UNSET
    """The names of the fields in conflict."""


PROBLEM_SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "facts"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "A sentence to show"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; listed in docs/reference/errors.md"},
        "detail": {"type": "string"},
        "facts": {"type": "object"},
        "current": {"description": "The object as it is now, in a conflict"},
        "fields": {"type": "array", "items": {"type": "string"}, "description": "The fields in conflict"},
    },
}


class TooManyRequests(QunchengError):
    """More requests than a person or a well-behaved program sends; ``seconds`` says when to go on."""

    code = "http.too_many_requests"
    kind = ErrorKind.TOO_MANY


class ForeignPage(QunchengError):
    """A write with a cookie that does not come from our own page."""

    code = "http.foreign_page"
    kind = ErrorKind.FORBIDDEN


class ValueRefused(QunchengError):
    """A header or parameter that cannot be used; ``field`` names it."""

    code = "http.value_refused"
    kind = ErrorKind.INVALID


def answer_refusal(request: HttpRequest, error: QunchengError) -> Response[bytes]:
    """What the product refused."""
    status = STATUS[error.kind]
    facts = {name: value for name, value in error.facts.items() if name not in ("current", "fields")}
    problem = Problem(
        title=explain(error.code, error.facts, language=language_of(request)),
        status=status,
        code=error.code,
        facts=facts,
        current=error.facts.get("current", msgspec.UNSET),
        fields=msgspec.convert(error.facts["fields"], list[str]) if "fields" in error.facts else msgspec.UNSET,
    )
    headers = {"Retry-After": str(error.facts.get("seconds", 1))} if error.kind is ErrorKind.TOO_MANY else {}
    return _answer(problem, headers)


def answer_http(request: HttpRequest, error: HTTPException) -> Response[bytes]:
    """What was refused before it reached the product: unknown paths, malformed and oversized bodies."""
    status = HTTPStatus(error.status_code)
    code = CODES_OF_STATUS.get(status, "http.malformed" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal")
    title = explain(code, {}, language=language_of(request))
    facts: dict[str, object] = {"errors": error.extra} if isinstance(error.extra, list) else {}
    detail = error.detail if status < HTTPStatus.INTERNAL_SERVER_ERROR else ""
    return _answer(Problem(title=title, status=status, code=code, detail=detail, facts=facts), {})


def answer_failure(request: HttpRequest, error: Exception) -> Response[bytes]:
    """A mistake of ours: told to the log, never in detail to the caller."""
    log.failure("http.failed", path=request.url.path, method=request.method, error=type(error).__name__)
    title = explain("internal", {}, language=language_of(request))
    return _answer(Problem(title=title, status=HTTPStatus.INTERNAL_SERVER_ERROR, code="internal"), {})


def language_of(request: HttpRequest) -> str:
    """``en`` for a browser that asks for English first, otherwise ``zh``."""
    return "en" if request.headers.get("accept-language", "").strip().lower().startswith("en") else "zh"


def _answer(problem: Problem, headers: dict[str, str]) -> Response[bytes]:
    body = msgspec.json.encode(problem, enc_hook=str)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers = headers | {"WWW-Authenticate": "Bearer"}
    return Response(
        body, status_code=problem.status, media_type=PROBLEM_TYPE, headers=headers | {"Cache-Control": "no-store"}
    )
