"""The orders a long list of tasks is shown in, so that its first page costs no sorting of all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    by_day = sa.text("coalesce(due_date, planned_finish, '9999-12-31')")
    by_priority = sa.text("(CASE priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END)")
    op.create_index("ix_tasks_by_day", "tasks", ["org_id", "project_id", by_day, "number"])
    op.create_index("ix_tasks_by_priority", "tasks", ["org_id", "project_id", by_priority, "number"])
    op.create_index("ix_tasks_by_change", "tasks", ["org_id", "project_id", "updated_at", "number"])
