"""Use cases about people: organizations, members, identities, signing in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quncheng.features.people import policy, store
from quncheng.features.people.errors import (
    MemberDeactivated,
    MemberNotFound,
    NameInvalid,
    NameTaken,
    SignInCodeUnknown,
    TooManyCodes,
)
from quncheng.features.people.events import (
    ApiTokenCreated,
    ApiTokenRevoked,
    MemberChanged,
    MemberIdentified,
    MemberJoined,
    MemberSignedIn,
    MemberSignedOut,
)
from quncheng.features.people.types import (
    Caller,
    Identity,
    Member,
    Organization,
    OrganizationRole,
    SessionView,
    SignInCode,
    SignInState,
    TokenView,
)
from quncheng.kit.ids import new_code, new_secret
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source

CODE_LIFE = timedelta(minutes=5)
OPEN_CODES_LIMIT = 200
SESSION_LIFE = timedelta(days=30)
TOUCH_EVERY = timedelta(minutes=10)
"""A session's last use is written at most this often, so that reading stays reading."""
TOKEN_PREFIX = "qc"
NAME_LENGTH = 30
ORGANIZATION = "people.organization"
_CHANGES = "people.changes"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session; ``token`` is shown once and only its hash is kept."""

    token: str
    member: Member
    expires_at: datetime


def hash_token(token: str) -> str:
    """SHA-256: the tokens are 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def organization_of_token(token: str) -> str:
    """The organization a session or API token names; nothing is trusted before its hash is found there."""
    parts = token.split(".")
    return parts[1] if len(parts) == 3 and len(parts[1]) <= 26 else ""


def create_organization(session: Session, *, name: str, timezone: str = "Asia/Shanghai") -> Organization:
    """A new organization with an empty event log. Raises ZoneInfoNotFoundError for an unknown time zone."""
    ZoneInfo(timezone)
    store.add_organization(session, name=name, timezone=timezone)
    events.open_organization(session)
    return Organization(session.org_id, name, timezone)


def get_organization(session: Session) -> Organization:
    """Raises MemberNotFound when there is no such organization. Asked by everybody, so read once a transaction."""
    known = session.notes.get(ORGANIZATION)
    if isinstance(known, Organization):
        return known
    organization = store.find_organization(session)
    if organization is None:
        raise MemberNotFound(org_id=session.org_id)
    session.notes[ORGANIZATION] = organization
    return organization


def local_now(session: Session) -> datetime:
    """Now, in the organization's time zone."""
    return session.now.astimezone(ZoneInfo(get_organization(session).timezone))


def list_organization_ids(session: Session) -> tuple[str, ...]:
    return store.list_organization_ids(session)


def get_member(session: Session, member_id: str) -> Member:
    """Raises MemberNotFound."""
    member = store.find_member(session, member_id)
    if member is None:
        raise MemberNotFound(member_id=member_id)
    return member


def list_members(session: Session, member_ids: tuple[str, ...] | None = None) -> tuple[Member, ...]:
    return store.list_members(session, member_ids)


class _Kept:
    """The active members of each organization; every message is read with them, and they seldom change."""

    def __init__(self) -> None:
        self._by_organization: dict[str, tuple[int, tuple[Member, ...]]] = {}

    def list_active(self, session: Session) -> tuple[Member, ...]:
        changes = _count_changes(session)
        known = self._by_organization.get(session.org_id)
        if known is not None and known[0] == changes:
            return known[1]
        active = tuple(member for member in store.list_members(session) if member.is_active)
        if not events.has_pending(session):
            self._by_organization[session.org_id] = (changes, active)
        return active


def _count_changes(session: Session) -> int:
    """As it was read with the speaker, as long as nothing has happened in this transaction."""
    noted = session.notes.get(_CHANGES)
    return noted if isinstance(noted, int) and not events.has_pending(session) else store.count_changes(session)


def list_active(session: Session) -> tuple[Member, ...]:
    """The members who have not left, in the order of their names."""
    kept = session.services.setdefault(_Kept, _Kept())
    return kept.list_active(session) if isinstance(kept, _Kept) else ()


def name_of(session: Session, member_id: str | None) -> str:
    """The member's name, or an empty string."""
    member = None if member_id is None else store.find_member(session, member_id)
    return "" if member is None else member.name


def join(session: Session, actor: Actor, *, name: str, role: OrganizationRole = OrganizationRole.MEMBER) -> Member:
    """Add a member by name. Raises NameInvalid, NameTaken."""
    clean = _clean_name(name)
    if store.find_by_name(session, clean) is not None:
        raise NameTaken(name=clean)
    member = Member(id=session.new_id(), name=clean, role=role, is_active=True, version=1)
    store.add_member(session, member)
    events.record(session, actor, MemberJoined(member_id=member.id, name=clean))
    return member


