"""The table of contents: what a process is made of, who handles what, what happens when."""

import asyncio
from dataclasses import dataclass

from quncheng.entry.robots import SealedRobots
from quncheng.entry.settings import Settings, read_secret_key
from quncheng.features.baselines import service as baselines
from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Bot
from quncheng.features.conversation import service as conversation
from quncheng.features.conversation.types import Desk
from quncheng.features.exchange import service as exchange
from quncheng.features.followups import jobs as followup_jobs
from quncheng.features.followups import service as followups
from quncheng.features.people import service as people
from quncheng.features.people.types import Installation
from quncheng.features.plans import jobs as plan_jobs
from quncheng.features.plans import notices as plan_notices
from quncheng.features.reports import jobs as report_jobs
from quncheng.features.reports import service as reports
from quncheng.features.tasks import planning
from quncheng.kit.clock import Clock, SystemClock
from quncheng.kit.ids import new_id
from quncheng.providers.formats.plan_files import FormatFiles
from quncheng.providers.pictures.resvg import ResvgRenderer
from quncheng.providers.wecom.bot_client import WecomBot
from quncheng.providers.wecom.settings import BotCredentials, BotSettings
from quncheng.runtime import housekeeping, idempotency
from quncheng.runtime.bot import BotRunner
from quncheng.runtime.db import Database, Session
from quncheng.runtime.events import EventLog, Reaction
from quncheng.runtime.jobs import Handler, Worker
from quncheng.runtime.live import Listener, LiveHub
from quncheng.runtime.migrate import upgrade
from quncheng.runtime.plan_files import PlanFiles
from quncheng.runtime.ports import ChatProvider
from quncheng.runtime.ports_pictures import PictureRenderer
from quncheng.runtime.secrets import SecretBox
from quncheng.runtime.wake import Wake
from quncheng.runtime.work import Schedule

WECOM = "wecom"
BOT_SECRET = "wecom.bot_secret"
PRODUCT_NAME = "群程"

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "task.created": (planning.on_plan_fact, plan_notices.on_plan_changed),
    "task.changed": (planning.on_plan_fact, plan_notices.on_plan_changed),
    "task.rescheduled": (planning.on_plan_fact, plan_notices.on_plan_changed),
    "dependency.added": (planning.on_plan_fact,),
    "dependency.removed": (planning.on_plan_fact,),
    "project.changed": (planning.on_plan_fact,),
    "plan.confirmed": (baselines.on_plan_confirmed,),
}
"""Event name → what else becomes true in the same transaction."""

SCHEDULES: tuple[Schedule, ...] = (
    followups.schedule_due,
    reports.schedule_due,
    idempotency.forget_old,
    exchange.forget_old,
    housekeeping.schedule_due,
)
"""What looks at the clock, in every organization."""


def job_handlers(pictures: PictureRenderer) -> dict[str, Handler]:
    """Job kind → what does it."""
    return {
        followups.JOB: Handler(run=followup_jobs.ask),
        reports.JOB: Handler(run=report_jobs.compose),
        plan_notices.PICTURE_JOB: plan_jobs.picture_handler(pictures),
        plan_notices.ACT_JOB: Handler(run=plan_jobs.tell_act),
        housekeeping.JOB: Handler(run=housekeeping.forget_old),
    }


