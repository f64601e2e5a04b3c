"""Files that were uploaded and wait for their confirmation."""

from sqlalchemy import Column, Index, String, Table

from quncheng.runtime.columns import Blob, Id, Instant, metadata

plan_imports = Table(
    "plan_imports",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("uploaded_by", Id, nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("content", Blob, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("applied_at", Instant),
    Index("ix_plan_imports_project", "org_id", "project_id", "uploaded_by"),
)
