"""What the buttons of a card do, whether pressed or said in words."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from quncheng.features.activity import service as activity
from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Click, ClickAnswer, StoredCard, Turn
from quncheng.features.conversation import turns
from quncheng.features.conversation.types import Scene
from quncheng.features.followups import cards as followup_cards
from quncheng.features.followups import chat as followup_chat
from quncheng.features.plans import cards as plan_cards
from quncheng.features.plans import chat as plan_chat
from quncheng.features.plans import chat_changes as plan_changes
from quncheng.features.reports import cards as report_cards
from quncheng.features.reports import chat as report_chat
from quncheng.language.card import Card
from quncheng.runtime.db import Session


@dataclass(frozen=True, slots=True)
class Buttons:
    """Who answers a kind of card, and which actions its buttons have."""

    answer: Callable[[Session, Turn, Click], ClickAnswer]
    actions: frozenset[str]


def undo_created(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """撤销 under a task that was just made."""
    operation_id = str(click.stored.payload["operation_id"])
    undone = activity.undo_operation(session, turn.speaker, turn.actor, operation_id=operation_id)
    return ClickAnswer(Card(card_id=click.stored.card_id, title="已撤销", subtitle=undone.text))


BUTTONS: dict[str, Buttons] = {
    plan_cards.DRAFT: Buttons(plan_chat.click_draft, frozenset({plan_cards.CONFIRM, plan_cards.CANCEL})),
    plan_cards.CHANGE: Buttons(plan_changes.click, plan_changes.ACTIONS),
    plan_cards.REQUEST: Buttons(plan_chat.click_request, frozenset({plan_cards.APPROVE, plan_cards.REJECT})),
    plan_cards.CREATED: Buttons(undo_created, frozenset({plan_cards.UNDO_CREATED})),
    followup_cards.KIND: Buttons(followup_chat.click, followup_cards.ACTIONS),
    report_cards.KIND: Buttons(report_chat.click, report_cards.ACTIONS),
}
"""By the kind of the card."""


def has_action(stored: StoredCard, action: str) -> bool:
    """A card that shows how something ended has one more button, which does nothing."""
    buttons = BUTTONS.get(stored.kind)
    return buttons is not None and action in buttons.actions


def press(
    session: Session, scene: Scene, stored: StoredCard, action: str, *, chosen: dict[str, tuple[str, ...]]
) -> ClickAnswer:
    """Do what a button stands for; raises what is refused."""
    turn = scene.turn
    if stored.project_id is not None:
        turn = turns.with_project(session, turn, stored.project_id)
    answered = BUTTONS[stored.kind].answer(session, turn, Click(action, chosen, stored))
    if answered.is_closed:
        bindings.close_card(session, stored, outcome=action[:40], shows=answered.card)
    return answered


def last_state(stored: StoredCard) -> Card:
    """How the card ended; somebody may still see it open."""
    shows = stored.payload.get("shows")
    if shows is None:
        return Card(card_id=stored.card_id, title="已经处理过了")
    return msgspec.convert(shows, Card)
