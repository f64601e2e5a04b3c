"""Projects, tasks, progress, plans."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_board_columns()
    _create_change_requests()
    _create_checklist_items()
    _create_comments()
    _create_dependencies()
    _create_memberships()
    _create_progress_reports()
    _create_projects()
    _create_task_terms()
    _create_tasks()


def _in_byte_order(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _create_board_columns() -> None:
    op.create_table(
        "board_columns",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("rank", _in_byte_order(120), nullable=False),
        sa.Column("wip_limit", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_board_columns"),
    )
    op.create_index("ix_board_columns_project", "board_columns", ["org_id", "project_id", "rank"])


def _create_change_requests() -> None:
    op.create_table(
        "change_requests",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=True),
        sa.Column("requester_id", sa.String(26), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(26), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_change_requests"),
    )
    op.create_index("ix_change_requests_number", "change_requests", ["org_id", "project_id", "number"], unique=True)
    op.create_index("ix_change_requests_project", "change_requests", ["org_id", "project_id", "status"])


def _create_checklist_items() -> None:
    op.create_table(
        "checklist_items",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=False),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("rank", _in_byte_order(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_checklist_items"),
    )
    op.create_index("ix_checklist_items_task", "checklist_items", ["org_id", "task_id", "rank"])


def _create_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=False),
        sa.Column("author_id", sa.String(26), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_comments"),
    )
    op.create_index("ix_comments_task", "comments", ["org_id", "task_id", "id"])


def _create_dependencies() -> None:
    op.create_table(
        "dependencies",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("predecessor_id", sa.String(26), nullable=False),
        sa.Column("successor_id", sa.String(26), nullable=False),
        sa.Column("type", sa.String(2), nullable=False),
        sa.Column("lag_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_dependencies"),
    )
    op.create_index("ix_dependencies_pair", "dependencies", ["org_id", "predecessor_id", "successor_id"], unique=True)
    op.create_index("ix_dependencies_project", "dependencies", ["org_id", "project_id"])
    op.create_index("ix_dependencies_successor", "dependencies", ["org_id", "successor_id"])


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "project_id", "member_id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_member", "memberships", ["org_id", "member_id"])


def _create_progress_reports() -> None:
    op.create_table(
        "progress_reports",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(10), nullable=True),
        sa.Column("forecast_finish", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_progress_reports"),
    )
    op.create_index("ix_progress_reports_project", "progress_reports", ["org_id", "project_id", "id"])
    op.create_index("ix_progress_reports_task", "progress_reports", ["org_id", "task_id", "id"])


def _create_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(400), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("manager_id", sa.String(26), nullable=False),
        sa.Column("planned_start", sa.Date(), nullable=True),
        sa.Column("planned_finish", sa.Date(), nullable=True),
        sa.Column("forecast_finish", sa.Date(), nullable=True),
        sa.Column("daily_at", sa.Time(), nullable=True),
        sa.Column("weekly_on", sa.Integer(), nullable=True),
        sa.Column("weekly_at", sa.Time(), nullable=True),
        sa.Column("task_counter", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_projects"),
    )


def _create_task_terms() -> None:
    op.create_table(
        "task_terms",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("term", _in_byte_order(40), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "project_id", "term", "task_id", name="pk_task_terms"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_task_terms_task", "task_terms", ["org_id", "task_id"])


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(400), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("column_id", sa.String(26), nullable=False),
        sa.Column("rank", _in_byte_order(120), nullable=False),
        sa.Column("priority", sa.String(6), nullable=False),
        sa.Column("assignee_id", sa.String(26), nullable=True),
        sa.Column("collaborator_ids", sa.Text(), nullable=False),
        sa.Column("watcher_ids", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.String(26), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("duration_days", sa.Integer(), nullable=True),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("planned_start", sa.Date(), nullable=True),
        sa.Column("planned_finish", sa.Date(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("due_time", sa.String(5), nullable=True),
        sa.Column("forecast_finish", sa.Date(), nullable=True),
        sa.Column("actual_start", sa.Date(), nullable=True),
        sa.Column("actual_finish", sa.Date(), nullable=True),
        sa.Column("percent_complete", sa.Integer(), nullable=False),
        sa.Column("blocked_reason", sa.String(400), nullable=False),
        sa.Column("checklist_done", sa.Integer(), nullable=False),
        sa.Column("checklist_total", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("subtask_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_assignee", "tasks", ["org_id", "assignee_id", "status"])
    op.create_index("ix_tasks_board", "tasks", ["org_id", "project_id", "column_id", "rank", "archived_at", "status"])
    op.create_index(
        "ix_tasks_due", "tasks", ["org_id", "project_id", "status", "due_date", "planned_finish", "archived_at"]
    )
    op.create_index("ix_tasks_number", "tasks", ["org_id", "project_id", "number"], unique=True)
    op.create_index("ix_tasks_parent", "tasks", ["org_id", "parent_id"])
