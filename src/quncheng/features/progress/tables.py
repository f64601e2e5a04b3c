"""Tables of progress."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from quncheng.runtime.columns import Id, Instant, metadata

progress_reports = Table(
    "progress_reports",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("task_id", Id, nullable=False),
    Column("project_id", Id, nullable=False),
    Column("member_id", Id, nullable=False),
    Column("percent", Integer),
    Column("state", String(10)),
    Column("forecast_finish", Date),
    Column("note", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("retracted_at", Instant),
    Index("ix_progress_reports_task", "org_id", "task_id", "id"),
    Index("ix_progress_reports_project", "org_id", "project_id", "id"),
)
