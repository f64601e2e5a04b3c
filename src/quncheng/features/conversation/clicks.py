"""A pressed button: the card shows its new state inside the platform's five seconds, whatever else is said comes after."""

from collections.abc import Callable

import msgspec

from quncheng.features.activity import service as activity
from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.errors import CardNotFound
from quncheng.features.bindings.types import Answer, Chat, Click, ClickAnswer, StoredCard, Turn
from quncheng.features.conversation import asking, newcomers, texts, turns
from quncheng.features.conversation.messages import go_on
from quncheng.features.conversation.types import Desk, Scene
from quncheng.features.followups import cards as followup_cards
from quncheng.features.followups import chat as followup_chat
from quncheng.features.people import service as people
from quncheng.features.plans import cards as plan_cards
from quncheng.features.plans import chat as plan_chat
from quncheng.features.reports import cards as report_cards
from quncheng.features.reports import chat as report_chat
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.card import Card
from quncheng.language.refusals import explain
from quncheng.runtime.db import Session
from quncheng.runtime.ports import CardClick, CardContent, Content, MarkdownContent, SendMode

Handler = Callable[[Session, Turn, Click], ClickAnswer]


def undo_created(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """撤销 under a task that was just made."""
    operation_id = str(click.stored.payload["operation_id"])
    undone = activity.undo_operation(session, turn.speaker, turn.actor, operation_id=operation_id)
    return ClickAnswer(Card(card_id=click.stored.card_id, title="已撤销", subtitle=undone.text[:30]))


HANDLERS: dict[str, Handler] = {
    plan_cards.DRAFT: plan_chat.click_draft,
    plan_cards.CHANGE: plan_chat.click_change,
    plan_cards.REQUEST: plan_chat.click_request,
    plan_cards.CREATED: undo_created,
    followup_cards.KIND: followup_chat.click,
    report_cards.KIND: report_chat.click,
}
"""By the kind of the card."""


def handle_click(session: Session, desk: Desk, pressed: CardClick) -> None:
    """Do what a button stands for and let the card say so."""
    chat = bindings.find_or_add_chat(session, bot_id=desk.bot_id, address=pressed.chat)
    operation_id = session.new_id()
    speaker, _ = newcomers.meet(session, desk, chat, external_id=pressed.sender_id, operation_id=operation_id)
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
        _show(session, chat, pressed, _last_state(stored))
    else:
        _press(session, scene, stored, pressed)


def _press(session: Session, scene: Scene, stored: StoredCard, pressed: CardClick) -> None:
    chat = scene.turn.chat
    try:
        with session.savepoint():
            turn = (
                scene.turn if stored.project_id is None else turns.with_project(session, scene.turn, stored.project_id)
            )
            if stored.kind == asking.KIND:
                answered, extra = _answer_question(session, scene, stored, pressed.action)
            else:
                answered = HANDLERS[stored.kind](session, turn, Click(pressed.action, pressed.chosen, stored))
                extra = Answer()
    except QunchengError as refusal:
        if refusal.kind is ErrorKind.UNAVAILABLE:
            raise
        bindings.say(session, chat, MarkdownContent(explain(refusal.code, refusal.facts)))
        return
    if answered.is_closed:
        bindings.close_card(session, stored, outcome=pressed.action[:40], shows=answered.card)
    _show(session, chat, pressed, answered.card)
    _say(session, scene.turn, answered.text, extra)


def _answer_question(session: Session, scene: Scene, stored: StoredCard, action: str) -> tuple[ClickAnswer, Answer]:
    """A ready answer was pressed under a question."""
    bindings.close_dialog(session, chat_id=scene.turn.chat.id, member_id=scene.turn.speaker.id)
    question = str(stored.payload["question"])
    if action == asking.DROP:
        return ClickAnswer(asking.answered_card(stored.card_id, question, "算了")), Answer()
    index = int(action.partition(":")[2])
    option = asking.options_of(stored.payload)[index]
    answer = go_on(session, scene, stored.payload, option)
    return ClickAnswer(asking.answered_card(stored.card_id, question, option.label)), answer


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


def _say(session: Session, turn: Turn, text: str, extra: Answer) -> None:
    together = "\n".join(part for part in (text, extra.text) if part)
    if together:
        bindings.say(session, turn.chat, MarkdownContent(together))
    if extra.ask is not None:
        bindings.ask(session, turn, extra.ask)
    if extra.card is not None:
        bindings.say(session, turn.chat, CardContent(extra.card))


def _last_state(stored: StoredCard) -> Card:
    """How the card ended; somebody may still see it open."""
    shows = stored.payload.get("shows")
    if shows is None:
        return Card(card_id=stored.card_id, title="已经处理过了")
    return msgspec.convert(shows, Card)
