"""What a conversation needs to know besides the message."""

from dataclasses import dataclass
from enum import StrEnum

from quncheng.features.bindings.types import Turn
from quncheng.features.conversation.plain import Path
from quncheng.features.tasks.types import Task


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot account a conversation is held with."""

    bot_id: str
    provider: str
    bot_names: tuple[str, ...]
    base_url: str


class SlotKind(StrEnum):
    """What kind of thing is missing, and so how an answer in words is read."""

    DATE = "date"
    PERCENT = "percent"
    PERSON = "person"
    TASK = "task"
    DURATION = "duration"
    TITLE = "title"
    REASON = "reason"
    PROJECT = "project"
    MEANT = "meant"
    """Whether what sounds like talk was meant as a command at all."""


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: object
    """As plain data, put where the slot is."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The one thing to ask for: where it belongs in the statement, the question, and ready answers."""

    kind: SlotKind
    path: Path
    question: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A turn with what was shown or quoted before it."""

    turn: Turn
    desk: Desk
    project_ids: tuple[str, ...]
    """Where tasks are looked for: the chat's project, or all of the speaker's."""
    quote: str = ""
    shown: tuple[str, ...] = ()
    """The tasks of the list shown last, for 第二个."""
    is_alone: bool = True
    """Whether the message holds one statement only."""
    is_doubtful: bool = False
    """Whether the message may be mere talk: then nothing is done before the person said yes."""
    daily_card_id: str | None = None
    in_question: tuple[str, ...] = ()
    """The tasks of the daily question that still wait for a word: what is said without a name is about those."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A task that was named, or the question which one was meant."""

    task: Task | None = None
    missing: Missing | None = None
