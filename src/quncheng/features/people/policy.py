"""One sentence per rule about people."""

from quncheng.features.people.errors import LastAdministrator, OnlyForAdministrators, OnlyForMembers
from quncheng.features.people.types import Member, OrganizationRole


def is_administrator(member: Member) -> bool:
    return member.role is OrganizationRole.ADMIN


def check_is_administrator(member: Member) -> None:
    """Only an administrator changes the organization."""
    if not is_administrator(member):
        raise OnlyForAdministrators


def may_create_projects(member: Member) -> bool:
    """Members start projects; guests do not."""
    return member.role is not OrganizationRole.GUEST


def check_may_create_projects(member: Member) -> None:
    """Raises OnlyForMembers."""
    if not may_create_projects(member):
        raise OnlyForMembers


def check_another_administrator(leaving_id: str, administrators: frozenset[str]) -> None:
    """An organization always has somebody who can administer it."""
    if administrators == frozenset({leaving_id}):
        raise LastAdministrator
