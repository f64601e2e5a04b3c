"""The OpenAPI document: what Litestar derives from the handlers, and the problems every one of them may give."""

import re

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from quncheng.runtime.http_problems import PROBLEM_SCHEMA, PROBLEM_TYPE, HttpRequest

VERSION = "1"
GENERIC = re.compile(rb"Page_quncheng[\w.]*\.(\w+)_(?=\")")
"""What a page of things is called by the framework; ours is TaskPage."""
REFERENCE = {"$ref": "#/components/schemas/Problem"}


def openapi_config() -> OpenAPIConfig:
    """Operations are called like their handlers."""
    return OpenAPIConfig(
        title="群程 API",
        version=VERSION,
        description="Project management that lives in the WeCom group. Errors are RFC 9457 problem documents.",
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
        render_plugins=[],
        path="/api/v1/docs",
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer"),
                "session": SecurityScheme(type="apiKey", name="quncheng_session", security_scheme_in="cookie"),
            }
        ),
        security=[{"token": []}, {"session": []}],
    )


@get("/api/v1/openapi.json", include_in_schema=False)
async def read_openapi(request: HttpRequest) -> Response[bytes]:
    """The document itself, made when it is first asked for."""
    document: dict[str, object] = msgspec.to_builtins(request.app.openapi_schema.to_schema())
    body = GENERIC.sub(rb"\1Page", msgspec.json.encode(with_problems(document)))
    return Response(body, media_type="application/json")


def with_problems(document: dict[str, object]) -> dict[str, object]:
    """The document with the problem schema as the default answer of every operation."""
    whole = msgspec.convert(document, _Document)
    whole.components.setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    problem = {
        "description": "Refused; `code` says why",
        "content": {PROBLEM_TYPE: {"schema": REFERENCE}},
    }
    for operations in whole.paths.values():
        for operation in operations.values():
            answers = msgspec.convert(operation["responses"], dict[str, object])
            answers.pop("400", None)
            operation["responses"] = answers | {"default": problem}
    return document | {"paths": whole.paths, "components": whole.components}


class _Document(msgspec.Struct):
    paths: dict[str, dict[str, dict[str, object]]]
    components: dict[str, dict[str, object]]


def _operation_id(handler: HTTPRouteHandler, _method: object, _path: object) -> str:
    return handler.handler_name
