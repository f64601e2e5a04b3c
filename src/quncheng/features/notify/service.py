"""Tell a person something in private. What cannot be said yet is kept and said at their first word.

The policy of who is interrupted when is a later capability; here whoever calls has decided that it should be told.
"""

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Ask
from quncheng.features.notify import store
from quncheng.features.notify.types import Notice, NoticeStatus
from quncheng.features.people import service as people
from quncheng.runtime.contents import from_row, to_row
from quncheng.runtime.db import Session
from quncheng.runtime.outbox import Importance
from quncheng.runtime.ports import ChatAddress, ChatKind, Content

RELEASE_LIMIT = 10


def tell(
    session: Session,
    member_id: str,
    content: Content,
    *,
    reason: str,
    project_id: str | None = None,
    importance: Importance = Importance.NORMAL,
    ask: Ask | None = None,
) -> bool:
    """Say it in private, once; with ``ask`` it is a question whose answer may come in words.

    Returns False when it has to wait until the person has spoken to the bot.
    """
    outbox_id = _push(session, member_id, content, importance, ask=ask)
    document, _ = to_row(content)
    notice = Notice(
        id=session.new_id(),
        member_id=member_id,
        reason=reason,
        status=NoticeStatus.HELD if outbox_id is None else NoticeStatus.SENT,
        content=document,
        created_at=session.now,
    )
    store.add_notice(session, notice, project_id=project_id, outbox_id=outbox_id)
    return outbox_id is not None


def is_reachable(session: Session, member_id: str) -> bool:
    return any(identity.is_reachable for identity in people.list_identities(session, (member_id,)))


def release_held(session: Session, member_id: str) -> int:
    """The person can be reached now: say what was kept, the newest of it. Returns how many."""
    held = store.list_held(session, member_id)
    for notice in held[-RELEASE_LIMIT:]:
        outbox_id = _push(session, member_id, from_row(notice.content, None), Importance.NORMAL)
        if outbox_id is not None:
            store.mark_sent(session, notice.id, outbox_id)
    return len(held)


def hand_over(session: Session, *, from_member: str, to_member: str) -> None:
    """A name was claimed by its person: what was kept for the name is theirs."""
    store.move_to(session, from_member=from_member, to_member=to_member)


def _push(
    session: Session, member_id: str, content: Content, importance: Importance, *, ask: Ask | None = None
) -> str | None:
    bots = bindings.list_bots(session)
    for identity in people.list_identities(session, (member_id,)):
        bot = next((one for one in bots if one.provider == identity.provider), None)
        if identity.is_reachable and bot is not None:
            address = ChatAddress(ChatKind.DIRECT, identity.external_id)
            chat = bindings.find_or_add_chat(session, bot_id=bot.id, address=address)
            if ask is not None:
                bindings.ask(session, ask, chat_id=chat.id, member_id=member_id)
            return bindings.say(session, chat, content, importance=importance)
    return None
