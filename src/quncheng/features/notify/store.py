"""The only SQL about notices."""

from quncheng.features.notify.tables import notices
from quncheng.features.notify.types import Notice, NoticeStatus
from quncheng.runtime.db import Session


def add_notice(session: Session, notice: Notice, *, project_id: str | None, outbox_id: str | None) -> None:
    session.add(
        notices,
        id=notice.id,
        member_id=notice.member_id,
        reason=notice.reason,
        project_id=project_id,
        status=notice.status.value,
        content=notice.content,
        outbox_id=outbox_id,
        created_at=notice.created_at,
    )


def list_held(session: Session, member_id: str) -> tuple[Notice, ...]:
    rows = session.execute(
        session.select(
            notices.c.id,
            notices.c.member_id,
            notices.c.reason,
            notices.c.status,
            notices.c.content,
            notices.c.created_at,
        )
        .where(notices.c.member_id == member_id, notices.c.status == NoticeStatus.HELD.value)
        .order_by(notices.c.id)
    )
    return tuple(Notice(row[0], row[1], row[2], NoticeStatus(row[3]), row[4], row[5]) for row in rows)


def mark_sent(session: Session, notice_id: str, outbox_id: str) -> None:
    session.execute(
        session.update(notices)
        .where(notices.c.id == notice_id)
        .values(status=NoticeStatus.SENT.value, outbox_id=outbox_id)
    )


def move_to(session: Session, *, from_member: str, to_member: str) -> None:
    """What was kept for a name goes to the person who turned out to bear it."""
    session.execute(session.update(notices).where(notices.c.member_id == from_member).values(member_id=to_member))
