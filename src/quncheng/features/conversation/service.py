"""The conversation: what arrives from a chat becomes one transaction's work and its answer."""

from quncheng.features.bindings import service as bindings
from quncheng.features.conversation import newcomers, texts
from quncheng.features.conversation.clicks import handle_click
from quncheng.features.conversation.messages import handle_message
from quncheng.features.conversation.types import Desk
from quncheng.runtime.db import Session
from quncheng.runtime.ports import (
    CardClick,
    ChatAddress,
    ChatEntered,
    ChatKind,
    FeedbackGiven,
    Inbound,
    InboundMessage,
    MarkdownContent,
    SendMode,
)


def handle(session: Session, desk: Desk, inbound: Inbound) -> None:
    """Act on one message, click or entry, and write the answer into the outbox."""
    match inbound:
        case InboundMessage():
            handle_message(session, desk, inbound)
        case CardClick():
            handle_click(session, desk, inbound)
        case ChatEntered():
            _welcome(session, desk, inbound)
        case FeedbackGiven():
            pass


def apologize(session: Session, desk: Desk, inbound: Inbound) -> None:
    """A message is kept but could not be handled: say so."""
    if isinstance(inbound, InboundMessage | CardClick):
        chat = bindings.find_or_add_chat(session, bot_id=desk.bot_id, address=inbound.chat)
        bindings.say(session, chat, MarkdownContent(texts.APOLOGY))


def _welcome(session: Session, desk: Desk, entered: ChatEntered) -> None:
    """The first words of the day; entering alone does not let the bot speak first later."""
    address = ChatAddress(ChatKind.DIRECT, entered.sender_id)
    chat = bindings.find_or_add_chat(session, bot_id=desk.bot_id, address=address)
    member = newcomers.find(session, desk, external_id=entered.sender_id)
    is_known = member is not None and not newcomers.is_nameless(session, member)
    name = member.name if member is not None else ""
    bindings.answer_in_window(
        session,
        chat,
        MarkdownContent(texts.welcome(name, is_known=is_known)),
        mode=SendMode.WELCOME,
        reply_token=entered.reply_token,
        received_at=entered.received_at,
    )
