"""An answer to what the bot asked: the waiting statement goes on, with the next question behind it."""

from collections.abc import Sequence
from dataclasses import replace

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.errors import CardNotFound
from quncheng.features.bindings.types import (
    CARD_QUESTION,
    Answer,
    Ask,
    Chat,
    ClickAnswer,
    Dialog,
    StoredCard,
    Turn,
    confirmation,
)
from quncheng.features.conversation import asking, pending, pressing, texts, turns
from quncheng.features.conversation.dispatch import dispatch
from quncheng.features.conversation.types import Option, Scene, SlotKind
from quncheng.features.plans import cards as plan_cards
from quncheng.features.plans import chat_changes as plan_changes
from quncheng.features.tasks import chat as task_chat
from quncheng.features.tasks import queries
from quncheng.language.intents import AskOtherWay, ChoosePending, ConfirmPending, RejectPending
from quncheng.runtime.db import Session

InWords = ConfirmPending | RejectPending | ChoosePending | AskOtherWay


def answer_in_words(session: Session, scene: Scene, said: InWords) -> list[Answer]:
    """好的, 第二个, 周五: by what was asked last."""
    dialog = bindings.find_dialog(session, chat_id=scene.turn.chat.id, member_id=scene.turn.speaker.id)
    if dialog is None:
        return [dispatch(session, scene, said)]
    if dialog.kind == CARD_QUESTION:
        return [_answer_card(session, scene, dialog, said)]
    if dialog.kind == asking.KIND:
        return _answer_question(session, scene, dialog, said)
    return [_answer_list(session, scene, said)]


def go_on(session: Session, scene: Scene, payload: dict[str, object], option: Option) -> list[Answer]:
    """The statement that waited, now complete; it may turn out to miss something else."""
    project_id = payload.get("project_id")
    if SlotKind(str(payload["kind"])) is SlotKind.PROJECT:
        scene = turns.in_project(session, scene, str(option.value))
    elif isinstance(project_id, str):
        scene = turns.in_project(session, scene, project_id)
    answer = dispatch(session, scene, pending.resume(payload, option))
    return [answer, *wait_on(payload)]


def wait_on(payload: dict[str, object]) -> list[Answer]:
    """The questions behind an answered one."""
    return [Answer(ask=ask) for ask in asking.waiting_behind(payload)]


def keep_questions(session: Session, turn: Turn, answers: Sequence[Answer]) -> Answer:
    """Of all that is asked at once the first is said; a list or card is remembered when nothing else is open."""
    asks = [answer.ask for answer in answers if answer.ask is not None]
    slots = [ask for ask in asks if ask.kind == asking.KIND]
    if slots:
        return asking.pose(session, turn, slots)
    listed = next((answer.shown for answer in reversed(answers) if answer.shown), ())
    kept: Ask | None = asks[-1] if asks else (turns.to_list(listed) if listed else None)
    if kept is not None and (asks or not _is_asked(session, turn.chat, turn.speaker.id)):
        bindings.ask(session, kept, chat_id=turn.chat.id, member_id=turn.speaker.id)
    return Answer()


def _is_asked(session: Session, chat: Chat, member_id: str) -> bool:
    """A list does not push an open question aside."""
    dialog = bindings.find_dialog(session, chat_id=chat.id, member_id=member_id)
    return dialog is not None and dialog.kind in (asking.KIND, CARD_QUESTION)


def _answer_question(session: Session, scene: Scene, dialog: Dialog, said: InWords) -> list[Answer]:
    if isinstance(said, RejectPending):
        _forget(session, scene, dialog, asking.drop_label(dialog.payload))
        return [Answer(text="好的,那就算了。"), *wait_on(dialog.payload)]
    option = pending.chosen_option(dialog, said, scene.turn)
    if option is None:
        return [Answer(text=f"没太明白您选哪个。{dialog.payload['question']}")]
    _forget(session, scene, dialog, option.label)
    return go_on(session, scene, dialog.payload, option)


def _forget(session: Session, scene: Scene, dialog: Dialog, label: str) -> None:
    """The question is answered: its buttons are used up as well."""
    bindings.close_dialog(session, chat_id=scene.turn.chat.id, member_id=scene.turn.speaker.id)
    if dialog.card_id is not None:
        card = asking.answered_card(dialog.card_id, str(dialog.payload["question"]), label)
        bindings.close_card(session, bindings.lock_card(session, dialog.card_id), outcome="said", shows=card)


def _answer_card(session: Session, scene: Scene, dialog: Dialog, said: InWords) -> Answer:
    """确认 and 取消 press the card's buttons."""
    try:
        stored = bindings.lock_card(session, str(dialog.payload["card_id"]))
    except CardNotFound:
        return Answer(text=texts.CARD_UNKNOWN)
    action = _action(dialog, stored, said)
    if action is None:
        return Answer(text=texts.CONFIRM_OR_CANCEL)
    bindings.close_dialog(session, chat_id=scene.turn.chat.id, member_id=scene.turn.speaker.id)
    if stored.outcome:
        return Answer(text=f"这件事已经处理过了:{pressing.last_state(stored).title}")
    answered = pressing.press(session, scene, stored, action, chosen={})
    if answered.is_closed:
        return Answer(text=answered.text, card=answered.card)
    return _move_on(session, dialog, stored, answered)


def _action(dialog: Dialog, stored: StoredCard, said: InWords) -> str | None:
    """The button that words stand for."""
    match said:
        case ConfirmPending():
            return str(dialog.payload["yes"])
        case RejectPending():
            return str(dialog.payload["no"])
        case AskOtherWay():
            return plan_cards.OTHER if pressing.has_action(stored, plan_cards.OTHER) else None
        case ChoosePending():
            is_there = said.position is not None and 1 <= said.position <= plan_changes.count_ways(stored.payload)
            return f"{plan_cards.PICK}:{(said.position or 1) - 1}" if is_there else None


def _move_on(session: Session, dialog: Dialog, stored: StoredCard, answered: ClickAnswer) -> Answer:
    """A card cannot be changed without a click: what it shows next is a new one, and the old one is used up."""
    now = bindings.lock_card(session, stored.card_id)
    card_id = bindings.keep_card(
        session, kind=now.kind, payload=now.payload, project_id=now.project_id, audience_id=now.audience_id
    )
    card = replace(answered.card, card_id=card_id)
    bindings.close_card(session, now, outcome="said", shows=replace(answered.card, buttons=()))
    ask = confirmation(card_id, yes=str(dialog.payload["yes"]), no=str(dialog.payload["no"]))
    return Answer(text=answered.text, card=card, ask=ask)


def _answer_list(session: Session, scene: Scene, said: InWords) -> Answer:
    """第二个, after a list: that task."""
    if isinstance(said, ChoosePending) and said.position is not None and 1 <= said.position <= len(scene.shown):
        (task,) = queries.list_by_ids(session, (scene.shown[said.position - 1],))
        return task_chat.show_task(turns.in_project_of(session, scene, task).turn, task)
    return dispatch(session, scene, said)
