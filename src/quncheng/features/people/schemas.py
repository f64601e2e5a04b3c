"""People as the API shows them, and what it takes."""

from datetime import datetime
from typing import Annotated

import msgspec

from quncheng.features.people.types import Member, OrganizationRole, SessionView, SignInState, TokenView
from quncheng.runtime.http_pages import Id

INITIALS = 2


class MemberScreen(msgspec.Struct, frozen=True):
    id: str
    name: str
    role: OrganizationRole
    initials: str
    is_active: bool
    is_me: bool = False


class SignInCodeScreen(msgspec.Struct, frozen=True):
    """``code`` is sent to the bot; ``poll_token`` asks whether it has arrived."""

    poll_token: str
    code: str
    expires_at: datetime
    bot_name: str


class SignInStatus(msgspec.Struct, frozen=True):
    status: SignInState


class SignInOptions(msgspec.Struct, frozen=True):
    """``demo_members`` is null outside the demonstration."""

    demo_members: list[MemberScreen] | None
    bot_name: str
    is_demo: bool


class DemoSignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    member_id: Id


class SessionScreen(msgspec.Struct, frozen=True):
    id: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str
    is_current: bool


class TokenScreen(msgspec.Struct, frozen=True):
    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class NewTokenScreen(TokenScreen, frozen=True, kw_only=True):
    """``secret`` is told this once."""

    secret: str


class NewToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(max_length=200)]
    expires_at: datetime | None = None


class NewMember(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(max_length=200)]
    role: OrganizationRole = OrganizationRole.MEMBER


class MemberPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is unset stays; ``is_active`` false ends every session and token of the member at once."""

    name: Annotated[str, msgspec.Meta(max_length=200)] | msgspec.UnsetType = msgspec.UNSET
    role: OrganizationRole | msgspec.UnsetType = msgspec.UNSET
    is_active: bool | msgspec.UnsetType = msgspec.UNSET


def to_member(member: Member, *, me: str | None = None) -> MemberScreen:
    return MemberScreen(
        id=member.id,
        name=member.name,
        role=member.role,
        initials=initials_of(member.name),
        is_active=member.is_active,
        is_me=member.id == me,
    )


def initials_of(name: str) -> str:
    """What stands in a round picture: the given name in Chinese, first letters elsewhere."""
    if not name.isascii():
        return name[-INITIALS:]
    return "".join(part[0] for part in name.split()[:INITIALS]).upper()


def to_session(view: SessionView, *, current_id: str) -> SessionScreen:
    return SessionScreen(
        view.id, view.created_at, view.last_seen_at, view.expires_at, view.agent, view.id == current_id
    )


def to_token(view: TokenView) -> TokenScreen:
    return TokenScreen(view.id, view.name, view.created_at, view.last_used_at, view.expires_at)
