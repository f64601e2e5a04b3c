"""Serves the built web client: hashed files for ever, the page itself fresh, unknown paths as the page.

There are two pages: who brings a session gets the one that loads the app, all others the one that loads the sign-in.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from litestar import Response
from litestar.exceptions import NotFoundException

from quncheng.runtime.http import SESSION_COOKIE
from quncheng.runtime.http_problems import HttpRequest

FOR_EVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"
VISITOR_PAGE, MEMBER_PAGE = "index.html", "member.html"
PACKED_TYPES = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
MISSING = """<!doctype html><meta charset="utf-8"><title>群程</title>
<p>网页还没有构建。请在项目文件夹里运行 <code>python3 dev.py run</code>。</p>
"""
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True)
class StaticFile:
    data: bytes
    packed: dict[str, bytes]
    """By encoding, best first; none where packing saves nothing."""
    media_type: str
    etag: str
    is_hashed: bool


class StaticFiles:
    """The files of one folder, kept in memory after their first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._known: dict[str, tuple[int, StaticFile]] = {}

    def answer(self, request: HttpRequest, path: str) -> Response[bytes]:
        """The file at a path, or the page. Raises NotFoundException for a missing asset."""
        found = self._find(path.lstrip("/"))
        if found is None and "." in path.rsplit("/", 1)[-1]:
            raise NotFoundException
        found = found or self._find(MEMBER_PAGE if SESSION_COOKIE in request.cookies else VISITOR_PAGE)
        if found is None:
            return Response(MISSING.encode(), media_type="text/html", status_code=503)
        headers = {
            "ETag": found.etag,
            "Cache-Control": FOR_EVER if found.is_hashed else FRESH,
            "Vary": "Accept-Encoding" if found.is_hashed else "Accept-Encoding, Cookie",
        }
        if request.headers.get("if-none-match") == found.etag:
            return Response(b"", status_code=304, headers=headers)
        body, accepted = found.data, _accepted(request)
        encoding = next((one for one in found.packed if one in accepted), None)
        if encoding is not None:
            body = found.packed[encoding]
            headers["Content-Encoding"] = encoding
        return Response(body, media_type=found.media_type, headers=headers)

    def _find(self, path: str) -> StaticFile | None:
        file = (self._folder / path).resolve()
        if "\0" in path or not file.is_relative_to(self._folder) or not file.is_file():
            return None
        changed = file.stat().st_mtime_ns
        known = self._known.get(path)
        if known is None or known[0] != changed:
            known = (changed, _load(file, is_hashed=path.startswith("assets/")))
            self._known[path] = known
        return known[1]


def _load(file: Path, *, is_hashed: bool) -> StaticFile:
    data = file.read_bytes()
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    packed = {"gzip": gzip.compress(data, 9, mtime=0)} if media_type.startswith(PACKED_TYPES) else {}
    brotli = file.with_name(file.name + ".br")
    if brotli.is_file():
        # Made by the build.
        packed = {"br": brotli.read_bytes()} | packed
    packed = {encoding: body for encoding, body in packed.items() if len(body) < len(data)}
    etag = f'"{hashlib.sha256(data).hexdigest()[:24]}"'
    return StaticFile(data, packed, media_type, etag, is_hashed)


def _accepted(request: HttpRequest) -> set[str]:
    """The encodings a browser names; one with a weight of nought is not among them."""
    named = (one.replace(" ", "").partition(";q=") for one in request.headers.get("accept-encoding", "").split(","))
    return {encoding for encoding, _, weight in named if weight.strip("0.") or not weight}
