"""The only SQL about bots, chats, cards and open questions."""

import msgspec
from sqlalchemy import bindparam, delete, select

from quncheng.features.bindings.tables import bots, cards, chats, dialogs
from quncheng.features.bindings.types import AskedDialog, Bot, Chat, Dialog, StoredCard
from quncheng.language.situation import Pending
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.ports import ChatAddress, ChatKind

_CHAT = (chats.c.id, chats.c.bot_id, chats.c.kind, chats.c.external_id, chats.c.project_id)
_BOT = (bots.c.id, bots.c.provider, bots.c.external_id, bots.c.name, bots.c.sealed_secret)
_CARD = (
    cards.c.card_id,
    cards.c.kind,
    cards.c.payload,
    cards.c.project_id,
    cards.c.audience_id,
    cards.c.outcome,
    cards.c.created_at,
)
_BOTS = select(*_BOT).where(bots.c.org_id == ORG).order_by(bots.c.id)
_CHATS_OF = select(*_CHAT).where(chats.c.org_id == ORG, chats.c.project_id == bindparam("project")).order_by(chats.c.id)
_FIND_CHAT = select(*_CHAT).where(
    chats.c.org_id == ORG,
    chats.c.bot_id == bindparam("bot"),
    chats.c.kind == bindparam("address_kind"),
    chats.c.external_id == bindparam("address"),
)
_FIND_DIALOG = select(
    dialogs.c.kind, dialogs.c.payload, dialogs.c.pending, dialogs.c.card_id, dialogs.c.asked_at
).where(dialogs.c.org_id == ORG, dialogs.c.chat_id == bindparam("chat"), dialogs.c.member_id == bindparam("member"))
_REMOVE_DIALOG = delete(dialogs).where(
    dialogs.c.org_id == ORG, dialogs.c.chat_id == bindparam("chat"), dialogs.c.member_id == bindparam("member")
)


def list_bots(session: Session) -> tuple[Bot, ...]:
    return tuple(Bot(*row) for row in session.run(_BOTS))


def save_bot(session: Session, bot: Bot) -> None:
    values = {
        "provider": bot.provider,
        "external_id": bot.external_id,
        "name": bot.name,
        "sealed_secret": bot.sealed_secret,
    }
    if not session.insert_once(bots, id=bot.id, created_at=session.now, **values):
        session.execute(session.update(bots).where(bots.c.id == bot.id).values(**values))


def remove_bot(session: Session, bot_id: str) -> None:
    session.execute(session.delete(bots).where(bots.c.id == bot_id))


def _to_chat(row: Values) -> Chat:
    return Chat(row[0], row[1], ChatKind(row[2]), row[3], row[4])


def find_chat(session: Session, bot_id: str, address: ChatAddress) -> Chat | None:
    found = session.run(_FIND_CHAT, bot=bot_id, address_kind=address.kind.value, address=address.external_id)
    return next(map(_to_chat, found), None)


def get_chat(session: Session, chat_id: str) -> Chat:
    return _to_chat(session.execute(session.select(*_CHAT).where(chats.c.id == chat_id)).one())


def add_chat(session: Session, chat: Chat) -> bool:
    return session.insert_once(
        chats,
        id=chat.id,
        bot_id=chat.bot_id,
        kind=chat.kind.value,
        external_id=chat.external_id,
        project_id=chat.project_id,
        created_at=session.now,
    )


def set_project(session: Session, chat_id: str, project_id: str | None) -> None:
    session.execute(session.update(chats).where(chats.c.id == chat_id).values(project_id=project_id))


def list_chats_of(session: Session, project_id: str) -> tuple[Chat, ...]:
    return tuple(map(_to_chat, session.run(_CHATS_OF, project=project_id)))


def add_card(session: Session, card: StoredCard) -> None:
    session.add(
        cards,
        card_id=card.card_id,
        kind=card.kind,
        payload=card.payload,
        project_id=card.project_id,
        audience_id=card.audience_id,
        outcome=card.outcome,
        created_at=card.created_at,
    )


def lock_card(session: Session, card_id: str) -> StoredCard | None:
    statement = session.select(*_CARD).where(cards.c.card_id == card_id)
    row = session.execute(session.locked(statement)).one_or_none()
    return None if row is None else StoredCard(*row)


def update_card(session: Session, card_id: str, **values: object) -> None:
    session.execute(session.update(cards).where(cards.c.card_id == card_id).values(**values))


def save_dialog(session: Session, chat_id: str, member_id: str, dialog: Dialog) -> None:
    remove_dialog(session, chat_id, member_id)
    session.add(
        dialogs,
        chat_id=chat_id,
        member_id=member_id,
        kind=dialog.kind,
        payload=dialog.payload,
        pending=msgspec.to_builtins(dialog.pending),
        card_id=dialog.card_id,
        asked_at=session.now,
    )


def find_dialog(session: Session, chat_id: str, member_id: str) -> AskedDialog | None:
    row = session.run(_FIND_DIALOG, chat=chat_id, member=member_id).one_or_none()
    if row is None:
        return None
    return AskedDialog(Dialog(row[0], row[1], msgspec.convert(row[2], Pending), row[3]), row[4])


def remove_dialog(session: Session, chat_id: str, member_id: str) -> None:
    session.run(_REMOVE_DIALOG, chat=chat_id, member=member_id)
