"""Tables of people."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from quncheng.runtime.columns import Id, Instant, Name, metadata

organizations = Table(
    "organizations",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("name", Name, nullable=False),
    Column("timezone", String(60), nullable=False),
    Column("created_at", Instant, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("name", String(60), nullable=False),
    Column("role", String(8), nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_members_name", "org_id", "name"),
)

identities = Table(
    "identities",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("provider", String(20), primary_key=True),
    Column("external_id", String(120), primary_key=True),
    Column("member_id", Id, nullable=False),
    Column("is_reachable", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_identities_member", "org_id", "member_id"),
)

sign_in_codes = Table(
    "sign_in_codes",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("poll_hash", String(64), primary_key=True),
    Column("code", String(6), nullable=False),
    Column("member_id", Id),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sign_in_codes_code", "org_id", "code"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("member_id", Id, nullable=False),
    Column("agent", String(200), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sessions_token", "org_id", "token_hash", unique=True),
    Index("ix_sessions_member", "org_id", "member_id"),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("member_id", Id, nullable=False),
    Column("name", String(60), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_used_at", Instant),
    Column("expires_at", Instant),
    Index("ix_api_tokens_token", "org_id", "token_hash", unique=True),
    Index("ix_api_tokens_member", "org_id", "member_id"),
)
