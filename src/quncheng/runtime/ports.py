"""What the product asks of a chat provider, and what a provider tells the product.

A provider turns its vendor's frames into these values and back. It decides nothing and owns no tables.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from quncheng.language.card import Card


class ChatKind(StrEnum):
    GROUP = "group"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class ChatAddress:
    """Where a conversation is: the group's id, or the person's id for a direct chat."""

    kind: ChatKind
    external_id: str


class MessageKind(StrEnum):
    TEXT = "text"
    VOICE = "voice"
    IMAGE = "image"
    FILE = "file"
    VIDEO = "video"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that arrived; ``url`` is valid for minutes, ``key`` deciphers it (provider's own form)."""

    kind: MessageKind
    url: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    kind: MessageKind
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """Somebody spoke to the bot. ``text`` still holds every ``@name`` as the platform wrote it."""

    message_id: str
    chat: ChatAddress
    sender_id: str
    kind: MessageKind
    text: str
    reply_token: str
    received_at: datetime
    quote: Quote | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class CardClick:
    """Somebody pressed a card's button. The card can be changed for five seconds from ``received_at``."""

    message_id: str
    chat: ChatAddress
    sender_id: str
    card_id: str
    action: str
    reply_token: str
    received_at: datetime
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class ChatEntered:
    """Somebody opened the bot's direct chat for the first time today; a welcome is possible for five seconds."""

    message_id: str
    sender_id: str
    reply_token: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    message_id: str
    sender_id: str
    feedback_id: str
    helpful: bool | None
    comment: str
    received_at: datetime


Inbound = InboundMessage | CardClick | ChatEntered | FeedbackGiven


@dataclass(frozen=True, slots=True)
class MarkdownContent:
    text: str
    mentions: tuple[str, ...] = ()
    """External ids of people to be called by @, where the channel can."""


@dataclass(frozen=True, slots=True)
class CardContent:
    card: Card


@dataclass(frozen=True, slots=True)
class PictureContent:
    png: bytes
    filename: str


@dataclass(frozen=True, slots=True)
class FileContent:
    data: bytes
    filename: str


Content = MarkdownContent | CardContent | PictureContent | FileContent


class SendMode(StrEnum):
    REPLY = "reply"
    """Answers the message whose ``reply_token`` is given."""
    WELCOME = "welcome"
    """Answers a ``ChatEntered``, within five seconds."""
    UPDATE = "update"
    """Changes the card that was clicked, within five seconds."""
    PUSH = "push"
    """Speaks first."""


@dataclass(frozen=True, slots=True)
class Outbound:
    mode: SendMode
    chat: ChatAddress
    content: Content
    reply_token: str | None = None


class SendFailure(StrEnum):
    """What a refusal means for the sender (platform error codes by class)."""

    RETRY = "retry"
    """Busy or unknown: again after a pause."""
    LIMITED = "limited"
    """The platform's window is full: again after the window."""
    DISCONNECTED = "disconnected"
    """Not connected: again after the reconnection."""
    LATE = "late"
    """The answer's time is over: speak first instead."""
    UNREACHABLE = "unreachable"
    """Nobody can be reached there: the person has never spoken to the bot, or the bot has left the group."""
    REFUSED = "refused"
    """The content is not accepted; repeating it is useless."""
    CREDENTIALS = "credentials"
    """The bot's secret is wrong: an administrator has to act."""


class SendError(Exception):
    """A message the platform did not take. ``code`` is the platform's number, 0 where there is none."""

    def __init__(self, failure: SendFailure, *, code: int = 0, detail: str = "") -> None:
        super().__init__(f"{failure} ({code}) {detail}".strip())
        self.failure = failure
        self.code = code
        self.detail = detail


class ConnectionState(StrEnum):
    CONNECTING = "connecting"
    CONNECTED = "connected"
    WAITING = "waiting"
    REPLACED = "replaced"
    """Another process has connected with the same bot; nobody reconnects until a person decides."""
    REFUSED = "refused"
    """The credentials are wrong."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most ``count`` messages in any ``seconds``; the margin is already taken off."""

    count: int
    seconds: float


InboundHandler = Callable[[Inbound], Awaitable[None]]
StateHandler = Callable[[ConnectionState, str], None]


class ChatProvider(Protocol):
    """A bot account on a chat platform."""

    @property
    def state(self) -> ConnectionState: ...

    @property
    def limits(self) -> tuple[RateLimit, ...]:
        """Per conversation, replies and pushes together."""
        ...

    async def run(self, on_inbound: InboundHandler, on_state: StateHandler) -> None:
        """Stay connected until cancelled; returns only in the states REPLACED, REFUSED and CLOSED."""
        ...

    async def send(self, outbound: Outbound) -> None:
        """Returns once the platform has taken the message. Raises SendError."""
        ...

    async def download(self, attachment: Attachment) -> tuple[str, bytes]:
        """File name and deciphered bytes. Raises SendError."""
        ...
