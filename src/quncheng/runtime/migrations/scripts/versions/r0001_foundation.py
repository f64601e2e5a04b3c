"""Event log, jobs, inbox, outbox, idempotency keys; people and calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_api_tokens()
    _create_calendar_days()
    _create_event_counters()
    _create_events()
    _create_idempotency_keys()
    _create_identities()
    _create_inbox()
    _create_jobs()
    _create_members()
    _create_organizations()
    _create_outbox()
    _create_schedule_slots()
    _create_sessions()
    _create_sign_in_codes()


def _create_api_tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_api_tokens"),
    )
    op.create_index("ix_api_tokens_member", "api_tokens", ["org_id", "member_id"])
    op.create_index("ix_api_tokens_token", "api_tokens", ["org_id", "token_hash"], unique=True)


def _create_calendar_days() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "on_date", name="pk_calendar_days"),
    )


def _create_event_counters() -> None:
    op.create_table(
        "event_counters",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("org_id", name="pk_event_counters"),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(26), nullable=True),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("source_ref", sa.String(120), nullable=False),
        sa.Column("operation_id", sa.String(26), nullable=False),
        sa.Column("project_id", sa.String(26), nullable=True),
        sa.Column("subject_type", sa.String(30), nullable=False),
        sa.Column("subject_id", sa.String(26), nullable=False),
        sa.Column("context_id", sa.String(26), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "seq", name="pk_events"),
    )
    op.create_index("ix_events_actor", "events", ["org_id", "actor_id", "seq"])
    op.create_index("ix_events_context", "events", ["org_id", "context_id", "seq"])
    op.create_index("ix_events_operation", "events", ["org_id", "operation_id"])
    op.create_index("ix_events_project", "events", ["org_id", "project_id", "seq"])
    op.create_index("ix_events_subject", "events", ["org_id", "subject_id", "seq"])


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "member_id", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created", "idempotency_keys", ["org_id", "created_at"])


def _create_identities() -> None:
    op.create_table(
        "identities",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("external_id", sa.String(120), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("is_reachable", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "provider", "external_id", name="pk_identities"),
    )
    op.create_index("ix_identities_member", "identities", ["org_id", "member_id"])


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("bot_id", sa.String(26), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(200), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "bot_id", "message_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_waiting", "inbox", ["org_id", "bot_id", "status", "position"])


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(400), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_due", "jobs", ["status", "run_at"])


def _create_members() -> None:
    op.create_table(
        "members",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_members"),
    )
    op.create_index("ix_members_name", "members", ["org_id", "name"])


def _create_organizations() -> None:
    op.create_table(
        "organizations",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(400), nullable=False),
        sa.Column("timezone", sa.String(60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", name="pk_organizations"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("bot_id", sa.String(26), nullable=False),
        sa.Column("chat_kind", sa.String(8), nullable=False),
        sa.Column("chat_external_id", sa.String(120), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("reply_token", sa.String(200), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=True),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("may_repeat", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_due", "outbox", ["org_id", "bot_id", "status", "due_at"])
    op.create_index("ix_outbox_window", "outbox", ["org_id", "bot_id", "chat_external_id", "claimed_at"])


def _create_schedule_slots() -> None:
    op.create_table(
        "schedule_slots",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("slot", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "name", "slot", name="pk_schedule_slots"),
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_member", "sessions", ["org_id", "member_id"])
    op.create_index("ix_sessions_token", "sessions", ["org_id", "token_hash"], unique=True)


def _create_sign_in_codes() -> None:
    op.create_table(
        "sign_in_codes",
        sa.Column("org_id", sa.String(26), nullable=False),
        sa.Column("poll_hash", sa.String(64), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("member_id", sa.String(26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("org_id", "poll_hash", name="pk_sign_in_codes"),
    )
    op.create_index("ix_sign_in_codes_code", "sign_in_codes", ["org_id", "code"])
