"""Use cases about what happened: read it, and take the last act back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from quncheng.features.activity.errors import ActIsFinal, CannotUndo, NothingToUndo
from quncheng.features.activity.events import OperationUndone
from quncheng.features.activity.inverses import INVERSES
from quncheng.features.activity.rules import final_reason, meant, merged, worth_words
from quncheng.features.activity.types import Undoing
from quncheng.features.activity.wording import Names, describe
from quncheng.features.people import service as people
from quncheng.features.people.types import Member
from quncheng.features.tasks import queries
from quncheng.runtime import events, history
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, RecordedEvent, Source

UNDO_WITHIN = timedelta(days=1)
UNDO_DEPTH = 300
"""How many events back the last act is looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its sentence, which starts behind the actor's name."""

    happened: RecordedEvent
    actor_name: str
    words: str

    @property
    def text(self) -> str:
        return f"{self.actor_name} {self.words}" if self.actor_name else self.words


@dataclass(frozen=True, slots=True)
class ToldPage:
    """A piece of what happened; ``next_seq``: where the older begins."""

    told: tuple[Told, ...]
    next_seq: int | None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, in words."""

    operation_id: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return ";".join(self.words)


def tell(session: Session, happened: Iterable[RecordedEvent]) -> tuple[Told, ...]:
    """Events as people read them."""
    listed = tuple(happened)
    names = _names_for(session)
    tasks = {str(one.data[key]) for one in listed for key in ("task_id", "predecessor_id") if one.data.get(key)}
    titles = {task.id: task.title for task in queries.list_by_ids(session, tuple(tasks))} if tasks else {}
    known = Names(names, titles)
    return tuple(Told(one, names.get(one.actor_id or "", ""), describe(one, known)) for one in listed)


def list_of_project(session: Session, project_id: str, *, before_seq: int | None, limit: int) -> ToldPage:
    """The newest of a project first."""
    return _page(session, history.list_of_project(session, project_id, before_seq=before_seq, limit=limit), limit)


def list_of_task(session: Session, task_id: str, *, before_seq: int | None, limit: int) -> ToldPage:
    """The newest of a task and what hangs on it first."""
    return _page(session, history.list_of_context(session, task_id, before_seq=before_seq, limit=limit), limit)


def _page(session: Session, happened: tuple[RecordedEvent, ...], limit: int) -> ToldPage:
    next_seq = happened[-1].seq if len(happened) == limit else None
    return ToldPage(tell(session, merged(happened)), next_seq)


def undo_last(session: Session, member: Member, actor: Actor, *, source: Source, source_ref: str | None) -> Undone:
    """Take back the member's last act through this door. Raises what ``undo_operation`` raises."""
    found = history.list_of_actor(session, member.id, source=source.value, source_ref=source_ref, limit=UNDO_DEPTH)
    undone = {str(one.data["undone_id"]) for one in found if one.name == OperationUndone.event_name}
    undoings = {one.operation_id for one in found if one.name == OperationUndone.event_name}
    for operation_id in dict.fromkeys(one.operation_id for one in found):
        if operation_id in undone | undoings:
            continue
        operation = [one for one in found if one.operation_id == operation_id]
        if meant(operation, reversible=INVERSES) or final_reason(operation) is not None:
            return undo_operation(session, member, actor, operation_id=operation_id)
    raise NothingToUndo


def undo_operation(session: Session, member: Member, actor: Actor, *, operation_id: str) -> Undone:
    """Take back one act of the member. Raises NothingToUndo, CannotUndo, ActIsFinal and what the rules raise."""
    found = [one for one in history.list_of_operation(session, operation_id) if one.actor_id == member.id]
    if any(one.name == OperationUndone.event_name for one in found):
        raise NothingToUndo(operation_id=operation_id)
    acts = meant(found, reversible=INVERSES)
    if not acts:
        reason = final_reason(found)
        if reason is not None:
            raise ActIsFinal(reason=reason.value)
        raise NothingToUndo(operation_id=operation_id)
    if session.now - acts[0].at > UNDO_WITHIN:
        raise CannotUndo(reason="too_old")
    if history.list_of_subject(session, operation_id, limit=1):
        raise CannotUndo(reason="undone")
    told = tell(session, worth_words(acts, found))
    for happened in reversed(acts):
        INVERSES[happened.name](session, Undoing(member, actor), happened)
    events.record(session, actor, OperationUndone(undone_id=operation_id, of_project=acts[0].project_id))
    return Undone(operation_id, tuple(dict.fromkeys(one.words for one in told)))


def _names_for(session: Session) -> dict[str, str]:
    return {member.id: member.name for member in people.list_members(session)}
