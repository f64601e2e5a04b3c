"""Days on which an organization differs from the official calendar."""

from sqlalchemy import Boolean, Column, Date, String, Table

from quncheng.runtime.columns import Id, metadata

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("on_date", Date, primary_key=True),
    Column("is_workday", Boolean, nullable=False),
    Column("name", String(40), nullable=False),
)
