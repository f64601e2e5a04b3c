"""A group robot (消息推送): posts into one group, hears nothing, and is the way to really call people by @.

Whoever has the key can post, so it appears in no repr, no log and no error.
https://developer.work.weixin.qq.com/document/path/91770
"""

import base64
import hashlib
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import msgspec

from quncheng.language.card import Card
from quncheng.providers.wecom.bodies import Content, MediaReference
from quncheng.providers.wecom.cards import render_markdown, to_robot_card
from quncheng.providers.wecom.failures import to_error
from quncheng.providers.wecom.frames import UNREADABLE
from quncheng.providers.wecom.http import new_client
from quncheng.providers.wecom.robot_bodies import (
    Article,
    News,
    RobotAnswer,
    RobotMessage,
    RobotPicture,
    RobotText,
)
from quncheng.providers.wecom.settings import OFFICIAL_API_URL, AddressError, check_address, is_loopback_host
from quncheng.providers.wecom.text import shorten_bytes
from quncheng.runtime.ports import RateLimit, SendError, SendFailure

LARGEST_TEXT_BYTES = 2048
LARGEST_MARKDOWN_BYTES = 4096
LARGEST_PICTURE_BYTES = 2 * 1024 * 1024
SMALLEST_FILE_BYTES, LARGEST_FILE_BYTES = 6, 20 * 1024 * 1024
MOST_ARTICLES = 8
EVERYBODY = "@all"

LIMITS = (
    # The platform allows 20 a minute and blocks the rest of the window; the margin is for its clock and the way there.
    RateLimit(18, 61.0),
)

_ARTICLE_TITLE_BYTES, _ARTICLE_DESCRIPTION_BYTES = 128, 512
_PICTURE_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_ANSWER_DECODER = msgspec.json.Decoder(RobotAnswer, strict=False)


@dataclass(frozen=True, slots=True)
class RobotAddress:
    """Where a robot posts; made from the address that WeCom shows to copy."""

    key: str = field(repr=False)
    api_url: str = OFFICIAL_API_URL

    def __post_init__(self) -> None:
        check_address(self.api_url, secure="https", plain="http")


def to_robot_address(webhook_url: str) -> RobotAddress:
    """Reads ``https://…/cgi-bin/webhook/send?key=…``. Raises AddressError."""
    parts = urlsplit(webhook_url.strip())
    keys = parse_qs(parts.query).get("key", [])
    if not keys or not parts.path.endswith("/cgi-bin/webhook/send"):
        raise AddressError("这不是消息推送的地址,应形如 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…")
    path = parts.path.removesuffix("/cgi-bin/webhook/send")
    return RobotAddress(keys[0], f"{parts.scheme}://{parts.netloc}{path}")


def mention(userid: str) -> str:
    """Calls this person from within text or Markdown (not markdown_v2)."""
    return f"<@{userid}>"


