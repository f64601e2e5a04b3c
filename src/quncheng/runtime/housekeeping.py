"""Once a day, what has served its time goes: messages that were handled, answers that were sent.

The event log stays; it is the memory. What is parked or still on its way stays too.
"""

from datetime import timedelta

from quncheng.runtime import jobs
from quncheng.runtime.db import Session
from quncheng.runtime.inbox import InboxStatus, inbox
from quncheng.runtime.outbox import OutboxStatus, outbox

JOB = "runtime.forget_old"
INBOX_KEPT = timedelta(days=7)
"""Longer than the platform delivers a message again."""
OUTBOX_KEPT = timedelta(days=30)


def schedule_due(session: Session) -> int:
    """Write today's job, once."""
    return int(jobs.enqueue_once(session, JOB, {}, name=JOB, slot=session.now.date().isoformat()))


def forget_old(session: Session, _payload: dict[str, object], _prepared: object) -> None:
    """Idempotent: what is gone is gone."""
    session.execute(
        session.delete(inbox).where(
            inbox.c.status == InboxStatus.HANDLED.value, inbox.c.received_at < session.now - INBOX_KEPT
        )
    )
    session.execute(
        session.delete(outbox).where(
            outbox.c.status.in_((OutboxStatus.SENT.value, OutboxStatus.EXPIRED.value, OutboxStatus.FAILED.value)),
            outbox.c.created_at < session.now - OUTBOX_KEPT,
        )
    )
