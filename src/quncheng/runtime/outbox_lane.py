"""How much a conversation may still be sent, and the lane on which an answer needs no second transaction.

A message that is answered is claimed where it is written, as long as nothing waits before it and there is room: it is
on its way as soon as its transaction is safe. Everything else waits in the outbox until the sender claims it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, case, exists, func, select

from quncheng.runtime.columns import Id, Instant
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.outbox_rows import Claimed, Importance, OutboxStatus, outbox
from quncheng.runtime.ports import ChatAddress, RateLimit
from quncheng.runtime.prepared import one_of

LANE = "runtime.outbox_lane"
_TURN = select(func.pg_advisory_xact_lock(func.hashtextextended("outbox " + ORG + " " + bindparam("bot", type_=Id), 0)))


class Lane:
    """The answers of one transaction that are claimed in it: they can be sent the moment it is committed."""

    __slots__ = ("bot_id", "claimed", "limits")

    def __init__(self, bot_id: str, limits: Sequence[RateLimit]) -> None:
        self.bot_id = bot_id
        self.limits = limits
        self.claimed: list[Claimed] = []

    def mark(self) -> int:
        return len(self.claimed)

    def return_to(self, mark: int) -> None:
        del self.claimed[mark:]


def open_lane(session: Session, bot_id: str, *, limits: Sequence[RateLimit]) -> Lane:
    """From now on answers are claimed as they are written, where nothing waits before them and there is room."""
    lane = Lane(bot_id, limits)
    session.notes[LANE] = lane
    return lane


def lane_for(
    session: Session, chat: ChatAddress, *, bot_id: str, importance: Importance, expires_at: datetime | None
) -> Lane | None:
    """The lane an answer may take: it is in time, none waits in its conversation, and there is room."""
    lane = session.notes.get(LANE)
    if not isinstance(lane, Lane) or importance is not Importance.ANSWER or bot_id != lane.bot_id:
        return None
    if expires_at is not None and expires_at < session.now:
        return None
    wait_for_turn(session, bot_id)
    since = _window_starts(session, lane.limits)
    is_waiting, *used = session.run(_before(len(since)), bot=bot_id, chat=chat.external_id, **since).one()
    has_room = all(int(count) < limit.count for limit, count in zip(lane.limits, used, strict=True))
    return None if is_waiting or not has_room else lane


def wait_for_turn(session: Session, bot_id: str) -> None:
    """One claims at a time: two that count at once would both find the same room. SQLite has one writer anyway."""
    if session.is_postgresql:
        session.run(_TURN, bot=bot_id)


def count_room(session: Session, bot_id: str, chats: set[str], limits: Sequence[RateLimit]) -> dict[str, int]:
    """How many messages each conversation may still get now."""
    free = min((limit.count for limit in limits), default=1_000_000)
    room = dict.fromkeys(chats, free)
    if not chats or not limits:
        return room
    since = _window_starts(session, limits)
    counted = session.run(_used(len(limits)), bot=bot_id, chats=sorted(chats), first=min(since.values()), **since)
    for chat_id, *used in counted:
        room[str(chat_id)] = min(limit.count - int(count) for limit, count in zip(limits, used, strict=True))
    return room


def _window_starts(session: Session, limits: Sequence[RateLimit]) -> dict[str, datetime]:
    return {f"since_{place}": session.now - timedelta(seconds=limit.seconds) for place, limit in enumerate(limits)}


@cache
def _used(windows: int) -> Select[*Values]:
    """How much each conversation was sent in each window."""
    starts = [bindparam(f"since_{place}", type_=Instant) for place in range(windows)]
    counts = [func.sum(case((outbox.c.claimed_at > start, 1), else_=0)) for start in starts]
    return (
        select(outbox.c.chat_external_id, *counts)
        .where(
            outbox.c.org_id == ORG,
            outbox.c.bot_id == bindparam("bot"),
            one_of(outbox.c.chat_external_id, "chats"),
            outbox.c.claimed_at > bindparam("first"),
        )
        .group_by(outbox.c.chat_external_id)
    )


@cache
def _before(windows: int) -> Select[*Values]:
    """Whether an answer waits in a conversation already, and how much it was sent in each window."""
    is_here = (
        outbox.c.org_id == ORG,
        outbox.c.bot_id == bindparam("bot"),
        outbox.c.chat_external_id == bindparam("chat"),
    )
    is_waiting = exists().where(
        *is_here, outbox.c.status == OutboxStatus.PENDING.value, outbox.c.importance == int(Importance.ANSWER)
    )
    starts = [bindparam(f"since_{place}", type_=Instant) for place in range(windows)]
    used = [select(func.count()).where(*is_here, outbox.c.claimed_at > start).scalar_subquery() for start in starts]
    return select(is_waiting, *used)
