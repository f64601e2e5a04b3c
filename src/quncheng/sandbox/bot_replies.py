"""What a bot may say, and when: replies, welcomes, card updates and pushes, under the platform's rules.

Vendor pages: https://developer.work.weixin.qq.com/document/path/101031, 101138, 101463
"""

import base64
import binascii
import hashlib
from dataclasses import replace

from quncheng.sandbox.bot_frames import MediaReference, Outgoing, StreamContent, StreamItem
from quncheng.sandbox.card_types import Feedback, TemplateCard
from quncheng.sandbox.cards import Sender, check_card, check_feedback
from quncheng.sandbox.errors import (
    INVALID_CHAT,
    INVALID_MEDIA,
    INVALID_PARAMETER,
    INVALID_REQUEST_ID,
    MESSAGE_EMPTY,
    PUSH_NOT_ALLOWED,
    STREAM_EXPIRED,
    PlatformError,
)
from quncheng.sandbox.limits import conversation_limit
from quncheng.sandbox.media_checks import MEDIA_KINDS, MEGABYTE, picture_type
from quncheng.sandbox.model import (
    Author,
    Bot,
    CardChange,
    Chat,
    Content,
    Kind,
    Message,
    Request,
    RequestKind,
    Speaker,
    StoredFile,
    Stream,
)
from quncheng.sandbox.state import Platform

MARKDOWN_BYTES = 20480
REPLY_SECONDS = 86400
WINDOW_SECONDS = 5
STREAM_PICTURES = 10
VIDEO_TITLE_BYTES = 128
VIDEO_DESCRIPTION_BYTES = 512


