"""What undoing speaks of."""

from dataclasses import dataclass
from enum import StrEnum

from quncheng.features.people.types import Member
from quncheng.runtime.events import Actor


@dataclass(frozen=True, slots=True)
class Undoing:
    """One act of undoing: who wants it, and in whose name it is recorded."""

    member: Member
    actor: Actor


class Stays(StrEnum):
    """Why an event has no inverse."""

    FOLLOWS = "follows"
    """It came of another event of the same act, and goes or stays with that one."""
    HARMLESS = "harmless"
    """Nothing of the team's data has become another: nobody means it by 撤销."""
    SENT = "sent"
    """What was sent has been read."""
    SECRET = "secret"
    """The secret before it is not kept, so it cannot come back."""
