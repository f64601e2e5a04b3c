"""The group robot's webhook: checks and posts what arrives under a key, and notes whom it mentions.

Vendor page: https://developer.work.weixin.qq.com/document/path/91770
"""

import base64
import binascii
import hashlib

import msgspec
from msgspec import Struct

from quncheng.sandbox.app_inbound import cut
from quncheng.sandbox.card_types import TemplateCard
from quncheng.sandbox.cards import Sender, check_card
from quncheng.sandbox.errors import (
    CONTENT_EMPTY,
    INVALID_FILE_SIZE,
    INVALID_MEDIA,
    INVALID_MEDIA_TYPE,
    INVALID_MESSAGE_TYPE,
    INVALID_PARAMETER,
    INVALID_PICTURE,
    INVALID_WEBHOOK,
    MEDIA_MISSING,
    MEDIA_TOO_LARGE,
    PICTURE_TOO_LARGE,
    ROBOT_DISABLED,
    TITLE_MISSING,
    TOO_MANY_ARTICLES,
    PlatformError,
)
from quncheng.sandbox.media_checks import MEGABYTE, SIZES, check_content, picture_type
from quncheng.sandbox.mentions import tagged_userids
from quncheng.sandbox.model import Article, Author, Content, GroupRobot, Kind, Speaker
from quncheng.sandbox.state import Platform

TEXT_BYTES = 2048
MARKDOWN_BYTES = 4096
PICTURE_BYTES = 2 * MEGABYTE
SMALLEST_UPLOAD = 6
MOST_ARTICLES = 8
EVERYBODY = "@all"


class RobotText(Struct):
    content: str | None = None
    mentioned_list: list[str] = []
    mentioned_mobile_list: list[str] = []


class RobotImage(Struct):
    base64: str | None = None
    md5: str | None = None


class RobotArticle(Struct):
    title: str | None = None
    description: str | None = None
    url: str | None = None
    picurl: str | None = None


class RobotNews(Struct):
    articles: list[RobotArticle] = []


class RobotMedia(Struct):
    media_id: str | None = None


class RobotMessage(Struct):
    msgtype: str | None = None
    text: RobotText | None = None
    markdown: RobotText | None = None
    markdown_v2: RobotText | None = None
    image: RobotImage | None = None
    news: RobotNews | None = None
    file: RobotMedia | None = None
    voice: RobotMedia | None = None
    template_card: TemplateCard | None = None


