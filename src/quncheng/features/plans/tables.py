"""Tables of plans."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from quncheng.runtime.columns import Document, Id, Instant, metadata

change_requests = Table(
    "change_requests",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("task_id", Id),
    Column("requester_id", Id, nullable=False),
    Column("status", String(10), nullable=False),
    Column("changes", Document, nullable=False),
    Column("reason", Text, nullable=False),
    Column("impact", Document, nullable=False),
    Column("decided_by", Id),
    Column("decided_at", Instant),
    Column("comment", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_change_requests_project", "org_id", "project_id", "status"),
    Index("ix_change_requests_number", "org_id", "project_id", "number", unique=True),
)
