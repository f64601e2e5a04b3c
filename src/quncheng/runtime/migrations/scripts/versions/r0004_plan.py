"""What a schedule needs to know: lags in any unit, fractions of a day, constraints, calendars, baselines."""

import sqlalchemy as sa
from alembic import op

DOUBLE: sa.Double[float] = sa.Double()

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("dependencies") as table:
        table.alter_column("lag_days", new_column_name="lag", type_=DOUBLE, existing_type=sa.Integer())
        table.add_column(sa.Column("lag_unit", sa.String(16), nullable=False, server_default="day"))
    with op.batch_alter_table("tasks") as table:
        table.alter_column("duration_days", type_=DOUBLE, existing_type=sa.Integer())
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("plan_version", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("finishes_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("critical_float_days", DOUBLE, nullable=False, server_default="0"))
    _create_task_schedules()
    _create_calendars()
    _create_baselines()
    _create_plan_imports()


def _create_task_schedules() -> None:
    op.create_table(
        "task_schedules",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("constraint_type", sa.String(24), nullable=True),
        sa.Column("constraint_on", sa.Date(), nullable=True),
        sa.Column("is_manual", sa.Boolean(), nullable=False),
        sa.Column("effort_hours", DOUBLE, nullable=True),
        sa.Column("calendar_id", sa.String(26), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "task_id", name="pk_task_schedules"),
    )
    op.create_index("ix_task_schedules_project", "task_schedules", ["org_id", "project_id"])


def _create_calendars() -> None:
    op.create_table(
        "work_calendars",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("owner_kind", sa.String(12), nullable=False),
        sa.Column("owner_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("weekly", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_work_calendars"),
    )
    op.create_index("ix_work_calendars_owner", "work_calendars", ["org_id", "owner_kind", "owner_id"])
    op.create_table(
        "calendar_exceptions",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("calendar_id", sa.String(26), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("shifts", sa.Text(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_calendar_exceptions"),
    )
    op.create_index("ix_calendar_exceptions_calendar", "calendar_exceptions", ["org_id", "calendar_id"])


def _create_baselines() -> None:
    op.create_table(
        "baselines",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("planned_finish", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_baselines"),
    )
    op.create_index("ix_baselines_project", "baselines", ["org_id", "project_id", "created_at"])
    op.create_table(
        "baseline_tasks",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("baseline_id", sa.String(26), nullable=False),
        sa.Column("task_id", sa.String(26), nullable=False),
        sa.Column("planned_start", sa.Date(), nullable=False),
        sa.Column("planned_finish", sa.Date(), nullable=False),
        sa.Column("duration_days", DOUBLE, nullable=True),
        sa.PrimaryKeyConstraint("org_id", "baseline_id", "task_id", name="pk_baseline_tasks"),
    )


def _create_plan_imports() -> None:
    op.create_table(
        "plan_imports",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("uploaded_by", sa.String(26), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_plan_imports"),
    )
    op.create_index("ix_plan_imports_project", "plan_imports", ["org_id", "project_id", "uploaded_by"])
