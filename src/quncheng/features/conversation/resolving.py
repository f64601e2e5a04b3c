"""Finds the task a sentence names: by number, by (part of) its title, by the quoted card, or as the only one."""

import re
from collections.abc import Sequence

from quncheng.features.conversation.plain import Path
from quncheng.features.conversation.types import Missing, Option, Resolved, Scene, SlotKind
from quncheng.features.tasks import queries
from quncheng.features.tasks.types import Task
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.kit.ids import is_id
from quncheng.language.intents import TaskReference
from quncheng.language.matching import Certainty, choose, rank_titles
from quncheng.runtime.db import Session

WHOLE_PROJECT = 400
"""Up to so many open tasks every title is compared; in larger projects only those that share words."""
OPTIONS_LIMIT = 5
_JOINED = re.compile(r"、|(?:以及|还有|和|与|跟|及)(?=\S)")
_NUMBER = re.compile(r"#(\d{1,7})")


class NoSuchTask(QunchengError):
    """Nothing fits the words; ``phrase`` is what was said."""

    code = "conversation.no_such_task"
    kind = ErrorKind.NOT_FOUND


class NotInList(QunchengError):
    """第二个, but no list of so many tasks was shown."""

    code = "conversation.not_in_list"
    kind = ErrorKind.NOT_FOUND


class NothingOfYours(QunchengError):
    """No task was named, and the speaker has none that could be meant."""

    code = "conversation.nothing_of_yours"
    kind = ErrorKind.NOT_FOUND


def resolve(
    session: Session, scene: Scene, reference: TaskReference, *, path: Path, may_guess_own: bool = False
) -> Resolved:
    """The task that is meant, or the question which one. Raises NoSuchTask.

    ``may_guess_own``: somebody who has just one open task means that one, whatever they call it; the answer shows it.
    Without it, and when several things are said at once, an unknown name is asked about.
    """
    if reference.number is not None and is_id(reference.phrase):
        return _by_id(session, scene, reference.phrase, path=path)
    if reference.number is not None:
        return _by_number(session, scene, reference.number, path=path)
    if reference.position is not None:
        if not 1 <= reference.position <= len(scene.shown):
            raise NotInList(position=reference.position)
        return _only(queries.list_by_ids(session, (scene.shown[reference.position - 1],)), path=path)
    if reference.is_quoted or (reference.is_implied and scene.quote):
        quoted = _in_quote(session, scene)
        if quoted:
            return _only(quoted, path=path)
    if reference.phrase:
        return _by_phrase(session, scene, reference.phrase, path=path, may_guess_own=may_guess_own)
    return _own(session, scene, path=path)


def split_names(session: Session, scene: Scene, reference: TaskReference) -> tuple[str, ...]:
    """The names of several tasks said as one, where they are no title together."""
    parts = tuple(part.strip() for part in _JOINED.split(reference.phrase) if part.strip())
    if len(parts) < 2 or reference.number is not None or reference.is_quoted:
        return (reference.phrase,)
    titles = dict(_titles(session, scene, reference.phrase))
    whole = choose(rank_titles(reference.phrase, list(titles.items())))
    is_title = whole.certainty is Certainty.CERTAIN and reference.phrase in titles[whole.matches[0].id]
    return (reference.phrase,) if is_title else parts


def find_sure(session: Session, scene: Scene, phrase: str) -> Task:
    """The task of one of several names. Raises NoSuchTask, also where it fits several: then each is said by number."""
    if (number := _NUMBER.search(phrase)) is not None:
        resolved = _by_number(session, scene, int(number[1]), path=())
    else:
        choice = choose(rank_titles(phrase, _titles(session, scene, phrase)))
        if choice.certainty is not Certainty.CERTAIN:
            raise NoSuchTask(phrase=phrase)
        resolved = _only(queries.list_by_ids(session, (choice.matches[0].id,)), path=())
    if resolved.task is None:
        raise NoSuchTask(phrase=phrase)
    return resolved.task


