"""People the bot has not met: who they are, and what was kept under their name before they came."""

from quncheng.features.bindings.types import Answer, Chat, Turn
from quncheng.features.conversation.types import Desk
from quncheng.features.notify import service as notify
from quncheng.features.people import service as people
from quncheng.features.people.types import Member, OrganizationRole
from quncheng.features.projects import service as projects
from quncheng.features.tasks import queries
from quncheng.features.tasks import service as tasks
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def meet(session: Session, desk: Desk, chat: Chat, *, external_id: str, operation_id: str) -> tuple[Member, bool]:
    """The member an account speaks for, and whether they are new.

    A stranger becomes a member under the account's own name; the first of an organization administers it, because
    somebody has to and only who has connected the bot can be first. Raises MemberDeactivated.
    """
    actor = people.chat_actor(None, chat_id=chat.id, operation_id=operation_id)
    found = people.find_member_by_identity(session, desk.provider, external_id)
    if found is None:
        people.check_not_deactivated(session, provider=desk.provider, external_id=external_id)
        is_first = not people.has_identities(session)
        role = OrganizationRole.ADMIN if is_first else OrganizationRole.MEMBER
        member = people.join_under_free_name(session, actor, name=external_id, role=role)
        people.identify(
            session,
            actor,
            provider=desk.provider,
            external_id=external_id,
            member_id=member.id,
            is_reachable=not chat.is_group,
        )
        return member, True
    member, identity = found
    if not chat.is_group and people.mark_reachable(session, identity):
        notify.release_held(session, member.id)
    return member, False


def is_nameless(session: Session, member: Member) -> bool:
    """Whether we know them only by their account's name."""
    return any(identity.external_id == member.name for identity in people.list_identities(session, (member.id,)))


def introduce(session: Session, turn: Turn, name: str) -> Answer:
    """我是韩梅梅: the account gets its person's name, and what was planned for that name. Raises NameTaken."""
    speaker, actor = turn.speaker, turn.actor
    if speaker.name == name:
        return Answer(text=f"记得呢,{name}。")
    namesake = people.find_by_name(session, name)
    taken_over = 0
    if namesake is not None and not people.list_identities(session, (namesake.id,)):
        taken_over = _take_over(session, actor, namesake, speaker)
    renamed = people.rename(session, actor, member_id=speaker.id, name=name)
    mine = f"您有 {taken_over} 项任务,说「我的任务」就能看到。" if taken_over else "说「我的任务」看看要做什么。"
    return Answer(text=f"{renamed.name},您好!{mine}")


def _take_over(session: Session, actor: Actor, namesake: Member, speaker: Member) -> int:
    """What was planned for a name passes to its person, and the name steps aside."""
    planned = queries.list_open_of(session, namesake.id)
    for task in planned:
        tasks.write_changes(session, actor, task=task, values={"assignee_id": speaker.id})
    for membership in projects.list_roles_of(session, namesake.id):
        projects.ensure_member(session, actor, project_id=membership.project_id, member_id=speaker.id)
    notify.hand_over(session, from_member=namesake.id, to_member=speaker.id)
    people.step_aside(session, actor, member_id=namesake.id)
    notify.release_held(session, speaker.id)
    return len(planned)


def find(session: Session, desk: Desk, *, external_id: str) -> Member | None:
    """The member an account speaks for, if it has spoken before."""
    found = people.find_member_by_identity(session, desk.provider, external_id)
    return None if found is None else found[0]
