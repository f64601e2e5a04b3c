"""Tables of tasks."""

from sqlalchemy import Boolean, Column, Date, Double, Index, Integer, String, Table, Text, literal_column

from quncheng.runtime.columns import Id, Instant, Rank, Term, TextList, metadata

BY_DAY = literal_column("coalesce(due_date, planned_finish, '9999-12-31')", Date())
BY_PRIORITY = literal_column("(CASE priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END)", Integer())
"""What lists are sorted by, in the words of the indexes: with a value bound in between they would not be used."""

tasks = Table(
    "tasks",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String(400), nullable=False),
    Column("description", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("status", String(20), nullable=False),
    Column("column_id", Id, nullable=False),
    Column("rank", Rank, nullable=False),
    Column("priority", String(6), nullable=False),
    Column("assignee_id", Id),
    Column("collaborator_ids", TextList, nullable=False),
    Column("watcher_ids", TextList, nullable=False),
    Column("parent_id", Id),
    Column("tags", TextList, nullable=False),
    Column("duration_days", Double),
    Column("not_before", Date),
    Column("planned_start", Date),
    Column("planned_finish", Date),
    Column("due_date", Date),
    Column("due_time", String(5)),
    Column("forecast_finish", Date),
    Column("actual_start", Date),
    Column("actual_finish", Date),
    Column("percent_complete", Integer, nullable=False),
    Column("blocked_reason", String(400), nullable=False),
    Column("checklist_done", Integer, nullable=False),
    Column("checklist_total", Integer, nullable=False),
    Column("comment_count", Integer, nullable=False),
    Column("subtask_count", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("archived_at", Instant),
    Index("ix_tasks_number", "org_id", "project_id", "number", unique=True),
    Index("ix_tasks_board", "org_id", "project_id", "column_id", "rank", "archived_at", "status"),
    Index("ix_tasks_by_day", "org_id", "project_id", BY_DAY, "number"),
    Index("ix_tasks_by_priority", "org_id", "project_id", BY_PRIORITY, "number"),
    Index("ix_tasks_by_change", "org_id", "project_id", "updated_at", "number"),
    Index("ix_tasks_assignee", "org_id", "assignee_id", "status"),
    Index("ix_tasks_parent", "org_id", "parent_id"),
    Index("ix_tasks_due", "org_id", "project_id", "status", "due_date", "planned_finish", "archived_at"),
)

task_terms = Table(
    "task_terms",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("project_id", Id, primary_key=True),
    Column("term", Term, primary_key=True),
    Column("task_id", Id, primary_key=True),
    Index("ix_task_terms_task", "org_id", "task_id"),
    sqlite_with_rowid=False,
)

checklist_items = Table(
    "checklist_items",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("task_id", Id, nullable=False),
    Column("text", String(400), nullable=False),
    Column("is_done", Boolean, nullable=False),
    Column("rank", Rank, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_checklist_items_task", "org_id", "task_id", "rank"),
)

comments = Table(
    "comments",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("task_id", Id, nullable=False),
    Column("author_id", Id, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", String(8), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("retracted_at", Instant),
    Index("ix_comments_task", "org_id", "task_id", "id"),
)

task_schedules = Table(
    "task_schedules",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("task_id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("constraint_type", String(24)),
    Column("constraint_on", Date),
    Column("is_manual", Boolean, nullable=False),
    Column("effort_hours", Double),
    Column("calendar_id", Id),
    Index("ix_task_schedules_project", "org_id", "project_id"),
)

dependencies = Table(
    "dependencies",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("project_id", Id, nullable=False),
    Column("predecessor_id", Id, nullable=False),
    Column("successor_id", Id, nullable=False),
    Column("type", String(2), nullable=False),
    Column("lag", Double, nullable=False),
    Column("lag_unit", String(16), nullable=False),
    Index("ix_dependencies_pair", "org_id", "predecessor_id", "successor_id", unique=True),
    Index("ix_dependencies_successor", "org_id", "successor_id"),
    Index("ix_dependencies_project", "org_id", "project_id"),
)