def find_or_join(session: Session, actor: Actor, *, name: str) -> Member:
    """The active member of this name; a new one without an identity when nobody has it."""
    return store.find_by_name(session, _clean_name(name)) or join(session, actor, name=name)


def find_member_by_identity(session: Session, provider: str, external_id: str) -> tuple[Member, Identity] | None:
    """The active member an account speaks for."""
    speaker = store.find_speaker(session, provider, external_id)
    if speaker is None:
        return None
    session.notes[ORGANIZATION] = speaker.organization
    session.notes[_CHANGES] = speaker.changes
    return speaker.member, speaker.identity


def check_not_deactivated(session: Session, *, provider: str, external_id: str) -> None:
    """An account whose member has left is no stranger who may come in again. Raises MemberDeactivated."""
    known = store.find_identity(session, provider, external_id)
    if known is not None and not get_member(session, known.member_id).is_active:
        raise MemberDeactivated(member_id=known.member_id)


def identify(
    session: Session, actor: Actor, *, provider: str, external_id: str, member_id: str, is_reachable: bool
) -> None:
    """Let an account speak for a member. A member that was only this account before steps aside."""
    before = store.find_identity(session, provider, external_id)
    store.save_identity(session, Identity(provider, external_id, member_id, is_reachable))
    merged = before.member_id if before is not None and before.member_id != member_id else None
    if merged is not None and not store.list_identities(session, (merged,)):
        store.update_member(session, merged, is_active=False)
    events.record(session, actor, MemberIdentified(member_id=member_id, provider=provider, merged_id=merged))


def mark_reachable(session: Session, identity: Identity) -> bool:
    """The person has spoken to the bot in private. Returns whether that is news."""
    if identity.is_reachable:
        return False
    store.save_identity(session, Identity(identity.provider, identity.external_id, identity.member_id, True))
    return True


def list_identities(session: Session, member_ids: tuple[str, ...]) -> tuple[Identity, ...]:
    """The accounts of those who have not left."""
    return store.list_identities(session, member_ids)


def rename(session: Session, actor: Actor, *, member_id: str, name: str) -> Member:
    """Raises MemberNotFound, NameInvalid, NameTaken."""
    member, clean = get_member(session, member_id), _clean_name(name)
    other = store.find_by_name(session, clean)
    if other is not None and other.id != member_id:
        raise NameTaken(name=clean)
    if member.name != clean:
        store.update_member(session, member_id, name=clean)
        events.record(session, actor, MemberChanged(member_id=member_id, changes={"name": (member.name, clean)}))
    return get_member(session, member_id)


# Signing in ---------------------------------------------------------------------------------------------------------


def open_code(session: Session) -> SignInCode:
    """Six digits for a sign-in page. Raises TooManyCodes when too many pages wait at once."""
    store.remove_stale_codes(session, session.now - CODE_LIFE)
    taken = store.list_open_codes(session)
    if len(taken) >= OPEN_CODES_LIMIT:
        raise TooManyCodes(limit=OPEN_CODES_LIMIT)
    code = new_code()
    while code in taken:
        code = new_code()
    poll_token = f"poll.{session.org_id}.{new_secret()}"
    expires_at = session.now + CODE_LIFE
    store.add_sign_in_code(session, poll_hash=hash_token(poll_token), code=code, expires_at=expires_at)
    return SignInCode(code, poll_token, expires_at)


def claim_code(session: Session, *, code: str, member_id: str) -> None:
    """The member has sent the code to the bot. Raises SignInCodeUnknown."""
    if not store.claim_code(session, code, member_id):
        raise SignInCodeUnknown(code=code)


def peek_code(session: Session, poll_token: str) -> SignInState:
    """Whether somebody has sent the code of this page, without using it up."""
    found = store.find_code(session, hash_token(poll_token))
    if found is None or found[1] <= session.now:
        return SignInState.EXPIRED
    return SignInState.WAITING if found[0] is None else SignInState.DONE


def redeem_code(session: Session, actor: Actor, *, poll_token: str, agent: str) -> SignedIn | None:
    """The page whose code was claimed gets its session, once; None while nobody has, or when it is over."""
    found = store.find_code(session, hash_token(poll_token))
    if found is None or found[0] is None or found[1] <= session.now:
        return None
    store.remove_code(session, hash_token(poll_token))
    return start_session(session, actor, member_id=found[0], agent=agent)


