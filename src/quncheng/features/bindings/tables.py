"""Tables of bots, chats, sent cards and open questions."""

from sqlalchemy import Column, Index, String, Table

from quncheng.runtime.columns import Document, Id, Instant, metadata

bots = Table(
    "bots",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("provider", String(20), nullable=False),
    Column("external_id", String(120), nullable=False),
    Column("name", String(60), nullable=False),
    Column("sealed_secret", String(400), nullable=False),
    Column("created_at", Instant, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("id", Id, primary_key=True),
    Column("bot_id", Id, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("external_id", String(120), nullable=False),
    Column("project_id", Id),
    Column("created_at", Instant, nullable=False),
    Index("ix_chats_address", "org_id", "bot_id", "kind", "external_id", unique=True),
    Index("ix_chats_project", "org_id", "project_id"),
)

cards = Table(
    "cards",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("card_id", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("payload", Document, nullable=False),
    Column("project_id", Id),
    Column("audience_id", Id),
    Column("outcome", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("chat_id", Id, primary_key=True),
    Column("member_id", Id, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("payload", Document, nullable=False),
    Column("pending", Document, nullable=False),
    Column("card_id", String(40)),
    Column("asked_at", Instant, nullable=False),
)
