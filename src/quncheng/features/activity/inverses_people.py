"""What takes back a change of the organization's people and of one's own tokens."""

from quncheng.features.activity.errors import CannotUndo
from quncheng.features.activity.types import Undoing
from quncheng.features.activity.wording import changes_of
from quncheng.features.people import administering
from quncheng.features.people import service as people
from quncheng.features.people.types import OrganizationRole
from quncheng.features.tasks import queries
from quncheng.runtime.db import Session
from quncheng.runtime.events import RecordedEvent


def take_member_out(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo when the person has come, or has been given work, since."""
    member_id = happened.subject_id
    if people.list_identities(session, (member_id,)) or queries.list_open_of(session, member_id, limit=1):
        raise CannotUndo(reason="changed", field="member")
    administering.deactivate(session, undoing.member, undoing.actor, member_id=member_id)


def restore_member(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Name, role and place as they were; sessions that ended stay ended. Raises CannotUndo, LastAdministrator."""
    caller, actor, member_id = undoing.member, undoing.actor, happened.subject_id
    now = people.get_member(session, member_id)
    for field, (before, after) in changes_of(happened).items():
        if getattr(now, field) != after:
            raise CannotUndo(reason="changed", field=field)
        if field == "name":
            administering.change_name(session, caller, actor, member_id=member_id, name=str(before))
        elif field == "role":
            role = OrganizationRole(str(before))
            administering.set_role(session, caller, actor, member_id=member_id, role=role)
        elif before:
            administering.reactivate(session, caller, actor, member_id=member_id)
        else:
            administering.deactivate(session, caller, actor, member_id=member_id)


def revoke_token(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    token_id = str(happened.data["token_id"])
    people.revoke_token(session, undoing.actor, member_id=undoing.member.id, token_id=token_id)
