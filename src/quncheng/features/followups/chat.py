"""Answers of one tap to the daily card."""

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Click, ClickAnswer, StoredCard, Turn
from quncheng.features.followups import cards
from quncheng.features.progress import service as progress
from quncheng.features.progress.types import ReportedState, Statement
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import queries
from quncheng.features.tasks import service as tasks
from quncheng.runtime.db import Session

BLOCKED_WORDS = "遇到阻碍"
ON_TRACK_WORDS = "按计划推进"


def click(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """已完成, 正常推进, 遇到阻碍 for the task chosen on the card; 明天再说 for all of it."""
    payload = click.stored.payload
    task_ids = _ids(payload, "task_ids")
    answered = _ids(payload, "answered")
    listed = queries.list_by_ids(session, task_ids)
    if click.action == cards.SNOOZE:
        card = cards.remaining_card(click.stored.card_id, tasks=listed, answered=task_ids, title="好的,明天再问您")
        return ClickAnswer(card)
    chosen = click.chosen.get("task", ())
    waiting = [task_id for task_id in task_ids if task_id not in answered]
    task_id = chosen[0] if chosen and chosen[0] in waiting else next(iter(waiting), None)
    if task_id is None:
        return ClickAnswer(cards.remaining_card(click.stored.card_id, tasks=listed, answered=answered))
    _report(session, turn, task_id, click.action)
    answered = (*answered, task_id)
    bindings.change_card(
        session, click.stored.card_id, payload={"task_ids": list(task_ids), "answered": list(answered)}
    )
    listed = queries.list_by_ids(session, task_ids)
    card = cards.remaining_card(click.stored.card_id, tasks=listed, answered=answered)
    wants_reason_of = task_id if click.action == cards.BLOCKED else None
    return ClickAnswer(card, is_closed=len(answered) == len(task_ids), wants_reason_of=wants_reason_of)


def hear(session: Session, card_id: str, *, task_ids: tuple[str, ...]) -> None:
    """These tasks of a daily card were spoken of in words: they are not asked about any more."""
    stored = bindings.lock_card(session, card_id)
    waiting = waiting_on(stored)
    left = [task_id for task_id in waiting if task_id not in task_ids]
    if len(left) == len(waiting):
        return
    listed = _ids(stored.payload, "task_ids")
    answered = [task_id for task_id in listed if task_id not in left]
    if left:
        bindings.change_card(session, card_id, payload={"task_ids": list(listed), "answered": answered})
        return
    card = cards.remaining_card(card_id, tasks=queries.list_by_ids(session, listed), answered=listed)
    bindings.close_card(session, stored, outcome="said", shows=card)


def waiting_on(stored: StoredCard) -> tuple[str, ...]:
    """The tasks of a daily card that nobody has said a word about yet."""
    if stored.outcome:
        return ()
    answered = _ids(stored.payload, "answered")
    return tuple(task_id for task_id in _ids(stored.payload, "task_ids") if task_id not in answered)


def _report(session: Session, turn: Turn, task_id: str, action: str) -> None:
    """Write the tap down as a report."""
    access, task = tasks.lock_task(session, turn.speaker.id, task_id)
    if action == cards.DONE:
        said = Statement(state=ReportedState.DONE)
    elif action == cards.BLOCKED:
        said = Statement(state=ReportedState.BLOCKED, note=BLOCKED_WORDS)
    else:
        starting = task.status is TaskStatus.OPEN
        said = Statement(state=ReportedState.STARTED if starting else None, note=ON_TRACK_WORDS)
    progress.report(session, access, turn.actor, task=task, said=said)


def _ids(payload: dict[str, object], key: str) -> tuple[str, ...]:
    return msgspec.convert(payload.get(key, ()), tuple[str, ...])
