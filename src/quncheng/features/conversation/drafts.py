"""Turns drafted sentences into drafted tasks: people, days, links between them and to tasks that exist."""

import msgspec

from quncheng.features.bindings.types import Turn
from quncheng.features.conversation import asking
from quncheng.features.conversation.types import Missing, Scene, SlotKind
from quncheng.features.plans.chat_changes import to_days
from quncheng.features.plans.types import DraftedLink, DraftedTask
from quncheng.features.tasks import queries
from quncheng.language.intents import CreateTasks, DraftLink, LinkDirection, Moment, PersonReference, TaskDraft
from quncheng.language.matching import Certainty, choose, rank_titles
from quncheng.runtime.db import Session

QUOTE_LENGTH = 2_000
SHOWN_IN_QUESTION = 6


def find_missing(said: CreateTasks, turn: Turn) -> Missing | None:
    """The first thing that has to be asked before the drafts can be shown."""
    is_shown_first = len(said.drafts) > 1
    for index, draft in enumerate(said.drafts):
        path = ("drafts", index)
        if not draft.title.strip():
            return Missing(SlotKind.TITLE, (*path, "title"), "这项任务叫什么?")
        missing = (
            asking.ask_moment(draft.due, path=(*path, "due"), turn=turn, purpose=f"{_short(draft)}的截止")
            or asking.ask_moment(draft.start, path=(*path, "start"), turn=turn, purpose=f"{_short(draft)}的开始")
            or asking.ask_duration(draft.duration, path=(*path, "duration"))
            or _ask_people(draft, index, turn, is_shown_first=is_shown_first)
        )
        if missing is not None:
            return missing
        if draft.needs_date and draft.due is None and draft.duration is None:
            return asking.ask_date(path=(*path, "due"), turn=turn, purpose=f"{_short(draft)}的截止")
    return None


def _short(draft: TaskDraft) -> str:
    """So much of the title as fits into a question's one line."""
    return f"「{draft.title if len(draft.title) <= SHOWN_IN_QUESTION else draft.title[:SHOWN_IN_QUESTION] + '…'}」"


def _ask_people(draft: TaskDraft, index: int, turn: Turn, *, is_shown_first: bool) -> Missing | None:
    """A single likely person needs no question of their own when the card will be confirmed anyway."""
    for position, person in enumerate(draft.assignees):
        if is_shown_first and person.member_id is not None:
            continue
        missing = asking.ask_person(person, path=("drafts", index, "assignees", position), turn=turn)
        if missing is not None:
            return missing
    return None


def to_drafted(session: Session, scene: Scene, said: CreateTasks) -> tuple[tuple[DraftedTask, ...], tuple[str, ...]]:
    """The drafts with ids in place of names, and the words of links that fit no task."""
    unknown: list[str] = []
    drafted = [_to_drafted(draft, scene) for draft in said.drafts]
    titles = [(str(index), draft.title) for index, draft in enumerate(said.drafts)]
    for index, draft in enumerate(said.drafts):
        for link in draft.links:
            is_added = _add_link(session, scene, drafted, titles, index=index, link=link)
            unknown += [] if is_added else [link.phrase]
        if draft.parent_phrase:
            parent = _find_existing(session, scene, draft.parent_phrase)
            drafted[index] = msgspec.structs.replace(drafted[index], parent_id=parent)
    return tuple(drafted), tuple(unknown)


def _to_drafted(draft: TaskDraft, scene: Scene) -> DraftedTask:
    named = [_member_id(person, scene.turn) for person in draft.assignees]
    ids = [member_id for member_id in named if member_id is not None]
    strangers = [person.text for person in draft.assignees if _member_id(person, scene.turn) is None]
    first = draft.assignees[0] if draft.assignees else None
    is_first_known = first is not None and _member_id(first, scene.turn) is not None
    return DraftedTask(
        title=draft.title,
        assignee_id=ids[0] if is_first_known else None,
        new_assignee=strangers[0] if strangers and not is_first_known else "",
        collaborator_ids=tuple(dict.fromkeys(ids[1:] if is_first_known else ids)),
        duration_days=0 if draft.is_milestone else to_days(draft.duration),
        not_before=None if draft.start is None else draft.start.on,
        due_date=None if draft.due is None else draft.due.on,
        due_time=_clock(draft.due),
        priority="medium" if draft.priority is None else draft.priority.value,
        is_milestone=draft.is_milestone,
        description=f"来自群聊:{scene.quote[:QUOTE_LENGTH]}" if scene.quote else "",
    )


def _clock(moment: Moment | None) -> str | None:
    return None if moment is None or moment.at is None else f"{moment.at:%H:%M}"


def _member_id(person: PersonReference, turn: Turn) -> str | None:
    return turn.speaker.id if person.is_speaker else person.member_id


def _add_link(
    session: Session,
    scene: Scene,
    drafted: list[DraftedTask],
    titles: list[tuple[str, str]],
    *,
    index: int,
    link: DraftLink,
) -> bool:
    """Among the drafts of the message first, then among the tasks that exist; False when nothing fits."""
    others = [one for one in titles if one[0] != str(index)]
    choice = choose(rank_titles(link.phrase, others))
    if choice.certainty is Certainty.CERTAIN:
        other = int(choice.matches[0].id)
        before, after = (other, index) if link.direction is LinkDirection.AFTER else (index, other)
        one = DraftedLink(draft=before, lag_days=link.lag_workdays)
        drafted[after] = msgspec.structs.replace(drafted[after], links=(*drafted[after].links, one))
        return True
    existing = _find_existing(session, scene, link.phrase)
    if existing is None:
        return False
    draft = drafted[index]
    if link.direction is LinkDirection.AFTER:
        one = DraftedLink(task_id=existing, lag_days=link.lag_workdays)
        drafted[index] = msgspec.structs.replace(draft, links=(*draft.links, one))
    else:
        drafted[index] = msgspec.structs.replace(draft, blocks=(*draft.blocks, existing))
    return True


def _find_existing(session: Session, scene: Scene, phrase: str) -> str | None:
    project = scene.turn.project
    if project is None:
        return None
    choice = choose(rank_titles(phrase, queries.list_comparable(session, project.id, phrase, most=400)))
    return choice.matches[0].id if choice.certainty is Certainty.CERTAIN else None
