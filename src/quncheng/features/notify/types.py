"""What a person should know, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeStatus(StrEnum):
    SENT = "sent"
    """Handed to the outbox, which accounts for the rest."""
    HELD = "held"
    """The person has not spoken to the bot in private yet, so the bot may not speak first."""


@dataclass(frozen=True, slots=True)
class Notice:
    id: str
    member_id: str
    reason: str
    """Why this person: a code such as ``task.assigned``."""
    status: NoticeStatus
    content: dict[str, object]
    created_at: datetime
