"""Uploads pictures and files over the bot's connection, in chunks.

https://developer.work.weixin.qq.com/document/path/101463
"""

import asyncio
import base64
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeVar
from weakref import WeakValueDictionary

import msgspec

from quncheng.providers.wecom import frames
from quncheng.providers.wecom.bodies import UploadChunk, UploadFinish, UploadInit
from quncheng.providers.wecom.frames import UNREADABLE, UPLOAD_FINISHED_DECODER, UPLOAD_STARTED_DECODER, Frame
from quncheng.providers.wecom.settings import BotSettings
from quncheng.providers.wecom.streams import SendRequest
from quncheng.runtime.ports import SendError, SendFailure

Answer = TypeVar("Answer")
MediaType = Literal["file", "image"]

CHUNK_BYTES = 512 * 1024
LARGEST_BYTES: dict[MediaType, int] = {"file": 20 * 1024 * 1024, "image": 10 * 1024 * 1024}
_CHUNK_RETRIES = 2
# A media id lives for three days; a message that is retried or goes to several people uses it again.
_MEDIA_ID_LIFETIME = 2.5 * 24 * 3600
_MOST_KNOWN = 64


@dataclass(frozen=True, slots=True)
class _Known:
    media_id: str
    until: float


class MediaUploader:
    """Turns bytes into media ids; the same bytes under the same name are uploaded once."""

    def __init__(self, request: SendRequest, settings: BotSettings) -> None:
        self._request = request
        self._settings = settings
        self._known: OrderedDict[tuple[MediaType, str, str], _Known] = OrderedDict()
        self._locks: WeakValueDictionary[tuple[MediaType, str, str], asyncio.Lock] = WeakValueDictionary()

    async def upload(self, media_type: MediaType, filename: str, *, data: bytes) -> str:
        """The media id. Raises SendError."""
        if not data:
            raise SendError(SendFailure.REFUSED, detail="the file is empty")
        if len(data) > LARGEST_BYTES[media_type]:
            raise SendError(SendFailure.REFUSED, detail=f"the {media_type} is larger than {LARGEST_BYTES[media_type]}")
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        key = (media_type, filename, hashlib.sha256(data).hexdigest())
        # Whoever sends the same bytes at the same time waits for the first upload instead of repeating it.
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            now = asyncio.get_running_loop().time()
            known = self._known.get(key)
            if known is not None and known.until > now:
                return known.media_id
            media_id = await self._transfer(media_type, filename, data=data, digest=digest)
            self._known[key] = _Known(media_id, now + _MEDIA_ID_LIFETIME)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
            return media_id

    def forget(self, media_id: str) -> None:
        """The platform no longer takes this id: the next upload of the same bytes is a real one."""
        for key in [key for key, known in self._known.items() if known.media_id == media_id]:
            del self._known[key]

    async def _transfer(self, media_type: MediaType, filename: str, *, data: bytes, digest: str) -> str:
        chunks = -(-len(data) // CHUNK_BYTES)
        started = await self._request(
            frames.UPLOAD_INIT,
            UploadInit(type=media_type, filename=filename, total_size=len(data), total_chunks=chunks, md5=digest),
        )
        upload_id = _read(UPLOAD_STARTED_DECODER, started).upload_id
        positions = count()

        async def send_chunks() -> None:
            while (position := next(positions)) < chunks:
                await self._send_chunk(upload_id, position, data=data)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(parallel_chunks(chunks)):
                    group.create_task(send_chunks())
        except* SendError as errors:
            raise _first(errors) from None
        finished = await self._request(
            frames.UPLOAD_FINISH, UploadFinish(upload_id=upload_id), patience=self._settings.upload_timeout
        )
        return _read(UPLOAD_FINISHED_DECODER, finished).media_id

    async def _send_chunk(self, upload_id: str, position: int, *, data: bytes) -> None:
        part = data[position * CHUNK_BYTES : (position + 1) * CHUNK_BYTES]
        body = UploadChunk(upload_id=upload_id, chunk_index=position, base64_data=base64.b64encode(part).decode())
        for attempt in range(_CHUNK_RETRIES + 1):
            try:
                await self._request(frames.UPLOAD_CHUNK, body, patience=self._settings.upload_timeout)
                return
            except SendError as error:
                # Re-sending a chunk is harmless, and the upload outlives a reconnection.
                worth_it = error.failure in (SendFailure.RETRY, SendFailure.DISCONNECTED)
                if not worth_it or attempt == _CHUNK_RETRIES:
                    raise
            await asyncio.sleep(self._settings.upload_retry_delay * (attempt + 1))


def parallel_chunks(chunks: int) -> int:
    """How many at once: the platform answers "system error" when there are too many."""
    if chunks <= 4:
        return chunks
    return 3 if chunks <= 10 else 2


def _read(decoder: msgspec.json.Decoder[Answer], ack: Frame) -> Answer:
    try:
        return decoder.decode(ack.body)
    except UNREADABLE:
        raise SendError(SendFailure.RETRY, detail="the upload was answered without an id") from None


def _first(errors: ExceptionGroup[SendError]) -> SendError:
    first = errors.exceptions[0]
    while isinstance(first, ExceptionGroup):
        first = first.exceptions[0]
    return first