class BotReplies:
    """The one place where a bot's words enter a chat, whichever way they came."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def respond(self, bot: Bot, request_id: str, *, body: Outgoing, may_attach: bool = False) -> None:
        """Answers a member's message. ``may_attach``: pictures in a finished stream, on callback addresses only."""
        request = self._request(bot, request_id, kind=RequestKind.MESSAGE, seconds=REPLY_SECONDS)
        chat = self._chat(bot, request)
        match body.msgtype:
            case "stream":
                self._stream(bot, chat, request=request, stream=body.stream, may_attach=may_attach)
            case "stream_with_template_card":
                self._stream_with_card(bot, chat, request=request, body=body, may_attach=may_attach)
            case _:
                self._send(bot, chat, content=self._content(bot, body), quoted_id=None)
        request.is_answered = True
        bot.unanswered.pop(request.message_id, None)

    def welcome(self, bot: Bot, request_id: str, *, body: Outgoing) -> None:
        request = self._request(bot, request_id, kind=RequestKind.ENTER, seconds=WINDOW_SECONDS)
        if body.msgtype == "text":
            text = body.text.content if body.text else None
            content = Content(Kind.TEXT, _checked_text(text, "text.content"))
        elif body.msgtype == "template_card":
            content = self._card_content(bot, body.template_card)
        else:
            raise _invalid("msgtype")
        self._send(bot, self._chat(bot, request), content=content, quoted_id=None)
        request.is_answered = True

    def update(self, bot: Bot, request_id: str, *, body: Outgoing) -> None:
        """Replaces a card for the given members, or for everybody who has it."""
        request = self._request(bot, request_id, kind=RequestKind.CARD, seconds=WINDOW_SECONDS)
        if body.response_type != "update_template_card":
            raise _invalid("response_type")
        card = body.template_card
        if card is None:
            raise _invalid("template_card is missing")
        check_card(card, sender=Sender.BOT)
        if card.task_id != request.task_id:
            raise _invalid("template_card.task_id does not match the event")
        chat = self._chat(bot, request)
        message = chat.find(request.card_message_id or "")
        if message is None:
            raise _invalid("the card is gone")
        for userid in chat.members if body.userids is None else body.userids:
            if userid in chat.members:
                old = message.card_changes.get(userid, CardChange())
                message.card_changes[userid] = replace(old, card=card)
        self._platform.changed(message)
        request.is_answered = True

    def push(self, bot: Bot, body: Outgoing) -> None:
        """Speaks first, where a member has spoken to the bot before."""
        if body.msgtype not in ("markdown", "template_card", *MEDIA_KINDS):
            raise _invalid("msgtype")
        chat = self._push_target(bot, body)
        self._send(bot, chat, content=self._content(bot, body), quoted_id=None)

    def answer_once(self, bot: Bot, chat: Chat, *, body: Outgoing, quoted_id: str | None) -> None:
        """The answer through a ``response_url``."""
        if body.msgtype not in ("markdown", "template_card") or (body.msgtype == "template_card" and chat.is_group):
            raise _invalid("msgtype")
        self._send(bot, chat, content=self._content(bot, body), quoted_id=quoted_id)

    # Where it goes

    def _request(self, bot: Bot, request_id: str, *, kind: RequestKind, seconds: float) -> Request:
        request = bot.requests.get(request_id)
        if request is None or request.kind is not kind:
            raise PlatformError(INVALID_REQUEST_ID, "invalid req_id")
        if self._platform.clock.now() - request.asked_at > seconds:
            raise PlatformError(INVALID_REQUEST_ID, "invalid req_id, expired")
        return request

    def _chat(self, bot: Bot, request: Request) -> Chat:
        organization = self._platform.organization(bot.corp_id)
        group = organization.groups.get(request.chat_id)
        if group is not None and bot.bot_id not in group.bots:
            raise PlatformError(PUSH_NOT_ALLOWED, "bot is not in the group")
        return self._platform.chat_by_id(organization, request.chat_id)

    def _push_target(self, bot: Bot, body: Outgoing) -> Chat:
        if not body.chatid:
            raise _invalid("chatid")
        if body.chat_type not in (None, 0, 1, 2):
            raise _invalid("chat_type")
        organization = self._platform.organization(bot.corp_id)
        if body.chat_type != 1 and body.chatid in organization.groups:
            group = organization.groups[body.chatid]
            if bot.bot_id in group.former_bots and bot.bot_id not in group.bots:
                raise PlatformError(PUSH_NOT_ALLOWED, "bot is not in the group")
            if group.chat.chat_id in bot.contacts and bot.bot_id in group.bots:
                return group.chat
        elif body.chat_type != 2 and body.chatid in organization.members:
            chat = self._platform.direct_chat(organization, body.chatid, bot.bot_id)
            if chat.chat_id in bot.contacts and bot.serves(body.chatid):
                return chat
        raise PlatformError(INVALID_CHAT, "invalid chatid")

    # What it is

    def _content(self, bot: Bot, body: Outgoing) -> Content:
        if body.msgtype == "markdown":
            markdown = body.markdown
            text = _checked_text(markdown.content if markdown else None, "markdown.content")
            return Content(Kind.MARKDOWN, text, feedback_id=_feedback(markdown.feedback if markdown else None))
        if body.msgtype == "template_card":
            return self._card_content(bot, body.template_card)
        kind = MEDIA_KINDS.get(body.msgtype or "")
        if kind is None:
            raise _invalid("msgtype")
        return self._media_content(bot, kind, body.media())

    def _card_content(self, bot: Bot, card: TemplateCard | None) -> Content:
        if card is None:
            raise _invalid("template_card is missing")
        check_card(card, sender=Sender.BOT)
        if card.task_id is not None and card.task_id in bot.task_ids:
            raise _invalid("template_card.task_id is used already")
        return Content(Kind.CARD, card=card, feedback_id=card.feedback.id if card.feedback else None)

    def _media_content(self, bot: Bot, kind: Kind, reference: MediaReference | None) -> Content:
        if reference is None or not reference.media_id:
            raise _invalid(f"{kind}.media_id")
        if len((reference.title or "").encode()) > VIDEO_TITLE_BYTES:
            raise _invalid("video.title")
        if len((reference.description or "").encode()) > VIDEO_DESCRIPTION_BYTES:
            raise _invalid("video.description")
        file = self._platform.find_media(reference.media_id, kind, owner=bot.bot_id)
        if file is None:
            raise PlatformError(INVALID_MEDIA, "invalid media_id")
        return Content(kind, reference.title or "", files=(file,))

    def _send(self, bot: Bot, chat: Chat, *, content: Content, quoted_id: str | None) -> Message:
        limit = bot.limits.setdefault(chat.chat_id, conversation_limit())
        limit.take(self._platform.clock.now(), "messages in this conversation")
        author = Author(Speaker.BOT, bot.bot_id, bot.name)
        message = self._platform.post(chat, author, content=content, quoted_id=quoted_id)
        if content.card is not None and content.card.task_id is not None:
            bot.task_ids[content.card.task_id] = message
        return message

    # Streams

    def _stream_with_card(self, bot: Bot, chat: Chat, *, request: Request, body: Outgoing, may_attach: bool) -> None:
        content = self._card_content(bot, body.template_card) if body.template_card is not None else None
        if content is not None and request.has_card:
            raise _invalid("template_card may be sent once")
        self._stream(bot, chat, request=request, stream=body.stream, may_attach=may_attach)
        if content is not None:
            self._send(bot, chat, content=content, quoted_id=None)
            request.has_card = True

    def _stream(
        self, bot: Bot, chat: Chat, *, request: Request, stream: StreamContent | None, may_attach: bool
    ) -> None:
        if stream is None or not stream.id:
            raise _invalid("stream.id")
        if len((stream.content or "").encode()) > MARKDOWN_BYTES:
            raise _invalid(f"stream.content exceed max length {MARKDOWN_BYTES}")
        pictures = self._stream_pictures(stream, may_attach)
        known = request.streams.get(stream.id)
        if known is None:
            content = Content(Kind.MARKDOWN, stream.content or "", feedback_id=_feedback(stream.feedback))
            message = self._send(bot, chat, content=content, quoted_id=None)
            known = request.streams[stream.id] = Stream(message, self._platform.clock.now())
        self._refresh(known, stream, pictures)

    def _refresh(self, known: Stream, stream: StreamContent, pictures: tuple[StoredFile, ...]) -> None:
        limit = self._platform.settings.stream_limit_seconds
        if known.is_finished:
            raise PlatformError(STREAM_EXPIRED, "stream message is finished, cannot update")
        if self._platform.clock.now() - known.began_at > limit:
            minutes = f"{limit / 60:g}"
            raise PlatformError(STREAM_EXPIRED, f"stream message update expired (>{minutes} minutes), cannot update")
        message = known.message
        text = message.content.text if stream.content is None else stream.content
        message.content = replace(message.content, text=text, files=pictures)
        known.is_finished = stream.finish
        message.is_streaming = not stream.finish
        self._platform.changed(message)

    def _stream_pictures(self, stream: StreamContent, may_attach: bool) -> tuple[StoredFile, ...]:
        items = stream.msg_item or []
        if not items:
            return ()
        if not may_attach or not stream.finish or len(items) > STREAM_PICTURES:
            raise _invalid("stream.msg_item")
        return tuple(self._stream_picture(item, index) for index, item in enumerate(items))

    def _stream_picture(self, item: StreamItem, index: int) -> StoredFile:
        if item.msgtype != "image" or item.image is None:
            raise _invalid("stream.msg_item.msgtype")
        try:
            data = base64.b64decode(item.image.base64, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _invalid("stream.msg_item.image.base64") from error
        if hashlib.md5(data, usedforsecurity=False).hexdigest() != item.image.md5.lower():
            raise _invalid("stream.msg_item.image.md5")
        if len(data) > 10 * MEGABYTE or picture_type(data) not in ("png", "jpeg"):
            raise _invalid("stream.msg_item.image")
        return self._platform.store_file(Kind.IMAGE, f"{index + 1}.{picture_type(data)}", data)


def _checked_text(text: str | None, field: str) -> str:
    if not text:
        raise PlatformError(MESSAGE_EMPTY, f"{field} is empty")
    if len(text.encode()) > MARKDOWN_BYTES:
        raise PlatformError(INVALID_PARAMETER, f"{field} exceed max length {MARKDOWN_BYTES}")
    return text


def _feedback(feedback: Feedback | None) -> str | None:
    if feedback is None:
        return None
    check_feedback(feedback.id)
    return feedback.id


def _invalid(what: str) -> PlatformError:
    return PlatformError(INVALID_PARAMETER, f"invalid parameter: {what}")
