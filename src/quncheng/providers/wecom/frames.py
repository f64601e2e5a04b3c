"""The frames of the bot's long connection as they are on the wire.

Tolerant in both directions: unknown fields are ignored, fields that the platform leaves out have defaults, numbers may
arrive as text, and a message of unknown type still is a message.
Vendor page: https://developer.work.weixin.qq.com/document/path/101463
"""

import msgspec

SUBSCRIBE = "aibot_subscribe"
PING = "ping"
PONG = "pong"
MESSAGE = "aibot_msg_callback"
EVENT = "aibot_event_callback"
RESPOND = "aibot_respond_msg"
RESPOND_WELCOME = "aibot_respond_welcome_msg"
RESPOND_UPDATE = "aibot_respond_update_msg"
SEND = "aibot_send_msg"
UPLOAD_INIT = "aibot_upload_media_init"
UPLOAD_CHUNK = "aibot_upload_media_chunk"
UPLOAD_FINISH = "aibot_upload_media_finish"

GROUP_CHAT = "group"
DISCONNECTED_EVENT = "disconnected_event"
ENTER_CHAT = "enter_chat"
CARD_EVENT = "template_card_event"
FEEDBACK_EVENT = "feedback_event"


class Headers(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    req_id: str = ""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Any frame from the server; an ack has no ``cmd``. https://developer.work.weixin.qq.com/document/path/101463"""

    cmd: str | None = None
    headers: Headers = Headers()
    errcode: int | None = None
    errmsg: str | None = None
    body: msgspec.Raw = msgspec.Raw(b"null")


class OutboundFrame(msgspec.Struct, frozen=True, omit_defaults=True):
    """Any frame to the server. https://developer.work.weixin.qq.com/document/path/101463"""

    cmd: str
    headers: Headers
    body: msgspec.Struct | None = None


class TextPart(msgspec.Struct, frozen=True):
    """Text, and the transcript of a voice message. https://developer.work.weixin.qq.com/document/path/100719"""

    content: str = ""


class MediaPart(msgspec.Struct, frozen=True):
    """An encrypted file, to be fetched within 5 minutes. https://developer.work.weixin.qq.com/document/path/100719"""

    url: str = ""
    aeskey: str | None = None


class MixedItem(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/100719"""

    msgtype: str = ""
    text: TextPart | None = None
    image: MediaPart | None = None


class MixedPart(msgspec.Struct, frozen=True):
    """Text and pictures in one message. https://developer.work.weixin.qq.com/document/path/100719"""

    msg_item: tuple[MixedItem, ...] = ()


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What a message and a quotation have in common. https://developer.work.weixin.qq.com/document/path/100719"""

    msgtype: str = ""
    text: TextPart | None = None
    voice: TextPart | None = None
    markdown: TextPart | None = None
    image: MediaPart | None = None
    file: MediaPart | None = None
    video: MediaPart | None = None
    mixed: MixedPart | None = None


class Sender(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/100719"""

    userid: str


class MessageBody(Spoken, frozen=True, kw_only=True):
    """A message to the bot. https://developer.work.weixin.qq.com/document/path/100719"""

    msgid: str
    sender: Sender = msgspec.field(name="from")
    chatid: str | None = None
    chattype: str | None = None
    quote: Spoken | None = None


class MessageEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    """A message of which only the outside can be read. https://developer.work.weixin.qq.com/document/path/100719"""

    msgid: str
    sender: Sender = msgspec.field(name="from")
    chatid: str | None = None
    chattype: str | None = None


class SelectedOptions(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101027"""

    option_id: tuple[str, ...] = ()


class SelectedItem(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101027"""

    question_key: str = ""
    option_ids: SelectedOptions = SelectedOptions()


class SelectedItems(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101027"""

    selected_item: tuple[SelectedItem, ...] = ()


class CardEvent(msgspec.Struct, frozen=True):
    """A click on a card. https://developer.work.weixin.qq.com/document/path/101027"""

    event_key: str = ""
    task_id: str = ""
    selected_items: SelectedItems | None = None


class FeedbackEvent(msgspec.Struct, frozen=True):
    """A thumb up or down. https://developer.work.weixin.qq.com/document/path/101027"""

    id: str = ""
    type: int = 0
    content: str | None = None


class Event(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101027"""

    eventtype: str = ""
    template_card_event: CardEvent | None = None
    feedback_event: FeedbackEvent | None = None


class EventBody(msgspec.Struct, frozen=True, kw_only=True):
    """Something happened around the bot. https://developer.work.weixin.qq.com/document/path/101027"""

    event: Event
    msgid: str = ""
    sender: Sender | None = msgspec.field(name="from", default=None)
    chatid: str | None = None
    chattype: str | None = None


class UploadStarted(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    upload_id: str


class UploadFinished(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    media_id: str


# strict=False: the platform has sent numbers as text before (``created_at``).
FRAME_DECODER = msgspec.json.Decoder(Frame, strict=False)
MESSAGE_DECODER = msgspec.json.Decoder(MessageBody, strict=False)
ENVELOPE_DECODER = msgspec.json.Decoder(MessageEnvelope, strict=False)
EVENT_DECODER = msgspec.json.Decoder(EventBody, strict=False)
UPLOAD_STARTED_DECODER = msgspec.json.Decoder(UploadStarted, strict=False)
UPLOAD_FINISHED_DECODER = msgspec.json.Decoder(UploadFinished, strict=False)
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding a foreign frame can raise: wrong JSON or shape, bytes that are no text, nesting without end."""
ENCODER = msgspec.json.Encoder()
