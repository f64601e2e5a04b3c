"""A write that is sent twice is done once: the answer to an Idempotency-Key is kept in the transaction that made it."""

import hashlib
from datetime import timedelta

from sqlalchemy import Column, Index, LargeBinary, String, Table, bindparam, select, update

from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.runtime.columns import Id, Instant, metadata
from quncheng.runtime.db import ORG, Session

KEEP = timedelta(days=7)
KEY_LENGTH = 100

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("org_id", Id, primary_key=True),
    Column("member_id", Id, primary_key=True),
    Column("key", String(KEY_LENGTH), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_idempotency_keys_created", "org_id", "created_at"),
)

_THIS = (
    idempotency_keys.c.org_id == ORG,
    idempotency_keys.c.member_id == bindparam("member"),
    idempotency_keys.c.key == bindparam("used"),
)
_FIND = select(idempotency_keys.c.digest, idempotency_keys.c.answer).where(*_THIS)
_KEEP = update(idempotency_keys).where(*_THIS)


class KeyReused(QunchengError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency.key_reused"
    kind = ErrorKind.INVALID


def digest_of(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same."""
    return hashlib.sha256(b"\0".join((method.encode(), path.encode(), body))).hexdigest()


def begin(session: Session, *, member_id: str, key: str, digest: str) -> bytes | None:
    """The answer this key was given before, or None: then do the work and ``finish``. Raises KeyReused.

    A second request at the same time waits here until the first has ended.
    """
    is_new = session.insert_once(
        idempotency_keys, member_id=member_id, key=key, digest=digest, answer=b"", created_at=session.now
    )
    if is_new:
        return None
    ((kept_digest, answer),) = session.run(_FIND, member=member_id, used=key)
    if kept_digest != digest:
        raise KeyReused(key=key)
    return bytes(answer)


def finish(session: Session, *, member_id: str, key: str, answer: bytes) -> None:
    """Keep the answer for whoever asks again."""
    session.run(_KEEP, member=member_id, used=key, answer=answer)


def forget_old(session: Session) -> int:
    """Drop keys nobody will repeat any more."""
    statement = session.delete(idempotency_keys).where(idempotency_keys.c.created_at < session.now - KEEP)
    return session.execute(statement).rowcount