class GroupRobots:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def send(self, key: str, raw: bytes) -> None:
        """Raises PlatformError; what is refused is neither stored nor counted."""
        robot = self._robot(key)
        message = _decode(raw)
        content = self._content(robot, message)
        mentions = self._mentions(robot, message)
        robot.limit.take(self._platform.clock.now(), "messages of this robot")
        organization = self._platform.organization(robot.corp_id)
        chat = self._platform.group(organization, robot.chat_id).chat
        self._platform.post(chat, Author(Speaker.ROBOT, key, robot.name), content=content, mentions=mentions)

    def upload(self, key: str, kind: str, *, name: str, data: bytes) -> dict[str, str]:
        robot = self._robot(key)
        if kind not in ("file", "voice"):
            raise PlatformError(INVALID_MEDIA_TYPE, "invalid type")
        if len(data) < SMALLEST_UPLOAD:
            raise PlatformError(INVALID_FILE_SIZE, "invalid file size")
        if len(data) > SIZES[Kind(kind)]:
            raise PlatformError(MEDIA_TOO_LARGE, "media size out of limit")
        check_content(Kind(kind), data)
        media_id = self._platform.add_media(self._platform.store_file(Kind(kind), name, data), owner=robot.key)
        return {"type": kind, "media_id": media_id, "created_at": str(int(self._platform.clock.now()))}

    def _robot(self, key: str) -> GroupRobot:
        robot = self._platform.find_robot(key)
        if robot is None:
            raise PlatformError(INVALID_WEBHOOK, "invalid webhook url")
        if not robot.is_enabled:
            raise PlatformError(ROBOT_DISABLED, "robot is disabled")
        return robot

    def _content(self, robot: GroupRobot, message: RobotMessage) -> Content:
        match message.msgtype:
            case "text":
                return Content(Kind.TEXT, _text("text", message.text, TEXT_BYTES))
            case "markdown":
                return Content(Kind.MARKDOWN, _text("markdown", message.markdown, MARKDOWN_BYTES))
            case "markdown_v2":
                return Content(Kind.MARKDOWN_V2, _text("markdown_v2", message.markdown_v2, MARKDOWN_BYTES))
            case "image":
                return self._picture(message.image)
            case "news":
                return _news(message.news)
            case "file":
                return self._media(robot, Kind.FILE, message.file)
            case "voice":
                return self._media(robot, Kind.VOICE, message.voice)
            case "template_card":
                if message.template_card is None:
                    raise PlatformError(INVALID_PARAMETER, "invalid parameter: template_card is missing")
                check_card(message.template_card, sender=Sender.ROBOT)
                return Content(Kind.CARD, card=message.template_card)
            case _:
                raise PlatformError(INVALID_MESSAGE_TYPE, "invalid message type")

    def _mentions(self, robot: GroupRobot, message: RobotMessage) -> tuple[str, ...]:
        """Who is notified: known members of the group only; unknown ids are ignored without error."""
        organization = self._platform.organization(robot.corp_id)
        members = self._platform.group(organization, robot.chat_id).chat.members
        wanted: list[str] = []
        if message.msgtype == "text" and message.text is not None:
            wanted += message.text.mentioned_list
            wanted += [one for one in message.text.mentioned_mobile_list if one == EVERYBODY]
            wanted += tagged_userids(message.text.content or "")
        if message.msgtype == "markdown" and message.markdown is not None:
            wanted += tagged_userids(message.markdown.content or "")
        return tuple(dict.fromkeys(one for one in wanted if one == EVERYBODY or one in members))

    def _picture(self, image: RobotImage | None) -> Content:
        if image is None or not image.base64 or not image.md5:
            raise PlatformError(INVALID_PARAMETER, "invalid parameter: image.base64 and image.md5 are required")
        try:
            data = base64.b64decode(image.base64, validate=True)
        except (binascii.Error, ValueError) as error:
            raise PlatformError(INVALID_PARAMETER, "invalid parameter: image.base64") from error
        if len(data) > PICTURE_BYTES:
            raise PlatformError(PICTURE_TOO_LARGE, "image size exceed max limit")
        if hashlib.md5(data, usedforsecurity=False).hexdigest() != image.md5.lower():
            raise PlatformError(INVALID_PARAMETER, "invalid parameter: image.md5 does not match")
        kind = picture_type(data)
        if kind not in ("png", "jpeg"):
            raise PlatformError(INVALID_PICTURE, "invalid image type")
        return Content(Kind.IMAGE, files=(self._platform.store_file(Kind.IMAGE, f"image.{kind}", data),))

    def _media(self, robot: GroupRobot, kind: Kind, media: RobotMedia | None) -> Content:
        if media is None or not media.media_id:
            raise PlatformError(MEDIA_MISSING, "missing media_id")
        file = self._platform.find_media(media.media_id, kind, owner=robot.key)
        if file is None:
            raise PlatformError(INVALID_MEDIA, "invalid media_id")
        return Content(kind, files=(file,))


def _decode(raw: bytes) -> RobotMessage:
    try:
        return msgspec.json.decode(raw, type=RobotMessage)
    except msgspec.ValidationError as error:
        raise PlatformError(INVALID_PARAMETER, f"invalid parameter: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PlatformError(INVALID_MESSAGE_TYPE, "invalid message type, Warning: wrong json format.") from error


def _text(name: str, text: RobotText | None, most_bytes: int) -> str:
    if text is None or not text.content:
        raise PlatformError(CONTENT_EMPTY, "empty content")
    if len(text.content.encode()) > most_bytes:
        raise PlatformError(INVALID_PARAMETER, f"{name}.content exceed max length {most_bytes}")
    return text.content


def _news(news: RobotNews | None) -> Content:
    articles = news.articles if news else []
    if not articles:
        raise PlatformError(INVALID_PARAMETER, "invalid parameter: news.articles")
    if len(articles) > MOST_ARTICLES:
        raise PlatformError(TOO_MANY_ARTICLES, "articles out of limit")
    if any(not one.title for one in articles):
        raise PlatformError(TITLE_MISSING, "missing title")
    if any(not one.url for one in articles):
        raise PlatformError(INVALID_PARAMETER, "invalid parameter: news.articles.url")
    shown = tuple(
        Article(cut(one.title or "", 128), cut(one.description or "", 512), one.url or "", one.picurl or "")
        for one in articles
    )
    return Content(Kind.NEWS, articles=shown)
