"""What a message is read with (who speaks, whom and what they may mean, what the bot has asked), and the reading."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quncheng.language.intents import Statement


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as understood. No statement means: not for the bot to act on."""

    statements: tuple[Statement, ...] = ()
    unread: str = ""
    """What no rule explained; shown back when nothing else was understood."""
    is_chatter: bool = False
    """Small talk, reported speech, jokes, questions to others: answer shortly, do nothing."""
    is_doubtful: bool = False
    """May well be no command at all: ask whether it is meant before anything is changed."""
