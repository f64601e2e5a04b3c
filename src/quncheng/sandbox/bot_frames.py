"""The frames of the bot's long connection as the sandbox reads them; unknown fields are ignored.

Vendor page: https://developer.work.weixin.qq.com/document/path/101463
"""

from typing import TypeVar

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from quncheng.sandbox.card_types import Feedback, TemplateCard
from quncheng.sandbox.errors import INVALID_PARAMETER, PlatformError

T = TypeVar("T")


class Headers(Struct):
    req_id: str = ""


class Frame(Struct):
    cmd: str = ""
    headers: Headers = msgspec.field(default_factory=Headers)
    body: Raw = msgspec.field(default_factory=Raw)


class Acknowledgement(Struct, omit_defaults=True):
    headers: Headers
    errcode: int | UnsetType = UNSET
    errmsg: str | UnsetType = UNSET
    body: object | UnsetType = UNSET


class Subscribe(Struct):
    bot_id: str
    secret: str


class Text(Struct):
    content: str | None = None


class Picture(Struct):
    base64: str
    md5: str


class StreamItem(Struct):
    msgtype: str
    image: Picture | None = None


class StreamContent(Struct):
    id: str | None = None
    finish: bool = False
    content: str | None = None
    msg_item: list[StreamItem] | None = None
    feedback: Feedback | None = None


class Markdown(Struct):
    content: str | None = None
    feedback: Feedback | None = None


class MediaReference(Struct):
    media_id: str | None = None
    title: str | None = None
    description: str | None = None


class Outgoing(Struct):
    """The body of every command that sends something."""

    msgtype: str | None = None
    text: Text | None = None
    stream: StreamContent | None = None
    markdown: Markdown | None = None
    template_card: TemplateCard | None = None
    file: MediaReference | None = None
    image: MediaReference | None = None
    voice: MediaReference | None = None
    video: MediaReference | None = None
    chatid: str | None = None
    chat_type: int | None = None
    response_type: str | None = None
    userids: list[str] | None = None

    def media(self) -> MediaReference | None:
        return {"file": self.file, "image": self.image, "voice": self.voice, "video": self.video}.get(
            self.msgtype or ""
        )


class UploadInit(Struct):
    type: str
    filename: str
    total_size: int
    total_chunks: int
    md5: str | None = None


class UploadChunk(Struct):
    upload_id: str
    chunk_index: int
    base64_data: str


class UploadFinish(Struct):
    upload_id: str


def decode_body(body: Raw, kind: type[T]) -> T:
    """Raises 40058 naming what is wrong."""
    try:
        return msgspec.json.decode(body or b"{}", type=kind)
    except msgspec.ValidationError as error:
        raise PlatformError(INVALID_PARAMETER, f"invalid parameter: {error}") from error
    except msgspec.DecodeError as error:
        raise PlatformError(INVALID_PARAMETER, "invalid parameter: body is not JSON") from error