def _by_id(session: Session, scene: Scene, task_id: str, *, path: Path) -> Resolved:
    """The task of a ready answer, if the speaker may still look there."""
    found = [task for task in queries.list_by_ids(session, (task_id,)) if task.project_id in scene.project_ids]
    if not found:
        raise NoSuchTask(phrase="")
    return _only(found, path=path)


def _by_number(session: Session, scene: Scene, number: int, *, path: Path) -> Resolved:
    found = [
        task
        for project_id in scene.project_ids
        if (task := queries.find_by_number(session, project_id, number)) is not None
    ]
    if not found:
        raise NoSuchTask(phrase=f"#{number}")
    return _only(found, path=path)


def _in_quote(session: Session, scene: Scene) -> tuple[Task, ...]:
    """The tasks whose numbers stand in the quoted message, of two projects' the named one; else the one it names."""
    numbers = dict.fromkeys(int(number) for number in _NUMBER.findall(scene.quote))
    found = [
        task
        for project_id in scene.project_ids
        for number in numbers
        if (task := queries.find_by_number(session, project_id, number)) is not None
    ]
    if found:
        named = tuple(task for task in found if task.title in scene.quote)
        return named or tuple(found)
    choice = choose(rank_titles(scene.quote, _titles(session, scene, scene.quote)))
    if choice.certainty is Certainty.CERTAIN:
        return queries.list_by_ids(session, (choice.matches[0].id,))
    return ()


def _by_phrase(session: Session, scene: Scene, phrase: str, *, path: Path, may_guess_own: bool) -> Resolved:
    """The speaker's own tasks come first: they mostly speak of those."""
    own = _own_tasks(session, scene)
    choice = choose(rank_titles(phrase, [(task.id, task.title) for task in own]))
    if choice.certainty is not Certainty.CERTAIN:
        wide = choose(rank_titles(phrase, _titles(session, scene, phrase)))
        choice = wide if wide.certainty is not Certainty.NONE else choice
    if choice.certainty is Certainty.CERTAIN:
        return _only(queries.list_by_ids(session, (choice.matches[0].id,)), path=path)
    if choice.certainty is Certainty.AMBIGUOUS:
        by_id = {task.id: task for task in queries.list_by_ids(session, tuple(one.id for one in choice.matches))}
        ranked = [by_id[one.id] for one in choice.matches if one.id in by_id]
        return Resolved(missing=_which(ranked, path=path, question=f"「{phrase}」指的是哪一项?"))
    if not own or not scene.is_alone:
        raise NoSuchTask(phrase=phrase)
    if len(own) == 1 and may_guess_own:
        return Resolved(task=own[0])
    which = "这一项" if len(own) == 1 else "哪一项"
    return Resolved(missing=_which(own, path=path, question=f"没找到「{phrase}」,是您的{which}吗?"))


def _own(session: Session, scene: Scene, *, path: Path) -> Resolved:
    own = _own_tasks(session, scene)
    asked = tuple(task for task in own if task.id in scene.in_question)
    if not own:
        raise NothingOfYours
    return _only(asked or own, path=path, question="说的是哪一项?")


def _only(found: Sequence[Task], *, path: Path, question: str = "有几项符合,是哪一项?") -> Resolved:
    if len(found) == 1:
        return Resolved(task=found[0])
    return Resolved(missing=_which(found, path=path, question=question))


def _which(found: Sequence[Task], *, path: Path, question: str) -> Missing:
    """The answer is put back as a reference that can only mean this task."""
    options = tuple(
        Option(f"#{task.number} {task.title}", {"number": task.number, "phrase": task.id, "position": None})
        for task in found[:OPTIONS_LIMIT]
    )
    return Missing(SlotKind.TASK, path, question, options)


def _own_tasks(session: Session, scene: Scene) -> tuple[Task, ...]:
    allowed = set(scene.project_ids)
    return tuple(task for task in queries.list_open_of(session, scene.turn.speaker.id) if task.project_id in allowed)


def _titles(session: Session, scene: Scene, phrase: str) -> list[tuple[str, str]]:
    titles: list[tuple[str, str]] = []
    for project_id in scene.project_ids:
        titles += queries.list_comparable(session, project_id, phrase, most=WHOLE_PROJECT)
    return titles
