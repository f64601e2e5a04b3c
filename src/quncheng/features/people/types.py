"""Who belongs to an organization and how they are recognised."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec


class OrganizationRole(StrEnum):
    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    name: str
    timezone: str


class Member(msgspec.Struct, frozen=True):
    """A person in an organization. Without an identity it is a name that somebody mentioned."""

    id: str
    name: str
    role: OrganizationRole
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's account at a provider."""

    provider: str
    external_id: str
    member_id: str
    is_reachable: bool
    """Has spoken to the bot in private, so the bot may speak first."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The member an account speaks for, with what every message asks for besides."""

    member: Member
    identity: Identity
    organization: Organization
    changes: int
    """Grows with every member that joins or is changed."""


@dataclass(frozen=True, slots=True)
class SignInCode:
    """A code shown on the sign-in page, waiting for the person who sends it to the bot."""

    code: str
    poll_token: str
    expires_at: datetime


class SignInState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class SessionView:
    id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    agent: str


@dataclass(frozen=True, slots=True)
class TokenView:
    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request, once it is known."""

    member: Member
    session_id: str
    is_token: bool


@dataclass(frozen=True, slots=True)
class Installation:
    """What the sign-in page needs to know before anybody is known."""

    org_id: str
    bot_name: str
    is_demo: bool
