"""Use cases about chats: bind a group to a project, say something, send a card and remember what it meant."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from quncheng.features.bindings import store
from quncheng.features.bindings.errors import CardNotFound, ChatBoundElsewhere
from quncheng.features.bindings.events import BotRegistered, BotRemoved, ChatBound, ChatUnbound
from quncheng.features.bindings.types import Ask, AskedDialog, Bot, Chat, Dialog, StoredCard
from quncheng.features.people import service as people
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.language.card import Card
from quncheng.language.situation import PendingKind
from quncheng.runtime import events, outbox
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.outbox import Importance
from quncheng.runtime.ports import ChatAddress, ChatKind, Content, MarkdownContent, Outbound, SendMode

ROBOT = "wecom_robot"
"""Provider of a group robot: its ``external_id`` is the project, its secret the webhook's address."""
DIALOG_LIFE = timedelta(minutes=30)
DAILY_LIFE = timedelta(hours=20)
"""The daily question may be answered on the next morning."""


def register_bot(
    session: Session, actor: Actor, *, provider: str, external_id: str, name: str, sealed_secret: str
) -> Bot:
    """Keep a bot's account; the same account again replaces its secret and name."""
    known = next((bot for bot in store.list_bots(session) if bot.external_id == external_id), None)
    bot = Bot(session.new_id() if known is None else known.id, provider, external_id, name, sealed_secret)
    store.save_bot(session, bot)
    of_project = external_id if provider == ROBOT else None
    events.record(session, actor, BotRegistered(bot_id=bot.id, provider=provider, of_project=of_project, name=name))
    return bot


def list_bots(session: Session) -> tuple[Bot, ...]:
    return store.list_bots(session)


def set_robot(session: Session, access: Access, actor: Actor, *, sealed_address: str) -> Bot:
    """Give the project's group a robot that can call people by @. Raises OnlyForManager."""
    project_policy.check_may_edit_plan(access)
    return register_bot(
        session,
        actor,
        provider=ROBOT,
        external_id=access.project_id,
        name="群机器人",
        sealed_secret=sealed_address,
    )


def remove_robot(session: Session, access: Access, actor: Actor) -> None:
    """Raises OnlyForManager."""
    project_policy.check_may_edit_plan(access)
    robot = find_robot(session, access.project_id)
    if robot is not None:
        store.remove_bot(session, robot.id)
        events.record(session, actor, BotRemoved(bot_id=robot.id, provider=ROBOT, of_project=access.project_id))


def find_robot(session: Session, project_id: str) -> Bot | None:
    """The robot of a project's group."""
    bots = store.list_bots(session)
    return next((bot for bot in bots if bot.provider == ROBOT and bot.external_id == project_id), None)


def call_in_group(session: Session, project_id: str, text: str, *, member_ids: Iterable[str]) -> bool:
    """Say something in the project's group and really call people by @; False without a robot, and nothing is said."""
    robot = find_robot(session, project_id)
    if robot is None:
        return False
    known = people.list_identities(session, tuple(dict.fromkeys(member_ids)))
    content = MarkdownContent(text, tuple(identity.external_id for identity in known))
    address = ChatAddress(ChatKind.GROUP, project_id)
    outbox.enqueue(session, Outbound(SendMode.PUSH, address, content), bot_id=robot.id)
    return True


def find_or_add_chat(session: Session, *, bot_id: str, address: ChatAddress) -> Chat:
    """The chat at an address; known from the first message on."""
    chat = store.find_chat(session, bot_id, address)
    if chat is not None:
        return chat
    chat = Chat(session.new_id(), bot_id, address.kind, address.external_id, None)
    if store.add_chat(session, chat):
        return chat
    return store.find_chat(session, bot_id, address) or chat


def get_chat(session: Session, chat_id: str) -> Chat:
    return store.get_chat(session, chat_id)


def list_chats_of(session: Session, project_id: str) -> tuple[Chat, ...]:
    """The groups in which a project is run."""
    return store.list_chats_of(session, project_id)


def bind(session: Session, actor: Actor, *, chat: Chat, project_id: str) -> Chat:
    """Run a project in a group. Raises ChatBoundElsewhere when the group runs another one."""
    if chat.project_id is not None and chat.project_id != project_id:
        raise ChatBoundElsewhere(project_name=projects.get_project(session, chat.project_id).name)
    if chat.project_id is None:
        store.set_project(session, chat.id, project_id)
        events.record(session, actor, ChatBound(chat_id=chat.id, of_project=project_id))
    return store.get_chat(session, chat.id)


