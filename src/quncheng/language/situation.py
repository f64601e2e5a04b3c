"""What a message is read with: who speaks, whom and which tasks they may mean, what the bot has asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class KnownPerson:
    member_id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task in sight: the speaker's own open ones and those on the quoted card. Never the whole project."""

    task_id: str
    number: int
    title: str
    assignee_id: str | None = None


class PendingKind(StrEnum):
    CONFIRM = "confirm"
    CHOOSE = "choose"
    DATE = "date"
    PERCENT = "percent"
    PERSON = "person"
    TITLE = "title"
    DURATION = "duration"
    DAILY = "daily"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Pending:
    """The bot's open question in this chat to this person."""

    kind: PendingKind
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    now: datetime
    """Aware, in the organization's time zone."""
    speaker_id: str
    people: tuple[KnownPerson, ...] = ()
    tasks: tuple[KnownTask, ...] = ()
    bot_names: tuple[str, ...] = ("群程",)
    is_group: bool = True
    is_bound: bool = True
    quote: str = ""
    """The text of the quoted message, if one was quoted."""
    pending: Pending | None = None
