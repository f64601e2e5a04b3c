"""Chats, notices, reports and what else hangs on them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_bots()
    _create_cards()
    _create_chats()
    _create_dialogs()
    _create_notices()
    _create_weekly_reports()


def _create_bots() -> None:
    op.create_table(
        "bots",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("external_id", sa.String(120), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("sealed_secret", sa.String(400), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_bots"),
    )


def _create_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("card_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=True),
        sa.Column("audience_id", sa.String(26), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "card_id", name="pk_cards"),
    )


def _create_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("bot_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("external_id", sa.String(120), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_chats"),
    )
    op.create_index("ix_chats_address", "chats", ["org_id", "bot_id", "kind", "external_id"], unique=True)
    op.create_index("ix_chats_project", "chats", ["org_id", "project_id"])


def _create_dialogs() -> None:
    op.create_table(
        "dialogs",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("chat_id", sa.String(26), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=False),
        sa.Column("card_id", sa.String(40), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "chat_id", "member_id", name="pk_dialogs"),
    )


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=True),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("outbox_id", sa.String(26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_notices"),
    )
    op.create_index("ix_notices_member", "notices", ["org_id", "member_id", "status"])


def _create_weekly_reports() -> None:
    op.create_table(
        "weekly_reports",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("week_end", sa.Date(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_weekly_reports"),
    )
    op.create_index("ix_weekly_reports_week", "weekly_reports", ["org_id", "project_id", "week_start"], unique=True)
