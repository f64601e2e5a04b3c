"""The live stream of a screen (server-sent events)."""

from collections.abc import AsyncIterator

from litestar import Router, get
from litestar.response import Stream

from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.kit.errors import QunchengError
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.http import Api, Injected
from quncheng.runtime.http_problems import HttpRequest
from quncheng.runtime.live import LiveHub


@get("/stream", media_type="text/event-stream")
async def stream(request: HttpRequest, api: Injected[Api[Caller]], hub: Injected[LiveHub]) -> Stream:
    """An event ``seq`` whenever something the caller may see has changed; then ask ``/sync``."""
    token = api.admit(request)
    org_id = api.gate.organization_of(token)

    def read(session: Session) -> tuple[frozenset[str], int]:
        caller, _ = api.gate.identify(session, token)
        return projects.list_visible_ids(session, caller.member), events.current_seq(session)

    async def view() -> frozenset[str]:
        return (await api.database.read_async(org_id, read))[0]

    _, seq = await api.database.read_async(org_id, read)

    async def follow() -> AsyncIterator[bytes]:
        try:
            async for piece in hub.follow(org_id, seq=seq, view=view):
                yield piece
        except QunchengError:
            return

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(follow(), media_type="text/event-stream", headers=headers)


routes = Router("/", route_handlers=[stream], tags=["screens"])