class GroupRobot:
    """One robot of one group. Texts beyond the limits are refused before sending; see ``text.split_bytes``."""

    def __init__(self, address: RobotAddress, *, request_timeout: float = 10.0) -> None:
        self._address = address
        is_loopback = is_loopback_host(urlsplit(address.api_url).hostname or "")
        self._client = new_client(request_timeout, is_loopback=is_loopback, idle_connections=1)

    @property
    def limits(self) -> tuple[RateLimit, ...]:
        return LIMITS

    async def send_text(self, text: str, *, mentions: tuple[str, ...] = ()) -> None:
        """Plain text; ``mentions`` are user ids or ``EVERYBODY``, each really called. Raises SendError."""
        _check_length(text, LARGEST_TEXT_BYTES)
        await self._post(RobotMessage(msgtype="text", text=RobotText(content=text, mentioned_list=mentions)))

    async def send_markdown(self, text: str) -> None:
        """Markdown, in which ``mention`` calls people. Raises SendError."""
        _check_length(text, LARGEST_MARKDOWN_BYTES)
        await self._post(RobotMessage(msgtype="markdown", markdown=Content(content=text)))

    async def send_markdown_v2(self, text: str) -> None:
        """Markdown with tables and code, but without calling anybody. Raises SendError."""
        _check_length(text, LARGEST_MARKDOWN_BYTES)
        await self._post(RobotMessage(msgtype="markdown_v2", markdown_v2=Content(content=text)))

    async def send_picture(self, picture: bytes) -> None:
        """A PNG or JPEG up to 2 MB. Raises SendError."""
        if len(picture) > LARGEST_PICTURE_BYTES or not picture.startswith(_PICTURE_SIGNATURES):
            raise SendError(SendFailure.REFUSED, detail="a picture is a PNG or JPEG of at most 2 MB")
        digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()
        image = RobotPicture(base64=base64.b64encode(picture).decode(), md5=digest)
        await self._post(RobotMessage(msgtype="image", image=image))

    async def send_file(self, data: bytes, filename: str) -> None:
        """Uploads the file and posts it. Raises SendError."""
        if not SMALLEST_FILE_BYTES <= len(data) <= LARGEST_FILE_BYTES:
            raise SendError(SendFailure.REFUSED, detail="a file has more than 5 bytes and at most 20 MB")
        answer = await self._call(
            f"upload_media?key={quote(self._address.key)}&type=file",
            files={"media": (filename, data, "application/octet-stream")},
        )
        if not answer.media_id:
            raise SendError(SendFailure.RETRY, detail="the upload brought no media id")
        await self._post(RobotMessage(msgtype="file", file=MediaReference(media_id=answer.media_id)))

    async def send_news(self, articles: tuple[Article, ...]) -> None:
        """Links with titles; at most eight are shown. Raises SendError."""
        shown = tuple(
            msgspec.structs.replace(
                article,
                title=shorten_bytes(article.title, _ARTICLE_TITLE_BYTES),
                description=shorten_bytes(article.description, _ARTICLE_DESCRIPTION_BYTES),
            )
            for article in articles[:MOST_ARTICLES]
        )
        await self._post(RobotMessage(msgtype="news", news=News(articles=shown)))

    async def send_card(self, card: Card) -> None:
        """The card without its buttons, which nobody could press here; as Markdown when that says more."""
        robot_card = to_robot_card(card)
        if robot_card is None:
            await self.send_markdown(shorten_bytes(render_markdown(card), LARGEST_MARKDOWN_BYTES))
            return
        await self._post(RobotMessage(msgtype="template_card", template_card=robot_card))

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, message: RobotMessage) -> None:
        await self._call(f"send?key={quote(self._address.key)}", content=msgspec.json.encode(message))

    async def _call(
        self, path: str, *, content: bytes | None = None, files: dict[str, tuple[str, bytes, str]] | None = None
    ) -> RobotAnswer:
        headers = {"content-type": "application/json; charset=utf-8"} if content is not None else {}
        url = f"{self._address.api_url.rstrip('/')}/cgi-bin/webhook/{path}"
        try:
            response = await self._client.post(url, content=content, files=files, headers=headers)
        except httpx2.HTTPError as error:
            # The error's own text may hold the address, and with it the key.
            raise SendError(SendFailure.RETRY, detail=type(error).__name__) from None
        return _read(response)


def _read(response: httpx2.Response) -> RobotAnswer:
    if response.status_code != 200:
        busy = response.status_code >= 500 or response.status_code == 429
        raise SendError(SendFailure.RETRY if busy else SendFailure.REFUSED, code=response.status_code)
    try:
        answer = _ANSWER_DECODER.decode(response.content)
    except UNREADABLE:
        raise SendError(SendFailure.RETRY, detail="the answer is not JSON") from None
    if answer.errcode:
        raise to_error(answer.errcode, answer.errmsg or "")
    return answer


def _check_length(text: str, limit: int) -> None:
    size = len(text.encode())
    if not text.strip():
        raise SendError(SendFailure.REFUSED, detail="the text is empty")
    if size > limit:
        raise SendError(SendFailure.REFUSED, detail=f"{size} bytes are more than {limit}")
