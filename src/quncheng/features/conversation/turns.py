"""Sets the stage for a message: chat, speaker, project, people, what was quoted or shown before."""

from dataclasses import replace

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Ask, Chat, Dialog, Turn
from quncheng.features.calendars import service as calendars
from quncheng.features.conversation.types import Desk, Scene
from quncheng.features.followups import cards as followup_cards
from quncheng.features.followups import chat as followup_chat
from quncheng.features.people import service as people
from quncheng.features.people.types import Member
from quncheng.features.projects import service as projects
from quncheng.features.projects.errors import ProjectNotFound
from quncheng.features.projects.types import ProjectStatus
from quncheng.features.tasks import queries
from quncheng.features.tasks.types import Task
from quncheng.language.situation import KnownPerson, KnownTask, Pending, PendingKind, Situation
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

LIST_KIND = "conversation.list"
TASKS_IN_SIGHT = 60


def open_scene(session: Session, desk: Desk, *, chat: Chat, speaker: Member, actor: Actor, quote: str = "") -> Scene:
    """Everything a message is read with."""
    turn = Turn(
        chat=chat,
        speaker=speaker,
        actor=actor,
        now=people.local_now(session),
        calendar=calendars.get_calendar(session),
        members=people.list_active(session),
        base_url=desk.base_url,
    )
    if chat.project_id is not None:
        turn, project_ids = _in_group(session, turn, chat.project_id), (chat.project_id,)
    else:
        project_ids = _own_projects(session, speaker) if not chat.is_group else ()
        if len(project_ids) == 1:
            turn = with_project(session, turn, project_ids[0])
    dialog = bindings.find_dialog(session, chat_id=chat.id, member_id=speaker.id)
    return _with_dialog(session, Scene(turn, desk, project_ids, quote), dialog)


def _with_dialog(session: Session, scene: Scene, dialog: Dialog | None) -> Scene:
    """The tasks in the order they were shown, and of a daily question those that wait for a word."""
    if dialog is None or dialog.kind not in (LIST_KIND, followup_cards.KIND):
        return scene
    shown = msgspec.convert(dialog.payload["task_ids"], tuple[str, ...])
    if dialog.card_id is None:
        return replace(scene, shown=shown)
    waiting = followup_chat.waiting_on(bindings.lock_card(session, dialog.card_id))
    return replace(scene, shown=shown, daily_card_id=dialog.card_id, in_question=waiting)


def to_list(task_ids: tuple[str, ...]) -> Ask:
    """Remembers the order of a list; nothing is asked."""
    return Ask(LIST_KIND, {"task_ids": list(task_ids)}, Pending(PendingKind.CHOOSE))


def with_project(session: Session, turn: Turn, project_id: str) -> Turn:
    """The turn with a project the speaker may read. Raises ProjectNotFound."""
    access = projects.get_access(session, turn.speaker.id, project_id)
    return replace(turn, project=projects.get_project(session, project_id), access=access)


def in_project_of(session: Session, scene: Scene, task: Task) -> Scene:
    """The scene moved to the project of a task that was named."""
    if scene.turn.project is not None and scene.turn.project.id == task.project_id:
        return scene
    return replace(scene, turn=with_project(session, scene.turn, task.project_id))


def in_project(session: Session, scene: Scene, project_id: str) -> Scene:
    return replace(scene, turn=with_project(session, scene.turn, project_id), project_ids=(project_id,))


def to_situation(session: Session, scene: Scene) -> Situation:
    """What the reader of sentences is told."""
    turn = scene.turn
    dialog = bindings.find_dialog(session, chat_id=turn.chat.id, member_id=turn.speaker.id)
    only = scene.project_ids[0] if len(scene.project_ids) == 1 else None
    most = None if only is None else TASKS_IN_SIGHT
    listed = queries.list_open_of(session, turn.speaker.id, project_id=only, limit=most)
    own = [task for task in listed if task.project_id in scene.project_ids]
    return Situation(
        now=turn.now,
        speaker_id=turn.speaker.id,
        people=tuple(KnownPerson(member.id, member.name) for member in turn.members),
        tasks=tuple(KnownTask(task.id, task.number, task.title, task.assignee_id) for task in own[:TASKS_IN_SIGHT]),
        bot_names=scene.desk.bot_names,
        is_group=turn.chat.is_group,
        is_bound=turn.project is not None,
        quote=scene.quote,
        pending=None if dialog is None or dialog.kind == LIST_KIND else dialog.pending,
    )


def _in_group(session: Session, turn: Turn, project_id: str) -> Turn:
    """Who speaks in a project's group belongs to the project."""
    access, project = projects.enter(session, turn.actor, project_id=project_id, member_id=turn.speaker.id)
    return replace(turn, project=project, access=access)


def _own_projects(session: Session, speaker: Member) -> tuple[str, ...]:
    roles = [membership.project_id for membership in projects.list_roles_of(session, speaker.id)]
    found: list[str] = []
    for project_id in roles:
        try:
            project = projects.get_project(session, project_id)
        except ProjectNotFound:
            continue
        if project.status is ProjectStatus.ACTIVE:
            found.append(project_id)
    return tuple(found)
