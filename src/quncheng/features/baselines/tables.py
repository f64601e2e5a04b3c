"""Tables of baselines."""

from sqlalchemy import Column, Date, Double, Index, String, Table

from quncheng.runtime.columns import Id, Instant, metadata

baselines = Table(
    "baselines",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("name", String(60), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("taken_on", Date, nullable=False),
    Column("planned_finish", Date),
    Column("created_by", Id),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    Index("ix_baselines_project", "org_id", "project_id", "created_at"),
)

baseline_tasks = Table(
    "baseline_tasks",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("baseline_id", Id, primary_key=True),
    Column("task_id", Id, primary_key=True),
    Column("planned_start", Date, nullable=False),
    Column("planned_finish", Date, nullable=False),
    Column("duration_days", Double),
)
