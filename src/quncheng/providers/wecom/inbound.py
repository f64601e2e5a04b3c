"""Turns callback frames of WeCom into the product's values."""

from datetime import datetime

import msgspec

from quncheng.providers.wecom import frames
from quncheng.providers.wecom.frames import (
    ENVELOPE_DECODER,
    MESSAGE_DECODER,
    UNREADABLE,
    CardEvent,
    EventBody,
    MediaPart,
    MessageBody,
    Spoken,
)
from quncheng.runtime.ports import (
    Attachment,
    CardClick,
    ChatAddress,
    ChatEntered,
    ChatKind,
    FeedbackGiven,
    Inbound,
    InboundMessage,
    MessageKind,
    Quote,
)

_KINDS = {kind.value: kind for kind in MessageKind}
# The bot's own messages, when somebody quotes them.
_KINDS["markdown"] = MessageKind.TEXT
_HELPFUL = {1: True, 2: False}


def read_message(body: msgspec.Raw) -> MessageBody:
    """The body of a message; one whose content has changed its shape is still somebody's message, of unknown type.

    Raises one of ``UNREADABLE`` when not even its sender can be read.
    """
    try:
        return MESSAGE_DECODER.decode(body)
    except UNREADABLE:
        outside = ENVELOPE_DECODER.decode(body)
        return MessageBody(msgid=outside.msgid, sender=outside.sender, chatid=outside.chatid, chattype=outside.chattype)


def to_message(body: MessageBody, reply_token: str, *, received_at: datetime) -> InboundMessage:
    """A message of any type; an unknown type keeps its sender and chat, and what text it has."""
    quote = body.quote
    return InboundMessage(
        message_id=body.msgid,
        chat=_chat(body.chatid, body.chattype, sender_id=body.sender.userid),
        sender_id=body.sender.userid,
        kind=_kind(body),
        text=_text(body),
        reply_token=reply_token,
        received_at=received_at,
        quote=None if quote is None else Quote(_kind(quote), _text(quote), _attachments(quote)),
        attachments=_attachments(body),
    )


def to_event(body: EventBody, reply_token: str, *, received_at: datetime) -> Inbound | None:
    """A click, a first visit or a feedback; None for events that the product does not know."""
    sender_id = body.sender.userid if body.sender else ""
    event = body.event
    if event.eventtype == frames.ENTER_CHAT and sender_id:
        return ChatEntered(body.msgid, sender_id, reply_token=reply_token, received_at=received_at)
    if event.eventtype == frames.CARD_EVENT and event.template_card_event and sender_id:
        click = event.template_card_event
        return CardClick(
            message_id=body.msgid,
            chat=_chat(body.chatid, body.chattype, sender_id=sender_id),
            sender_id=sender_id,
            card_id=click.task_id,
            action=click.event_key,
            reply_token=reply_token,
            received_at=received_at,
            chosen=_chosen(click),
        )
    if event.eventtype == frames.FEEDBACK_EVENT and event.feedback_event:
        feedback = event.feedback_event
        return FeedbackGiven(
            message_id=body.msgid,
            sender_id=sender_id,
            feedback_id=feedback.id,
            helpful=_HELPFUL.get(feedback.type),
            comment=feedback.content or "",
            received_at=received_at,
        )
    return None


def _chat(chatid: str | None, chattype: str | None, *, sender_id: str) -> ChatAddress:
    # Some event samples come without a chat type; only groups have an id of their own.
    if chatid and chattype in (frames.GROUP_CHAT, None):
        return ChatAddress(ChatKind.GROUP, chatid)
    return ChatAddress(ChatKind.DIRECT, sender_id)


def _kind(spoken: Spoken) -> MessageKind:
    return _KINDS.get(spoken.msgtype, MessageKind.UNKNOWN)


def _text(spoken: Spoken) -> str:
    if spoken.mixed is not None:
        return "\n".join(item.text.content for item in spoken.mixed.msg_item if item.text and item.text.content)
    part = spoken.text or spoken.voice or spoken.markdown
    return part.content if part else ""


def _attachments(spoken: Spoken) -> tuple[Attachment, ...]:
    found = [
        _attachment(kind, part)
        for kind, part in (
            (MessageKind.IMAGE, spoken.image),
            (MessageKind.FILE, spoken.file),
            (MessageKind.VIDEO, spoken.video),
        )
        if part is not None
    ]
    if spoken.mixed is not None:
        found += [_attachment(MessageKind.IMAGE, item.image) for item in spoken.mixed.msg_item if item.image]
    return tuple(found)


def _attachment(kind: MessageKind, part: MediaPart) -> Attachment:
    return Attachment(kind, part.url, key=part.aeskey)


def _chosen(click: CardEvent) -> dict[str, tuple[str, ...]]:
    if click.selected_items is None:
        return {}
    return {item.question_key: item.option_ids.option_id for item in click.selected_items.selected_item}
