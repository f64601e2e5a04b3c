"""The only SQL about people."""

from datetime import datetime

from sqlalchemy import Select, and_, bindparam, func, select

from quncheng.features.people.tables import api_tokens, identities, members, organizations, sessions, sign_in_codes
from quncheng.features.people.types import (
    Identified,
    Identity,
    Member,
    Organization,
    OrganizationRole,
    SessionView,
    TokenView,
)
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.prepared import one_of

_MEMBER = (members.c.id, members.c.name, members.c.role, members.c.is_active, members.c.version)
_IDENTITY = (identities.c.provider, identities.c.external_id, identities.c.member_id, identities.c.is_reachable)
_ORGANIZATION = select(organizations.c.org_id, organizations.c.name, organizations.c.timezone).where(
    organizations.c.org_id == ORG
)
_FIND_MEMBER = select(*_MEMBER).where(members.c.org_id == ORG, members.c.id == bindparam("member"))
_LIST_MEMBERS = select(*_MEMBER).where(members.c.org_id == ORG).order_by(members.c.name, members.c.id)
_CHANGES = select(func.sum(members.c.version)).where(members.c.org_id == ORG)
_FIND_IDENTITY = select(*_IDENTITY).where(
    identities.c.org_id == ORG,
    identities.c.provider == bindparam("of_provider"),
    identities.c.external_id == bindparam("account"),
)
_FIND_SPEAKER = (
    _FIND_IDENTITY.add_columns(
        *_MEMBER,
        organizations.c.org_id,
        organizations.c.name,
        organizations.c.timezone,
        _CHANGES.correlate(None).scalar_subquery(),
    )
    .join(members, and_(members.c.org_id == identities.c.org_id, members.c.id == identities.c.member_id))
    .join(organizations, organizations.c.org_id == identities.c.org_id)
    .where(members.c.is_active.is_(True))
)
_LIST_IDENTITIES = (
    select(*_IDENTITY)
    .join(members, and_(members.c.org_id == identities.c.org_id, members.c.id == identities.c.member_id))
    .where(identities.c.org_id == ORG, one_of(identities.c.member_id, "members"), members.c.is_active.is_(True))
)
_FIND_SESSION = (
    select(sessions.c.id, sessions.c.last_seen_at, sessions.c.expires_at, *_MEMBER)
    .join(members, (members.c.org_id == sessions.c.org_id) & (members.c.id == sessions.c.member_id))
    .where(sessions.c.org_id == ORG, sessions.c.token_hash == bindparam("hash"), members.c.is_active.is_(True))
)
_FIND_TOKEN = (
    select(api_tokens.c.id, api_tokens.c.last_used_at, api_tokens.c.expires_at, *_MEMBER)
    .join(members, (members.c.org_id == api_tokens.c.org_id) & (members.c.id == api_tokens.c.member_id))
    .where(api_tokens.c.org_id == ORG, api_tokens.c.token_hash == bindparam("hash"), members.c.is_active.is_(True))
)


def _to_member(row: Values) -> Member:
    return Member(
        id=row[0],
        name=row[1],
        role=OrganizationRole(row[2]),
        is_active=row[3],
        version=int(row[4]),
    )


def _to_identity(row: Values) -> Identity:
    return Identity(row[0], row[1], row[2], row[3])


def list_organization_ids(session: Session) -> tuple[str, ...]:
    """Every organization of this installation, for the clock; the only question that crosses organizations."""
    return tuple(session.connection.execute(select(organizations.c.org_id)).scalars())


def find_organization(session: Session) -> Organization | None:
    row = session.run(_ORGANIZATION).one_or_none()
    return None if row is None else Organization(row[0], row[1], row[2])


def add_organization(session: Session, *, name: str, timezone: str) -> None:
    session.execute(session.insert(organizations, name=name, timezone=timezone, created_at=session.now))


def find_member(session: Session, member_id: str) -> Member | None:
    row = session.run(_FIND_MEMBER, member=member_id).one_or_none()
    return None if row is None else _to_member(tuple(row))


