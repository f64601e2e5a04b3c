"""The table of contents: which jobs there are, what happens by the clock, what follows from which event, and how the
parts of a process are put together. A new capability adds its lines here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quncheng.entry.settings import Settings
from quncheng.features.conversation import service as conversation
from quncheng.features.conversation.types import Desk
from quncheng.features.followups import jobs as followup_jobs
from quncheng.features.followups import service as followups
from quncheng.features.plans import jobs as plan_jobs
from quncheng.features.plans import notices as plan_notices
from quncheng.features.reports import jobs as report_jobs
from quncheng.features.reports import service as reports
from quncheng.kit.clock import Clock
from quncheng.providers.pictures.resvg import ResvgRenderer
from quncheng.runtime.bot import BotRunner
from quncheng.runtime.db import Database, Session
from quncheng.runtime.events import EventLog, Reaction
from quncheng.runtime.jobs import Handler
from quncheng.runtime.live import LiveHub
from quncheng.runtime.ports import ChatProvider, Inbound
from quncheng.runtime.wake import Wake

PROVIDER = "wecom"

REACTIONS: dict[str, tuple[Reaction, ...]] = {}
"""By the name of an event: what else becomes true, or which job is due, in the same transaction."""

SCHEDULES: tuple[Callable[[Session], int], ...] = (followups.schedule_due, reports.schedule_due)
"""Asked every minute for every organization; each writes the jobs whose time has come."""


def job_handlers() -> dict[str, Handler]:
    """By the kind of the job."""
    return {
        followups.JOB: Handler(followup_jobs.ask),
        reports.JOB: Handler(report_jobs.compose),
        plan_notices.PICTURE_JOB: plan_jobs.picture_handler(ResvgRenderer()),
    }


@dataclass(frozen=True, slots=True)
class Parts:
    """What every process is made of."""

    settings: Settings
    clock: Clock
    database: Database
    hub: LiveHub
    wake: Wake


def build_parts(settings: Settings, *, clock: Clock) -> Parts:
    """Open the database and connect the event log to who is listening."""
    database = Database(settings.resolved_database_url, clock=clock)
    hub, wake = LiveHub(), Wake()
    database.services[EventLog] = EventLog(reactions=REACTIONS, on_committed=hub.announce)
    database.services[Wake] = wake
    return Parts(settings, clock, database, hub, wake)


def build_runner(parts: Parts, provider: ChatProvider, *, org_id: str, bot_id: str) -> BotRunner:
    """The conversation, connected to a bot account."""
    names = tuple(dict.fromkeys((parts.settings.wecom_bot_name, "群程")))
    desk = Desk(bot_id, PROVIDER, names, parts.settings.base_url)

    def handle(session: Session, inbound: Inbound) -> None:
        conversation.handle(session, desk, inbound)

    def apologize(session: Session, inbound: Inbound) -> None:
        conversation.apologize(session, desk, inbound)

    return BotRunner(
        parts.database,
        provider,
        org_id=org_id,
        bot_id=bot_id,
        wake=parts.wake,
        handle=handle,
        apologize=apologize,
    )
