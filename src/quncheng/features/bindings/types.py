"""Bots, chats and what a chat is about; the turn of a conversation as every feature's chat handlers get it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quncheng.engine.calendar import WorkCalendar
from quncheng.features.people.types import Member
from quncheng.features.projects.types import Access, Project
from quncheng.language.card import Card
from quncheng.language.situation import Pending, PendingKind
from quncheng.runtime.events import Actor
from quncheng.runtime.ports import ChatAddress, ChatKind


@dataclass(frozen=True, slots=True)
class Bot:
    id: str
    provider: str
    external_id: str
    name: str
    sealed_secret: str


class RobotVault(Protocol):
    """Checks the webhook address of a group robot and seals it; entry provides it."""

    def seal(self, address: str, *, org_id: str) -> str:
        """Raises RobotAddressInvalid."""
        ...


@dataclass(frozen=True, slots=True)
class Chat:
    """A room of a provider; ``project_id`` is set when it is bound."""

    id: str
    bot_id: str
    kind: ChatKind
    external_id: str
    project_id: str | None

    @property
    def address(self) -> ChatAddress:
        return ChatAddress(self.kind, self.external_id)

    @property
    def is_group(self) -> bool:
        return self.kind is ChatKind.GROUP


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card that was sent: what its buttons refer to, and how it ended."""

    card_id: str
    kind: str
    """Which feature answers its buttons, e.g. ``plans.draft``."""
    payload: dict[str, object]
    project_id: str | None
    audience_id: str | None
    """Who alone may press its buttons; None: whoever has the right."""
    outcome: str
    """Empty while it is open."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Dialog:
    """The bot's open question to one person in one chat, and what to do with the answer."""

    kind: str
    payload: dict[str, object]
    pending: Pending
    card_id: str | None
    """The card that asks it; an answer in words uses its buttons up."""


@dataclass(frozen=True, slots=True)
class AskedDialog:
    """A question with the moment it was asked; it is open for a while only."""

    dialog: Dialog
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or click, with all that a handler needs to answer it."""

    chat: Chat
    speaker: Member
    actor: Actor
    now: datetime
    """In the organization's time zone."""
    calendar: WorkCalendar
    project: Project | None = None
    access: Access | None = None
    members: tuple[Member, ...] = ()
    """The people of the project, or of the organization where no project is known."""
    base_url: str = ""

    def link(self, path: str) -> str:
        """An address in the web app, empty when none is configured."""
        return f"{self.base_url}{path}" if self.base_url else ""


@dataclass(frozen=True, slots=True)
class Ask:
    """The one thing that is missing, kept until it is answered."""

    kind: str
    payload: dict[str, object]
    pending: Pending
    card_id: str | None = None


CARD_QUESTION = "bindings.card"
"""A card waits for 确认 or 取消, which may be said as well."""


def confirmation(card_id: str, *, yes: str, no: str) -> Ask:
    """The question a card with two buttons asks; ``yes`` and ``no`` are their actions."""
    return Ask(CARD_QUESTION, {"card_id": card_id, "yes": yes, "no": no}, Pending(PendingKind.CONFIRM), card_id)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler says: a sentence or a few lines, or a card, and perhaps one question."""

    text: str = ""
    card: Card | None = None
    ask: Ask | None = None
    shown: tuple[str, ...] = ()
    """The tasks of a list in their order, so that 第二个 means something afterwards."""


@dataclass(frozen=True, slots=True)
class Click:
    """A pressed button, with the card it was on."""

    action: str
    chosen: dict[str, tuple[str, ...]]
    stored: StoredCard


@dataclass(frozen=True, slots=True)
class ClickAnswer:
    """The card's new state, and what is said besides it."""

    card: Card
    text: str = ""
    is_closed: bool = True
    """Whether the card's buttons are used up."""
    wants_reason_of: str | None = None
    """The task that is blocked for a reason nobody has said yet."""