def list_members(session: Session, member_ids: tuple[str, ...] | None = None) -> tuple[Member, ...]:
    """Members in the order of their names; all of the organization when no ids are given."""
    if member_ids is None:
        return tuple(_to_member(tuple(row)) for row in session.run(_LIST_MEMBERS))
    statement = session.select(*_MEMBER).order_by(members.c.name, members.c.id).where(members.c.id.in_(member_ids))
    return tuple(_to_member(tuple(row)) for row in session.execute(statement))


def count_changes(session: Session) -> int:
    """Grows with every member that joins or is changed."""
    return int(session.run(_CHANGES).scalar_one() or 0)


def find_by_name(session: Session, name: str) -> Member | None:
    row = session.execute(
        session.select(*_MEMBER).where(members.c.name == name, members.c.is_active.is_(True)).limit(1)
    ).one_or_none()
    return None if row is None else _to_member(tuple(row))


def add_member(session: Session, member: Member) -> None:
    session.execute(
        session.insert(
            members,
            id=member.id,
            name=member.name,
            role=member.role.value,
            is_active=member.is_active,
            version=member.version,
            created_at=session.now,
        )
    )


def update_member(session: Session, member_id: str, **values: object) -> None:
    session.execute(
        session.update(members).where(members.c.id == member_id).values(version=members.c.version + 1, **values)
    )


def lock_administrators(session: Session) -> frozenset[str]:
    """Who administers the organization; nobody else becomes fewer of them until the transaction ends."""
    statement = session.select(members.c.id).where(
        members.c.role == OrganizationRole.ADMIN.value, members.c.is_active.is_(True)
    )
    return frozenset(row[0] for row in session.execute(session.locked(statement.order_by(members.c.id))))


def find_identity(session: Session, provider: str, external_id: str) -> Identity | None:
    row = session.run(_FIND_IDENTITY, of_provider=provider, account=external_id).one_or_none()
    return None if row is None else _to_identity(row)


def find_speaker(session: Session, provider: str, external_id: str) -> Identified | None:
    """The active member an account speaks for, with what every message asks for besides."""
    row = session.run(_FIND_SPEAKER, of_provider=provider, account=external_id).one_or_none()
    if row is None:
        return None
    rest = row[len(_IDENTITY) :]
    return Identified(_to_member(rest), _to_identity(row), Organization(rest[5], rest[6], rest[7]), int(rest[8]))


def list_identities(session: Session, member_ids: tuple[str, ...]) -> tuple[Identity, ...]:
    """The accounts of those who have not left."""
    return tuple(map(_to_identity, session.run(_LIST_IDENTITIES, members=member_ids)))


def save_identity(session: Session, identity: Identity) -> None:
    values = {"member_id": identity.member_id, "is_reachable": identity.is_reachable}
    is_new = session.insert_once(
        identities, provider=identity.provider, external_id=identity.external_id, created_at=session.now, **values
    )
    if not is_new:
        session.execute(
            session.update(identities)
            .where(identities.c.provider == identity.provider, identities.c.external_id == identity.external_id)
            .values(**values)
        )


def add_sign_in_code(session: Session, *, poll_hash: str, code: str, expires_at: datetime) -> None:
    session.execute(
        session.insert(
            sign_in_codes,
            poll_hash=poll_hash,
            code=code,
            member_id=None,
            created_at=session.now,
            expires_at=expires_at,
        )
    )


def list_open_codes(session: Session) -> tuple[str, ...]:
    rows = session.execute(session.select(sign_in_codes.c.code).where(sign_in_codes.c.expires_at > session.now))
    return tuple(row[0] for row in rows)


def claim_code(session: Session, code: str, member_id: str) -> bool:
    """Bind an open code to a member; False when it is unknown, used or expired."""
    statement = (
        session.update(sign_in_codes)
        .where(
            sign_in_codes.c.code == code,
            sign_in_codes.c.expires_at > session.now,
            sign_in_codes.c.member_id.is_(None),
        )
        .values(member_id=member_id)
    )
    return session.execute(statement).rowcount == 1


