"""What exists in the sandbox: organizations, their people, bots, apps, groups, and the messages of each chat."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

from quncheng.sandbox.card_types import TemplateCard
from quncheng.sandbox.crypto import CallbackKeys
from quncheng.sandbox.limits import FrequencyLimit, conversation_limit, robot_limit


class Kind(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    MARKDOWN_V2 = "markdown_v2"
    IMAGE = "image"
    FILE = "file"
    VIDEO = "video"
    VOICE = "voice"
    MIXED = "mixed"
    CARD = "template_card"
    TEXTCARD = "textcard"
    NEWS = "news"


class Speaker(StrEnum):
    MEMBER = "member"
    BOT = "bot"
    ROBOT = "robot"
    APP = "app"


class Delivery(StrEnum):
    """What happens to messages for a bot that is not connected, or that went away without an answer."""

    ONCE = "once"
    AT_LEAST_ONCE = "at_least_once"


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    kind: Kind
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Article:
    """One entry of a news message, or the whole of a textcard."""

    title: str
    description: str
    url: str
    picture_url: str


@dataclass(frozen=True, slots=True)
class CardChange:
    """What one member sees of a card instead of what was sent, and what the member pressed last."""

    card: TemplateCard | None = None
    replaced_text: str | None = None
    pressed: str | None = None
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Author:
    speaker: Speaker
    speaker_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a bubble shows; which fields are filled follows from ``kind``."""

    kind: Kind
    text: str = ""
    card: TemplateCard | None = None
    files: tuple[StoredFile, ...] = ()
    articles: tuple[Article, ...] = ()
    feedback_id: str | None = None


@dataclass(slots=True)
class Message:
    """One bubble. ``changed`` is the journal's cursor at its last change, ``sequence`` at its creation."""

    message_id: str
    chat_id: str
    sequence: int
    changed: int
    author: Author
    content: Content
    sent_at: float
    quoted_id: str | None = None
    mentions: tuple[str, ...] = ()
    readers: frozenset[str] | None = None
    is_streaming: bool = False
    is_recalled: bool = False
    card_changes: dict[str, CardChange] = field(default_factory=dict[str, CardChange])

    def is_seen_by(self, userid: str) -> bool:
        return self.readers is None or userid in self.readers


@dataclass(slots=True)
class Chat:
    """A group, or the direct chat of one member with one bot or app (``partner_id``)."""

    chat_id: str
    name: str
    members: list[str]
    is_group: bool
    partner_id: str | None = None
    messages: list[Message] = field(default_factory=list[Message])

    def find(self, message_id: str) -> Message | None:
        return next((message for message in reversed(self.messages) if message.message_id == message_id), None)


@dataclass(slots=True)
class Member:
    userid: str
    name: str
    color: int


@dataclass(frozen=True, slots=True)
class CallbackAddress:
    url: str
    keys: CallbackKeys


class RequestKind(StrEnum):
    MESSAGE = "message"
    ENTER = "enter_chat"
    CARD = "template_card_event"
    FEEDBACK = "feedback_event"
    DISCONNECTED = "disconnected_event"


@dataclass(slots=True)
class Request:
    """A callback that a bot may still answer."""

    request_id: str
    kind: RequestKind
    chat_id: str
    userid: str
    asked_at: float
    message_id: str
    card_message_id: str | None = None
    task_id: str | None = None
    is_answered: bool = False
    streams: dict[str, "Stream"] = field(default_factory=dict[str, "Stream"])
    has_card: bool = False


@dataclass(slots=True)
class Stream:
    message: Message
    began_at: float
    is_finished: bool = False


@dataclass(slots=True)
class Media:
    """Something uploaded for sending. ``owner`` is the bot, robot or organization that may use it."""

    file: StoredFile
    owner: str
    uploaded_at: float


@dataclass(slots=True)
class Bot:
    bot_id: str
    secret: str
    name: str
    corp_id: str
    visible_to: frozenset[str] | None = None
    delivery: Delivery = Delivery.ONCE
    callback: CallbackAddress | None = None
    contacts: set[str] = field(default_factory=set[str])
    requests: dict[str, Request] = field(default_factory=dict[str, Request])
    task_ids: dict[str, Message] = field(default_factory=dict[str, Message])
    limits: dict[str, FrequencyLimit] = field(default_factory=dict[str, FrequencyLimit])
    uploads: FrequencyLimit = field(default_factory=conversation_limit)
    entered_on: dict[str, str] = field(default_factory=dict[str, str])
    unanswered: dict[str, Message] = field(default_factory=dict[str, Message])

    def serves(self, userid: str) -> bool:
        return self.visible_to is None or userid in self.visible_to


@dataclass(slots=True)
class GroupRobot:
    key: str
    name: str
    chat_id: str
    corp_id: str
    is_enabled: bool = True
    limit: FrequencyLimit = field(default_factory=robot_limit)


@dataclass(slots=True)
class Token:
    value: str
    expires_at: float


@dataclass(slots=True)
class App:
    agent_id: int
    secret: str
    name: str
    corp_id: str
    visible_to: frozenset[str] | None = None
    is_enabled: bool = True
    allowed_addresses: tuple[str, ...] | None = None
    callback: CallbackAddress | None = None
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    sendings: dict[str, tuple[Message, ...]] = field(default_factory=dict[str, tuple[Message, ...]])
    limits: dict[str, FrequencyLimit] = field(default_factory=dict[str, FrequencyLimit])
    recent: dict[str, float] = field(default_factory=dict[str, float])


@dataclass(slots=True)
class Group:
    """A group chat with who serves it; ``bots`` are those in it now, ``former_bots`` those that were."""

    chat: Chat
    owner: str
    bots: set[str] = field(default_factory=set[str])
    former_bots: set[str] = field(default_factory=set[str])


@dataclass(slots=True)
class Organization:
    corp_id: str
    name: str
    members: dict[str, Member] = field(default_factory=dict[str, Member])
    groups: dict[str, Group] = field(default_factory=dict[str, Group])
    bots: dict[str, Bot] = field(default_factory=dict[str, Bot])
    robots: dict[str, GroupRobot] = field(default_factory=dict[str, GroupRobot])
    apps: dict[int, App] = field(default_factory=dict[int, App])
    direct_chats: dict[str, Chat] = field(default_factory=dict[str, Chat])


@dataclass(slots=True)
class FrameRecord:
    """A frame or call as it passed, secrets masked."""

    at: float
    channel: str
    direction: str
    text: str


@dataclass(slots=True)
class Settings:
    """What the fact sheets leave open, or a test wants otherwise."""

    stream_limit_seconds: float = 360.0
    idle_seconds: float = 90.0
    strict_acks: bool = False
    stream_poll_seconds: float = 1.0
    callback_timeout_seconds: float = 5.0
    verification_timeout_seconds: float = 1.0


FrameLog = deque[FrameRecord]
