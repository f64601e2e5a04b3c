"""A pressed button: the card shows its new state inside the platform's five seconds, all else is said after that."""

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.errors import CardNotFound
from quncheng.features.bindings.types import Answer, Chat, ClickAnswer, StoredCard, Turn
from quncheng.features.conversation import asking, newcomers, pressing, refusals, texts, turns
from quncheng.features.conversation.answering import go_on, keep_questions, wait_on
from quncheng.features.conversation.plain import to_plain
from quncheng.features.conversation.types import Desk, Scene
from quncheng.features.people import service as people
from quncheng.features.people.errors import MemberDeactivated
from quncheng.features.tasks import queries
from quncheng.features.tasks.lines import name_line
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.card import Card
from quncheng.language.intents import ReportProgress, TaskReference, WorkState
from quncheng.runtime.db import Session
from quncheng.runtime.outbox import Importance
from quncheng.runtime.ports import CardClick, CardContent, Content, MarkdownContent, SendMode


def handle_click(session: Session, desk: Desk, pressed: CardClick) -> None:
    """Do what a button stands for and let the card say so."""
    chat = bindings.find_or_add_chat(session, bot_id=desk.bot_id, address=pressed.chat)
    operation_id = session.new_id()
    try:
        speaker, _ = newcomers.meet(session, desk, chat, external_id=pressed.sender_id, operation_id=operation_id)
    except MemberDeactivated as refusal:
        bindings.say(session, chat, MarkdownContent(refusals.say(refusal)))
        return
    actor = people.chat_actor(speaker.id, chat_id=chat.id, operation_id=operation_id)
    try:
        stored = bindings.lock_card(session, pressed.card_id)
    except CardNotFound:
        bindings.say(session, chat, MarkdownContent(texts.CARD_UNKNOWN))
        return
    scene = turns.open_scene(session, desk, chat=chat, speaker=speaker, actor=actor)
    if stored.audience_id not in (None, speaker.id):
        bindings.say(session, chat, MarkdownContent(texts.NOT_FOR_YOU))
    elif stored.outcome:
        _show(session, chat, pressed, pressing.last_state(stored))
    elif stored.kind != asking.KIND and not pressing.has_action(stored, pressed.action):
        bindings.say(session, chat, MarkdownContent(texts.BUTTON_UNKNOWN))
    else:
        _press(session, scene, stored, pressed)


def _press(session: Session, scene: Scene, stored: StoredCard, pressed: CardClick) -> None:
    chat = scene.turn.chat
    try:
        with session.savepoint():
            if stored.kind == asking.KIND:
                card, answers = _answer_question(session, scene, stored, pressed.action)
            else:
                answered = pressing.press(session, scene, stored, pressed.action, chosen=pressed.chosen)
                card, answers = answered.card, _beside(session, scene, answered)
                if answered.is_closed:
                    _close_dialog(session, scene.turn, stored.card_id)
    except QunchengError as refusal:
        if refusal.kind is ErrorKind.UNAVAILABLE:
            raise
        bindings.say(session, chat, MarkdownContent(refusals.say(refusal)))
        return
    _show(session, chat, pressed, card)
    _say(session, scene.turn, answers)


def _answer_question(session: Session, scene: Scene, stored: StoredCard, action: str) -> tuple[Card, list[Answer]]:
    """A ready answer was pressed under a question."""
    question = str(stored.payload["question"])
    _close_dialog(session, scene.turn, stored.card_id)
    option = asking.option_of_action(stored.payload, action)
    if option is None:
        card, answers = (
            asking.answered_card(stored.card_id, question, asking.drop_label(stored.payload)),
            wait_on(stored.payload),
        )
    else:
        answers = go_on(session, scene, stored.payload, option)
        card = asking.answered_card(stored.card_id, question, option.label)
    bindings.close_card(session, stored, outcome=action[:40], shows=card)
    return card, answers


def _close_dialog(session: Session, turn: Turn, card_id: str) -> None:
    """What this card asked is answered; a newer question stays open."""
    dialog = bindings.find_dialog(session, chat_id=turn.chat.id, member_id=turn.speaker.id)
    if dialog is not None and dialog.card_id == card_id:
        bindings.close_dialog(session, chat_id=turn.chat.id, member_id=turn.speaker.id)


def _beside(session: Session, scene: Scene, answered: ClickAnswer) -> list[Answer]:
    """What is said besides the card; a task that is blocked is asked about, because the reason matters most."""
    answers = [Answer(text=answered.text)] if answered.text else []
    if answered.wants_reason_of is not None:
        (task,) = queries.list_by_ids(session, (answered.wants_reason_of,))
        blocked = ReportProgress(TaskReference(number=task.number, phrase=task.id), state=WorkState.BLOCKED)
        turn = turns.in_project_of(session, scene, task).turn
        missing = asking.ask_reason(title=name_line(task))
        answers.append(Answer(ask=asking.to_ask(turn, to_plain(blocked), missing)))
    return answers


def _show(session: Session, chat: Chat, pressed: CardClick, card: Card) -> None:
    content: Content = CardContent(card)
    bindings.answer_in_window(
        session,
        chat,
        content,
        mode=SendMode.UPDATE,
        reply_token=pressed.reply_token,
        received_at=pressed.received_at,
    )


def _say(session: Session, turn: Turn, answers: list[Answer]) -> None:
    answers = [*answers, keep_questions(session, turn, answers)]
    together = "\n".join(answer.text for answer in answers if answer.text)
    if together:
        bindings.say(session, turn.chat, MarkdownContent(together), importance=Importance.HIGH)
    for answer in answers:
        if answer.card is not None:
            bindings.say(session, turn.chat, CardContent(answer.card), importance=Importance.HIGH)
