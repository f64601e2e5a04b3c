"""What a row of the outbox is, for those who write it and those who count."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table

from quncheng.runtime.columns import Document, Id, Instant, metadata
from quncheng.runtime.ports import Outbound


class Importance(IntEnum):
    """Who goes first when the platform's window is short."""

    ANSWER = 0
    HIGH = 1
    NORMAL = 5
    LOW = 9


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


outbox = Table(
    "outbox",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("bot_id", Id, nullable=False),
    Column("chat_kind", String(8), nullable=False),
    Column("chat_external_id", String(120), nullable=False),
    Column("mode", String(8), nullable=False),
    Column("reply_token", String(200)),
    Column("content", Document, nullable=False),
    Column("blob", LargeBinary),
    Column("importance", Integer, nullable=False),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("may_repeat", Boolean, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("claimed_at", Instant),
    Column("sent_at", Instant),
    Column("error_code", Integer, nullable=False),
    Column("error", String(200), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_outbox_due", "org_id", "bot_id", "status", "due_at"),
    Index("ix_outbox_window", "org_id", "bot_id", "chat_external_id", "claimed_at"),
)


@dataclass(frozen=True, slots=True)
class Claimed:
    id: str
    importance: Importance
    outbound: Outbound
    attempts: int
