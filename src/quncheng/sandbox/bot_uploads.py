"""Uploads of temporary media over the bot's connection: begun, filled in pieces in any order, finished once.

Vendor page: https://developer.work.weixin.qq.com/document/path/101463
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from quncheng.sandbox.bot_frames import UploadChunk, UploadFinish, UploadInit
from quncheng.sandbox.errors import INVALID_PARAMETER, PlatformError
from quncheng.sandbox.media_checks import MEDIA_KINDS, check_content, check_size
from quncheng.sandbox.model import Bot, Kind
from quncheng.sandbox.state import Platform

CHUNK_BYTES = 512 * 1024
MOST_CHUNKS = 100
SESSION_SECONDS = 1800


@dataclass(slots=True)
class Upload:
    bot_id: str
    kind: Kind
    filename: str
    total_size: int
    total_chunks: int
    md5: str | None
    began_at: float
    chunks: dict[int, bytes] = field(default_factory=dict[int, bytes])


class Uploads:
    """Sessions outlive the connection that began them, and belong to their bot."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._sessions: dict[str, Upload] = {}

    def begin(self, bot: Bot, request: UploadInit) -> dict[str, str]:
        kind = MEDIA_KINDS.get(request.type)
        if kind is None:
            raise _invalid("type")
        if not request.filename:
            raise _invalid("filename")
        check_size(kind, request.total_size)
        if not 1 <= request.total_chunks <= MOST_CHUNKS:
            raise _invalid("total_chunks")
        if request.total_size > request.total_chunks * CHUNK_BYTES:
            raise _invalid("total_chunks is too small for total_size")
        now = self._platform.clock.now()
        bot.uploads.take(now, "uploads of this bot")
        upload_id = self._platform.identifiers.token(32, "up")
        self._sessions[upload_id] = Upload(
            bot.bot_id, kind, request.filename, request.total_size, request.total_chunks, request.md5, now
        )
        return {"upload_id": upload_id}

    def add(self, bot: Bot, request: UploadChunk) -> None:
        upload = self._session(bot, request.upload_id)
        if not 0 <= request.chunk_index < upload.total_chunks:
            raise _invalid("chunk_index")
        try:
            data = base64.b64decode(request.base64_data, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _invalid("base64_data") from error
        if not 0 < len(data) <= CHUNK_BYTES:
            raise _invalid(f"base64_data must hold 1 to {CHUNK_BYTES} bytes")
        upload.chunks.setdefault(request.chunk_index, data)

    def finish(self, bot: Bot, request: UploadFinish) -> dict[str, str]:
        upload = self._session(bot, request.upload_id)
        if len(upload.chunks) < upload.total_chunks:
            raise _invalid("chunks are missing")
        data = b"".join(upload.chunks[index] for index in range(upload.total_chunks))
        if len(data) != upload.total_size:
            raise _invalid("total_size does not match")
        if upload.md5 and hashlib.md5(data, usedforsecurity=False).hexdigest() != upload.md5.lower():
            raise _invalid("md5 does not match")
        check_content(upload.kind, data)
        del self._sessions[request.upload_id]
        file = self._platform.store_file(upload.kind, upload.filename, data)
        media_id = self._platform.add_media(file, owner=bot.bot_id)
        return {"type": upload.kind.value, "media_id": media_id, "created_at": str(int(self._platform.clock.now()))}

    def _session(self, bot: Bot, upload_id: str) -> Upload:
        upload = self._sessions.get(upload_id)
        if upload is None or upload.bot_id != bot.bot_id:
            raise _invalid("upload_id")
        if self._platform.clock.now() - upload.began_at >= SESSION_SECONDS:
            del self._sessions[upload_id]
            raise _invalid("upload_id is expired")
        return upload


def _invalid(what: str) -> PlatformError:
    return PlatformError(INVALID_PARAMETER, f"invalid parameter: {what}")