def find_code(session: Session, poll_hash: str) -> tuple[str | None, datetime] | None:
    """Who has claimed the code of this sign-in page, and until when it is open."""
    row = session.execute(
        session.select(sign_in_codes.c.member_id, sign_in_codes.c.expires_at).where(
            sign_in_codes.c.poll_hash == poll_hash
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def remove_code(session: Session, poll_hash: str) -> None:
    session.execute(session.delete(sign_in_codes).where(sign_in_codes.c.poll_hash == poll_hash))


def remove_stale_codes(session: Session, before: datetime) -> None:
    session.execute(session.delete(sign_in_codes).where(sign_in_codes.c.expires_at < before))


def add_session(
    session: Session, *, session_id: str, token_hash: str, member_id: str, agent: str, expires_at: datetime
) -> None:
    session.execute(
        session.insert(
            sessions,
            id=session_id,
            token_hash=token_hash,
            member_id=member_id,
            agent=agent,
            created_at=session.now,
            last_seen_at=session.now,
            expires_at=expires_at,
        )
    )


def find_session_member(session: Session, token_hash: str) -> tuple[str, datetime, Member] | None:
    """Session id, when it was last seen, and its active member."""
    return _find_bearer(session, _FIND_SESSION, token_hash)


def find_token_member(session: Session, token_hash: str) -> tuple[str, datetime, Member] | None:
    """Token id, when it was last used, and its active member."""
    return _find_bearer(session, _FIND_TOKEN, token_hash)


def _find_bearer(session: Session, statement: Select[*Values], token_hash: str) -> tuple[str, datetime, Member] | None:
    values = session.run(statement, hash=token_hash).one_or_none()
    if values is None:
        return None
    if isinstance(values[2], datetime) and values[2] <= session.now:
        return None
    seen = values[1] if isinstance(values[1], datetime) else datetime.min.replace(tzinfo=session.now.tzinfo)
    return str(values[0]), seen, _to_member(values[3:])


def touch_session(session: Session, session_id: str, *, expires_at: datetime) -> None:
    session.execute(
        session.update(sessions)
        .where(sessions.c.id == session_id)
        .values(last_seen_at=session.now, expires_at=expires_at)
    )


def touch_token(session: Session, token_id: str) -> None:
    session.execute(session.update(api_tokens).where(api_tokens.c.id == token_id).values(last_used_at=session.now))


def list_sessions(session: Session, member_id: str) -> tuple[SessionView, ...]:
    rows = session.execute(
        session.select(
            sessions.c.id, sessions.c.created_at, sessions.c.last_seen_at, sessions.c.expires_at, sessions.c.agent
        )
        .where(sessions.c.member_id == member_id, sessions.c.expires_at > session.now)
        .order_by(sessions.c.last_seen_at.desc())
    )
    return tuple(SessionView(*row) for row in rows)


def remove_session(session: Session, member_id: str, session_id: str) -> bool:
    statement = session.delete(sessions).where(sessions.c.id == session_id, sessions.c.member_id == member_id)
    return session.execute(statement).rowcount == 1


def remove_all_sessions(session: Session, member_id: str) -> None:
    session.execute(session.delete(sessions).where(sessions.c.member_id == member_id))
    session.execute(session.delete(api_tokens).where(api_tokens.c.member_id == member_id))


def add_token(
    session: Session, *, token_id: str, token_hash: str, member_id: str, name: str, expires_at: datetime | None
) -> None:
    session.execute(
        session.insert(
            api_tokens,
            id=token_id,
            token_hash=token_hash,
            member_id=member_id,
            name=name,
            created_at=session.now,
            last_used_at=None,
            expires_at=expires_at,
        )
    )


def list_tokens(session: Session, member_id: str) -> tuple[TokenView, ...]:
    rows = session.execute(
        session.select(
            api_tokens.c.id,
            api_tokens.c.name,
            api_tokens.c.created_at,
            api_tokens.c.last_used_at,
            api_tokens.c.expires_at,
        )
        .where(api_tokens.c.member_id == member_id)
        .order_by(api_tokens.c.created_at.desc())
    )
    return tuple(TokenView(*row) for row in rows)


def remove_token(session: Session, member_id: str, token_id: str) -> bool:
    statement = session.delete(api_tokens).where(api_tokens.c.id == token_id, api_tokens.c.member_id == member_id)
    return session.execute(statement).rowcount == 1


def count_identities(session: Session) -> int:
    """One or none is all that matters."""
    return len(session.execute(session.select(identities.c.member_id).limit(1)).all())
