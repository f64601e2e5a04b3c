"""One request = one transaction = one hop to a database thread.

``Api`` knows who asks (a gate of the people feature tells it), keeps answers to repeated writes, encodes and packs the
answer where the work was done. Handlers parse, call one service and present.
"""

import zlib
from collections.abc import Callable, Iterable
from typing import Annotated, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec
from litestar import Response
from litestar.datastructures import Cookie
from litestar.di import Dependency
from litestar.params import SkipValidationMarker
from litestar.response.base import ASGIResponse

from quncheng.kit.errors import QunchengError
from quncheng.runtime import idempotency
from quncheng.runtime.db import Database, Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http_limits import Allowance, Limiter
from quncheng.runtime.http_problems import ForeignPage, HttpRequest, ValueRefused

T = TypeVar("T")
C = TypeVar("C")

Injected = Annotated[T, Dependency(kind="named"), SkipValidationMarker()]
"""A handler's parameter that the wiring provides."""

SESSION_COOKIE = "quncheng_session"
PAGE_HEADER = "x-requested-with"
PAGE_NAME = "quncheng"
PACK_FROM = 1_000
SIGNED_IN = Allowance(burst=4_000, per_second=1_000)
STRANGERS = Allowance(burst=60, per_second=2)
_encoder = msgspec.json.Encoder()


class Gate(Protocol[C]):
    """Who a token belongs to."""

    def organization_of(self, token: str) -> str:
        """The organization a token names. Raises a refusal of kind UNAUTHENTICATED."""
        ...

    def identify(self, session: Session, token: str) -> tuple[C, bool]:
        """The caller, and whether ``touch`` is due. Raises a refusal of kind UNAUTHENTICATED."""
        ...

    def touch(self, session: Session, caller: C) -> None: ...

    def actor(self, session: Session, caller: C) -> Actor: ...

    def member_id(self, caller: C) -> str: ...


class Answer(Response[T]):
    """A body that is encoded already; ``T`` is what the documentation says it holds."""

    def __init__(self, body: bytes, *, is_packed: bool = False, cookies: Iterable[Cookie] = ()) -> None:
        self.body = body
        self.is_packed = is_packed
        self.cookies = list(cookies)
        self.headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
        if is_packed:
            self.headers["Content-Encoding"] = "gzip"

    def to_asgi_response(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, app: None, request: HttpRequest, *, status_code: int | None = None, **_: object
    ) -> ASGIResponse:
        return ASGIResponse(
            body=self.body,
            headers=self.headers,
            cookies=self.cookies,
            media_type="application/json",
            status_code=status_code or 200,
        )


class Api(Generic[C]):
    """What every handler works with."""

    def __init__(self, database: Database, gate: Gate[C], *, base_url: str = "") -> None:
        self.database = database
        self.gate = gate
        self.is_secure = base_url.startswith("https://")
        self._own_origin = "{0.scheme}://{0.netloc}".format(urlsplit(base_url)) if base_url else ""
        self._limiters: dict[Allowance, Limiter] = {}

    async def read(self, request: HttpRequest, work: Callable[[Session, C], T]) -> Answer[T]:
        """Read on a consistent snapshot as the caller."""
        token = self.admit(request)
        packs = _accepts_gzip(request)
        touches: list[C] = []

        def run(session: Session) -> tuple[bytes, bool]:
            caller, is_touch_due = self.gate.identify(session, token)
            if is_touch_due:
                touches.append(caller)
            return pack(_encoder.encode(work(session, caller)), packs)

        org_id = self.gate.organization_of(token)
        body, is_packed = await self.database.read_async(org_id, run)
        for caller in touches:
            await self.database.write_async(org_id, lambda session, caller=caller: self.gate.touch(session, caller))
        return Answer(body, is_packed=is_packed)

    async def write(self, request: HttpRequest, work: Callable[[Session, C, Actor], T]) -> Answer[T]:
        """Change something as the caller; a repeated Idempotency-Key gets the answer of the first time."""
        token = self.admit(request, is_write=True)
        packs = _accepts_gzip(request)
        key = _key_of(request)
        digest = idempotency.digest_of(request.method, request.url.path, await request.body()) if key else ""

        def run(session: Session) -> tuple[bytes, bool]:
            caller, is_touch_due = self.gate.identify(session, token)
            if is_touch_due:
                self.gate.touch(session, caller)
            if not key:
                return pack(_encoder.encode(work(session, caller, self.gate.actor(session, caller))), packs)
            member_id = self.gate.member_id(caller)
            body = idempotency.begin(session, member_id=member_id, key=key, digest=digest)
            if body is None:
                body = _encoder.encode(work(session, caller, self.gate.actor(session, caller)))
                idempotency.finish(session, member_id=member_id, key=key, answer=body)
            return pack(body, packs)

        body, is_packed = await self.database.write_async(self.gate.organization_of(token), run)
        return Answer(body, is_packed=is_packed)

    def admit(self, request: HttpRequest, *, is_write: bool = False) -> str:
        """The token of a request that may go on. Raises TooManyRequests, ForeignPage, or what the gate raises."""
        authorization = request.headers.get("authorization", "")
        is_bearer = authorization[:7].lower() == "bearer "
        token = authorization[7:].strip() if is_bearer else request.cookies.get(SESSION_COOKIE, "")
        try:
            self.gate.organization_of(token)
        except QunchengError:
            self._take(STRANGERS, address_of(request))
            raise
        self._take(SIGNED_IN, token)
        if is_write and not is_bearer:
            self.check_own_page(request)
        return token

    def admit_stranger(self, request: HttpRequest, *, allowance: Allowance) -> None:
        """Somebody without a session, at the sign-in page. Raises TooManyRequests, ForeignPage."""
        self._take(allowance, address_of(request))
        if request.method != "GET":
            self.check_own_page(request)

    def _take(self, allowance: Allowance, key: str) -> None:
        self._limiters.setdefault(allowance, Limiter(allowance)).take(key)

    def check_own_page(self, request: HttpRequest) -> None:
        """A write with a cookie comes from our own page, never from a form elsewhere. Raises ForeignPage."""
        if request.headers.get(PAGE_HEADER, "").lower() != PAGE_NAME:
            raise ForeignPage(header="X-Requested-With")
        origin = request.headers.get("origin", "")
        if origin and origin != self._own_origin and urlsplit(origin).netloc != request.headers.get("host", ""):
            raise ForeignPage(header="Origin")

    def session_cookie(self, token: str, *, max_age: int) -> Cookie:
        """The cookie that keeps a browser signed in; with ``max_age`` 0 it is taken away."""
        return Cookie(
            key=SESSION_COOKIE,
            value=token,
            max_age=max_age,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="lax",
        )


def encode(value: object) -> bytes:
    return _encoder.encode(value)


def pack(body: bytes, packs: bool) -> tuple[bytes, bool]:
    """The body, with the quickest gzip where that is worth it; higher levels save little and cost milliseconds."""
    if not packs or len(body) < PACK_FROM:
        return body, False
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush(), True


def address_of(request: HttpRequest) -> str:
    return request.client.host if request.client is not None else ""


def _accepts_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")


def _key_of(request: HttpRequest) -> str:
    key = request.headers.get("idempotency-key", "")
    if len(key) > idempotency.KEY_LENGTH or not key.isprintable() or not key.isascii():
        raise ValueRefused(field="Idempotency-Key")
    return key
