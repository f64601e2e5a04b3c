"""Tables of projects."""

from sqlalchemy import Column, Date, Double, Index, Integer, String, Table, Text, Time

from quncheng.runtime.columns import Id, Instant, Name, Rank, metadata

projects = Table(
    "projects",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", Name, nullable=False),
    Column("description", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("manager_id", Id, nullable=False),
    Column("planned_start", Date),
    Column("planned_finish", Date),
    Column("forecast_finish", Date),
    Column("daily_at", Time),
    Column("weekly_on", Integer),
    Column("weekly_at", Time),
    Column("finishes_on", Date),
    Column("critical_float_days", Double, nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("task_counter", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("project_id", Id, primary_key=True),
    Column("member_id", Id, primary_key=True),
    Column("role", String(8), nullable=False),
    Index("ix_memberships_member", "org_id", "member_id"),
)

board_columns = Table(
    "board_columns",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("name", String(60), nullable=False),
    Column("status", String(20), nullable=False),
    Column("rank", Rank, nullable=False),
    Column("wip_limit", Integer),
    Column("version", Integer, nullable=False),
    Index("ix_board_columns_project", "org_id", "project_id", "rank"),
)
