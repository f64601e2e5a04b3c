"""Use cases of administrators: who belongs to the organization, in which role, under which name."""

from quncheng.features.people import policy, store
from quncheng.features.people import service as people
from quncheng.features.people.errors import NameTaken
from quncheng.features.people.events import MemberChanged
from quncheng.features.people.types import Member, OrganizationRole
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def add(session: Session, caller: Member, actor: Actor, *, name: str, role: OrganizationRole) -> Member:
    """Somebody new, by name; they are known in the chat as soon as they say it.

    Raises OnlyForAdministrators, NameInvalid, NameTaken.
    """
    policy.check_is_administrator(caller)
    return people.join(session, actor, name=name, role=role)


def change_name(session: Session, caller: Member, actor: Actor, *, member_id: str, name: str) -> Member:
    """Raises OnlyForAdministrators for somebody else's name, MemberNotFound, NameInvalid, NameTaken."""
    if caller.id != member_id:
        policy.check_is_administrator(caller)
    return people.rename(session, actor, member_id=member_id, name=name)


def set_role(session: Session, caller: Member, actor: Actor, *, member_id: str, role: OrganizationRole) -> Member:
    """Raises OnlyForAdministrators, LastAdministrator, MemberNotFound."""
    policy.check_is_administrator(caller)
    administrators = store.lock_administrators(session)
    member = people.get_member(session, member_id)
    if role is not OrganizationRole.ADMIN:
        policy.check_another_administrator(member_id, administrators)
    if member.role is not role:
        store.update_member(session, member_id, role=role.value)
        changes: dict[str, tuple[object, object]] = {"role": (member.role.value, role.value)}
        events.record(session, actor, MemberChanged(member_id=member_id, changes=changes))
    return people.get_member(session, member_id)


def deactivate(session: Session, caller: Member, actor: Actor, *, member_id: str) -> Member:
    """The member leaves: every session and token ends at once. Raises OnlyForAdministrators, LastAdministrator."""
    policy.check_is_administrator(caller)
    administrators = store.lock_administrators(session)
    member = people.get_member(session, member_id)
    policy.check_another_administrator(member_id, administrators)
    if member.is_active:
        _set_active(session, actor, member_id, is_active=False)
        store.remove_all_sessions(session, member_id)
    return people.get_member(session, member_id)


def reactivate(session: Session, caller: Member, actor: Actor, *, member_id: str) -> Member:
    """The member is back, under the name they had. Raises OnlyForAdministrators, MemberNotFound, NameTaken."""
    policy.check_is_administrator(caller)
    member = people.get_member(session, member_id)
    if member.is_active:
        return member
    if store.find_by_name(session, member.name) is not None:
        raise NameTaken(name=member.name)
    _set_active(session, actor, member_id, is_active=True)
    return people.get_member(session, member_id)


def _set_active(session: Session, actor: Actor, member_id: str, *, is_active: bool) -> None:
    store.update_member(session, member_id, is_active=is_active)
    happened = MemberChanged(member_id=member_id, changes={"is_active": (not is_active, is_active)})
    events.record(session, actor, happened)
