"""Days on which an organization differs from the official calendar; calendars of projects, people and tasks."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table

from quncheng.runtime.columns import Document, Id, metadata

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("on_date", Date, primary_key=True),
    Column("is_workday", Boolean, nullable=False),
    Column("name", String(40), nullable=False),
)

work_calendars = Table(
    "work_calendars",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("owner_kind", String(12), nullable=False),
    Column("owner_id", Id, nullable=False),
    Column("name", String(60), nullable=False),
    Column("weekly", Document),
    Column("version", Integer, nullable=False),
    Index("ix_work_calendars_owner", "org_id", "owner_kind", "owner_id"),
)

calendar_exceptions = Table(
    "calendar_exceptions",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("calendar_id", Id, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("shifts", Document, nullable=False),
    Column("name", String(40), nullable=False),
    Index("ix_calendar_exceptions_calendar", "org_id", "calendar_id"),
)