def start_session(session: Session, actor: Actor, *, member_id: str, agent: str) -> SignedIn:
    """Raises MemberNotFound for somebody who has left."""
    member = get_member(session, member_id)
    if not member.is_active:
        raise MemberNotFound(member_id=member_id)
    token = f"s.{session.org_id}.{new_secret()}"
    session_id = session.new_id()
    expires_at = session.now + SESSION_LIFE
    store.add_session(
        session,
        session_id=session_id,
        token_hash=hash_token(token),
        member_id=member_id,
        agent=agent[:200],
        expires_at=expires_at,
    )
    signed_in = Actor(member_id, actor.source, actor.operation_id, session_id)
    events.record(session, signed_in, MemberSignedIn(member_id=member_id, session_id=session_id))
    return SignedIn(token, member, expires_at)


def find_caller(session: Session, token: str) -> tuple[Caller, bool] | None:
    """Who a token belongs to, and whether its last use should be written down (see ``touch``)."""
    hashed = hash_token(token)
    is_token = token.startswith(TOKEN_PREFIX + ".")
    found = (store.find_token_member if is_token else store.find_session_member)(session, hashed)
    if found is None:
        return None
    bearer_id, seen_at, member = found
    return Caller(member, bearer_id, is_token), session.now - seen_at > TOUCH_EVERY


def touch(session: Session, caller: Caller) -> None:
    if caller.is_token:
        store.touch_token(session, caller.session_id)
    else:
        store.touch_session(session, caller.session_id, expires_at=session.now + SESSION_LIFE)


def list_sessions(session: Session, member_id: str) -> tuple[SessionView, ...]:
    return store.list_sessions(session, member_id)


def end_session(session: Session, actor: Actor, *, member_id: str, session_id: str) -> None:
    if store.remove_session(session, member_id, session_id):
        events.record(session, actor, MemberSignedOut(member_id=member_id, session_id=session_id))


def create_token(
    session: Session, actor: Actor, *, member_id: str, name: str, expires_at: datetime | None
) -> tuple[TokenView, str]:
    """An API token with the member's rights; the secret is returned once. Raises NameInvalid."""
    clean = _clean_name(name)
    secret = f"{TOKEN_PREFIX}.{session.org_id}.{new_secret()}"
    token_id = session.new_id()
    store.add_token(
        session,
        token_id=token_id,
        token_hash=hash_token(secret),
        member_id=member_id,
        name=clean,
        expires_at=expires_at,
    )
    events.record(session, actor, ApiTokenCreated(member_id=member_id, token_id=token_id, name=clean))
    return TokenView(token_id, clean, session.now, None, expires_at), secret


def list_tokens(session: Session, member_id: str) -> tuple[TokenView, ...]:
    return store.list_tokens(session, member_id)


def revoke_token(session: Session, actor: Actor, *, member_id: str, token_id: str) -> None:
    if store.remove_token(session, member_id, token_id):
        events.record(session, actor, ApiTokenRevoked(member_id=member_id, token_id=token_id))


def system_actor(session: Session, source: Source = Source.JOB, *, ref: str = "") -> Actor:
    """The product itself acting, outside any person's request."""
    return Actor(None, source, session.new_id(), ref)


def _clean_name(name: str) -> str:
    clean = " ".join("".join(character for character in name if character.isprintable()).split())
    if not 1 <= len(clean) <= NAME_LENGTH:
        raise NameInvalid(longest=NAME_LENGTH)
    return clean


def is_administrator(member: Member) -> bool:
    return policy.is_administrator(member)


def may_create_projects(member: Member) -> bool:
    return policy.may_create_projects(member)


def check_may_create_projects(member: Member) -> None:
    """Raises OnlyForMembers."""
    policy.check_may_create_projects(member)


def chat_actor(member_id: str | None, *, chat_id: str, operation_id: str) -> Actor:
    """Somebody acting through a chat."""
    return Actor(member_id, Source.CHAT, operation_id, chat_id)


def find_by_name(session: Session, name: str) -> Member | None:
    """The active member of this name."""
    return store.find_by_name(session, _clean_name(name))


def has_identities(session: Session) -> bool:
    """Whether anybody has spoken to the bot yet."""
    return store.count_identities(session) > 0


def join_under_free_name(session: Session, actor: Actor, *, name: str, role: OrganizationRole) -> Member:
    """``join``, with a number behind a name that is taken or does not fit."""
    clean = " ".join("".join(character for character in name if character.isprintable()).split())[:NAME_LENGTH]
    wanted, number = clean or "成员", 1
    while store.find_by_name(session, wanted) is not None:
        number += 1
        wanted = f"{clean[: NAME_LENGTH - 4]}-{number}"
    return join(session, actor, name=wanted, role=role)


def step_aside(session: Session, actor: Actor, *, member_id: str) -> None:
    """A member that was only a name makes room for the person who bears it."""
    store.update_member(session, member_id, is_active=False)
    events.record(session, actor, MemberChanged(member_id=member_id, changes={"is_active": (True, False)}))


def check_is_administrator(member: Member) -> None:
    """Raises OnlyForAdministrators."""
    policy.check_is_administrator(member)
