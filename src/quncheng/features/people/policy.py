"""One sentence per rule about people."""

from quncheng.features.people.errors import LastAdministrator, OnlyForAdministrators
from quncheng.features.people.types import Member, OrganizationRole


def is_administrator(member: Member) -> bool:
    return member.role is OrganizationRole.ADMIN


def check_is_administrator(member: Member) -> None:
    """Only an administrator changes the organization."""
    if not is_administrator(member):
        raise OnlyForAdministrators


def check_another_administrator(count: int) -> None:
    """An organization always has somebody who can administer it."""
    if count <= 1:
        raise LastAdministrator
