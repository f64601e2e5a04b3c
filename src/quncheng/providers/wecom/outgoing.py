"""Which command and body say an outbound message."""

from dataclasses import dataclass
from typing import assert_never

from quncheng.providers.wecom import frames
from quncheng.providers.wecom.bodies import (
    LARGEST_TEXT_BYTES,
    Content,
    MediaReference,
    MessageContent,
    PushContent,
    TemplateCard,
    UpdateContent,
)
from quncheng.providers.wecom.cards import render_markdown, to_changed_card, to_template_card
from quncheng.providers.wecom.text import shorten_bytes
from quncheng.runtime.ports import (
    CardContent,
    ChatAddress,
    ChatKind,
    FileContent,
    MarkdownContent,
    Outbound,
    PictureContent,
    SendError,
    SendFailure,
    SendMode,
)

_SINGLE, _GROUP = 1, 2
_CUT = "\n\n…(内容较长,后面的请到项目页查看)"


@dataclass(frozen=True, slots=True)
class Request:
    """A frame without its request id; ``None`` as id means that we choose one."""

    cmd: str
    body: MessageContent | UpdateContent
    req_id: str | None


def to_request(outbound: Outbound, *, media_id: str | None = None) -> Request:
    """Pictures and files need the ``media_id`` of their upload. Raises SendError for what no frame can say."""
    match outbound.mode:
        case SendMode.REPLY:
            return Request(frames.RESPOND, _message(outbound, media_id), _token(outbound))
        case SendMode.PUSH:
            return Request(frames.SEND, to_push(_message(outbound, media_id), outbound.chat), None)
        case SendMode.WELCOME:
            return Request(frames.RESPOND_WELCOME, _welcome(outbound), _token(outbound))
        case SendMode.UPDATE:
            return Request(frames.RESPOND_UPDATE, _update(outbound), _token(outbound))
        case _:
            assert_never(outbound.mode)


def to_push(message: MessageContent, chat: ChatAddress) -> PushContent:
    """The same content, spoken first; the chat's type is always said, or the platform tries groups first."""
    return PushContent(
        chatid=chat.external_id,
        chat_type=_GROUP if chat.kind is ChatKind.GROUP else _SINGLE,
        msgtype=message.msgtype,
        markdown=message.markdown,
        template_card=message.template_card,
        image=message.image,
        file=message.file,
    )


def to_markdown(text: str) -> MessageContent:
    return MessageContent(msgtype="markdown", markdown=Content(content=limit_text(text)))


def limit_text(text: str) -> str:
    """At most what one message takes, with a kind word where it was cut."""
    return shorten_bytes(text, LARGEST_TEXT_BYTES, ending=_CUT)


def _message(outbound: Outbound, media_id: str | None) -> MessageContent:
    content = outbound.content
    match content:
        case MarkdownContent():
            return to_markdown(content.text)
        case CardContent():
            card = to_template_card(content.card)
            return to_markdown(render_markdown(content.card)) if card is None else _card(card)
        case PictureContent():
            return MessageContent(msgtype="image", image=_media(media_id))
        case FileContent():
            return MessageContent(msgtype="file", file=_media(media_id))
        case _:
            assert_never(content)


def _welcome(outbound: Outbound) -> MessageContent:
    content = outbound.content
    if isinstance(content, MarkdownContent):
        return _text(content.text)
    if isinstance(content, CardContent):
        card = to_template_card(content.card)
        return _text(render_markdown(content.card)) if card is None else _card(card)
    raise SendError(SendFailure.REFUSED, detail="a welcome is text or a card")


def _update(outbound: Outbound) -> UpdateContent:
    if not isinstance(outbound.content, CardContent):
        raise SendError(SendFailure.REFUSED, detail="only a card can replace a card")
    return UpdateContent(response_type="update_template_card", template_card=to_changed_card(outbound.content.card))


def _card(card: TemplateCard) -> MessageContent:
    return MessageContent(msgtype="template_card", template_card=card)


def _text(text: str) -> MessageContent:
    # A welcome knows plain text only, so the marks of Markdown would be read as they are.
    return MessageContent(msgtype="text", text=Content(content=limit_text(text.replace("**", ""))))


def _media(media_id: str | None) -> MediaReference:
    if media_id is None:
        raise SendError(SendFailure.REFUSED, detail="the file was not uploaded")
    return MediaReference(media_id=media_id)


def _token(outbound: Outbound) -> str:
    if not outbound.reply_token:
        raise SendError(SendFailure.LATE, detail="there is nothing to answer to")
    return outbound.reply_token
