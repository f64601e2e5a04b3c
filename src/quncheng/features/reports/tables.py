"""Tables of reports."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from quncheng.runtime.columns import Document, Id, Instant, TextList, metadata

weekly_reports = Table(
    "weekly_reports",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("week_start", Date, nullable=False),
    Column("week_end", Date, nullable=False),
    Column("status", String(8), nullable=False),
    Column("title", String(200), nullable=False),
    Column("facts", Document, nullable=False),
    Column("summary", Text, nullable=False),
    Column("risks", Text, nullable=False),
    Column("next", Text, nullable=False),
    Column("sent_at", Instant),
    Column("sent_to", TextList, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_weekly_reports_week", "org_id", "project_id", "week_start", unique=True),
)