@dataclass(frozen=True, slots=True)
class Product:
    """The parts every process shares."""

    settings: Settings
    database: Database
    hub: LiveHub
    wake: Wake
    secrets: SecretBox
    pictures: PictureRenderer
    files: PlanFiles
    robots: SealedRobots
    listener: Listener | None

    @property
    def worker(self) -> Worker:
        return Worker(self.database, job_handlers(self.pictures))

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called once in the event loop that will run."""
        self.hub.attach(loop)
        self.wake.attach(loop)
        if self.listener is not None:
            self.listener.start()

    def close(self) -> None:
        if self.listener is not None:
            self.listener.stop()
        self.database.close()


def assemble(settings: Settings, *, clock: Clock | None = None) -> Product:
    """Bring the database up to date and put the parts together. Raises MigrationFailed, SettingInvalid."""
    secrets = SecretBox(read_secret_key(settings))
    upgrade(settings.resolved_database_url)
    database = Database(settings.resolved_database_url, clock=clock or SystemClock())
    hub, wake = LiveHub(), Wake()
    database.services[EventLog] = EventLog(reactions=REACTIONS, on_committed=hub.announce)
    database.services[Wake] = wake
    listener = None if database.is_sqlite else Listener(database, hub, wake)
    robots = SealedRobots(secrets, api_url=settings.wecom_api_url)
    return Product(settings, database, hub, wake, secrets, ResvgRenderer(), FormatFiles(), robots, listener)


def installation_of(product: Product) -> Installation:
    """The organization people sign in to; made on the first start."""
    settings = product.settings
    found = product.database.read("", people.list_organization_ids)
    if found:
        return Installation(min(found), settings.wecom_bot_name, settings.quncheng_is_demo)
    org_id = new_id(product.database.clock.now())

    def make(session: Session) -> None:
        people.create_organization(session, name=settings.quncheng_organization, timezone=settings.quncheng_timezone)

    product.database.write(org_id, make)
    return Installation(org_id, settings.wecom_bot_name, settings.quncheng_is_demo)


def register_bot(product: Product, installation: Installation) -> None:
    """Keep the bot of the environment, sealed; without one the bot kept before stays."""
    settings, org_id = product.settings, installation.org_id
    if not settings.wecom_bot_id or not settings.wecom_bot_secret:
        return
    for bot in product.database.read(org_id, bindings.list_bots):
        is_same = (bot.external_id, bot.name) == (settings.wecom_bot_id, settings.wecom_bot_name)
        if is_same and _secret_of(product, bot, org_id) == settings.wecom_bot_secret:
            return
    sealed = product.secrets.seal(settings.wecom_bot_secret, org_id=org_id, purpose=BOT_SECRET)

    def keep(session: Session) -> None:
        bindings.register_bot(
            session,
            people.system_actor(session),
            provider=WECOM,
            external_id=settings.wecom_bot_id,
            name=settings.wecom_bot_name,
            sealed_secret=sealed,
        )

    product.database.write(org_id, keep)


def list_bots(product: Product, installation: Installation) -> tuple[Bot, ...]:
    """The bots and group robots that should be running now."""
    return product.database.read(installation.org_id, bindings.list_bots)


def bot_runner(product: Product, installation: Installation, bot: Bot) -> BotRunner:
    """What runs a bot or a group robot. Raises SecretUnreadable."""
    if bot.provider == bindings.ROBOT:
        return _runner(product, installation.org_id, bot, product.robots.open(bot, org_id=installation.org_id))
    settings = product.settings
    provider = WecomBot(
        BotCredentials(bot.external_id, _secret_of(product, bot, installation.org_id)),
        BotSettings(websocket_url=settings.wecom_ws_url),
        now=product.database.clock.now,
    )
    return _runner(product, installation.org_id, bot, provider)


def _runner(product: Product, org_id: str, bot: Bot, provider: ChatProvider) -> BotRunner:
    settings = product.settings
    desk = Desk(bot.id, bot.provider, tuple(dict.fromkeys((bot.name, PRODUCT_NAME))), settings.base_url)
    return BotRunner(
        product.database,
        provider,
        org_id=org_id,
        bot_id=bot.id,
        wake=product.wake,
        handle=lambda session, inbound: conversation.handle(session, desk, inbound),
        apologize=lambda session, inbound: conversation.apologize(session, desk, inbound),
    )


def _secret_of(product: Product, bot: Bot, org_id: str) -> str:
    return product.secrets.open(bot.sealed_secret, org_id=org_id, purpose=BOT_SECRET)