def unbind(session: Session, actor: Actor, *, chat: Chat) -> None:
    """The group runs no project any more; the project stays."""
    if chat.project_id is not None:
        store.set_project(session, chat.id, None)
        events.record(session, actor, ChatUnbound(chat_id=chat.id, of_project=chat.project_id))


def say(session: Session, chat: Chat, content: Content, *, importance: Importance = Importance.NORMAL) -> str:
    """Speak first in a chat; returns the message's id in the outbox."""
    outbound = Outbound(SendMode.PUSH, chat.address, content)
    return outbox.enqueue(session, outbound, bot_id=chat.bot_id, importance=importance)


def reply(session: Session, chat: Chat, content: Content, *, reply_token: str) -> str:
    """Answer a message."""
    outbound = Outbound(SendMode.REPLY, chat.address, content, reply_token)
    return outbox.enqueue(session, outbound, bot_id=chat.bot_id, importance=Importance.ANSWER)


def answer_in_window(
    session: Session, chat: Chat, content: Content, *, mode: SendMode, reply_token: str, received_at: datetime
) -> str:
    """Change a clicked card or welcome somebody, within the platform's five seconds or not at all."""
    return outbox.enqueue(
        session,
        Outbound(mode, chat.address, content, reply_token),
        bot_id=chat.bot_id,
        importance=Importance.ANSWER,
        expires_at=received_at + outbox.CARD_WINDOW,
    )


# Cards --------------------------------------------------------------------------------------------------------------


def keep_card(
    session: Session,
    *,
    kind: str,
    payload: dict[str, object],
    project_id: str | None = None,
    audience_id: str | None = None,
) -> str:
    """Remember what a card's buttons will mean; returns the id for the card."""
    card_id = f"card-{session.new_id()}"
    store.add_card(session, StoredCard(card_id, kind, payload, project_id, audience_id, "", session.now))
    return card_id


def lock_card(session: Session, card_id: str) -> StoredCard:
    """Raises CardNotFound for a card that is not ours."""
    card = store.lock_card(session, card_id)
    if card is None:
        raise CardNotFound(card_id=card_id)
    return card


def change_card(session: Session, card_id: str, *, payload: dict[str, object]) -> None:
    """What an open card stands for has changed."""
    store.update_card(session, card_id, payload=payload)


def close_card(session: Session, card: StoredCard, *, outcome: str, shows: Card) -> None:
    """The card's buttons are used up; a late click is shown how it ended."""
    payload = card.payload | {"shows": msgspec.to_builtins(shows)}
    store.update_card(session, card.card_id, outcome=outcome, payload=payload)


# Open questions -----------------------------------------------------------------------------------------------------


def ask(session: Session, question: Ask, *, chat_id: str, member_id: str) -> None:
    """Keep a question to a person open; a newer one takes its place."""
    dialog = Dialog(question.kind, question.payload, question.pending, question.card_id)
    store.save_dialog(session, chat_id, member_id, dialog)
    session.notes.pop(_note(chat_id, member_id), None)


def find_dialog(session: Session, *, chat_id: str, member_id: str) -> Dialog | None:
    """The question that is still open; one that nobody has answered is forgotten after a while.

    Every message asks several times, so it is read once a transaction.
    """
    note = _note(chat_id, member_id)
    if note not in session.notes:
        session.notes[note] = _still_open(store.find_dialog(session, chat_id, member_id), session.now)
    known = session.notes[note]
    return known if isinstance(known, Dialog) else None


def close_dialog(session: Session, *, chat_id: str, member_id: str) -> None:
    store.remove_dialog(session, chat_id, member_id)
    session.notes.pop(_note(chat_id, member_id), None)


def _still_open(asked: AskedDialog | None, now: datetime) -> Dialog | None:
    if asked is None:
        return None
    life = DAILY_LIFE if asked.dialog.pending.kind is PendingKind.DAILY else DIALOG_LIFE
    return asked.dialog if asked.asked_at > now - life else None


def _note(chat_id: str, member_id: str) -> str:
    return f"bindings.dialog {chat_id} {member_id}"
