"""Tables of notices."""

from sqlalchemy import Column, Index, String, Table

from quncheng.runtime.columns import Document, Id, Instant, metadata

notices = Table(
    "notices",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("member_id", Id, nullable=False),
    Column("reason", String(40), nullable=False),
    Column("project_id", Id),
    Column("status", String(8), nullable=False),
    Column("content", Document, nullable=False),
    Column("outbox_id", Id),
    Column("created_at", Instant, nullable=False),
    Index("ix_notices_member", "org_id", "member_id", "status"),
)
