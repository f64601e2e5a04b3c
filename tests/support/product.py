"""The product's chat side at work beside a simulated WeCom, and a small language in which a test reads like a chat.

Everything between is real: frames over a WebSocket, the database, the jobs, one clock for both.
"""

import asyncio
import re
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from zoneinfo import ZoneInfo

import httpx2
from sqlalchemy import func

from quncheng.entry.processes import run_bots
from quncheng.entry.settings import Settings
from quncheng.entry.wiring import SCHEDULES, Product, assemble, installation_of, register_bot
from quncheng.features.people.types import Installation
from quncheng.runtime.db import Database, Session
from quncheng.runtime.inbox import InboxStatus, inbox
from quncheng.runtime.jobs import JobStatus, jobs
from quncheng.runtime.outbox import OutboxStatus, outbox
from quncheng.runtime.work import run_jobs
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.control_types import BotView
from quncheng.sandbox.server import SandboxServer
from tests.support.heard import Heard

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = "2026-11-23 09:00"
PEOPLE = {
    "linshan": "林珊",
    "lilei": "李雷",
    "hanmeimei": "韩梅梅",
    "wangqiang": "王强",
    "chenzong": "陈总",
    "zhaomin": "赵敏",
}
ACCOUNTS = {name: account for account, name in PEOPLE.items()}
GROUP, OTHER_GROUP = "新品发布群", "官网改版群"
BOT = "群程"
BETWEEN_MESSAGES = 4.0
"""Seconds that pass from one message to the next, so that no conversation comes near the platform's limits."""
PATIENCE = 20.0
SECRET_KEY = "5a" * 32


class SandboxClock:
    """The product lives in the sandbox's time."""

    def __init__(self, server: SandboxServer) -> None:
        self._clock = server.sandbox.platform.clock

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now(), UTC)


class Team:
    """Six colleagues, two groups and the bot."""

    def __init__(self, server: SandboxServer, control: ControlClient, *, bot: BotView, product: Product) -> None:
        self.server = server
        self.control = control
        self.bot = bot
        self.product = product
        self.installation = installation_of(product)
        self.groups: dict[str, str] = {}
        self._read: dict[str, int] = {}

    @property
    def database(self) -> Database:
        return self.product.database

    # Time

    def at(self, moment: str) -> None:
        """It is that time in Shanghai; what is scheduled for it happens."""
        instant = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
        self.control.set_clock(instant.timestamp())
        self.look_at_clock()

    def look_at_clock(self) -> None:
        """What the worker's clock does a few times a minute."""
        self.database.write(self.installation.org_id, lambda session: [look(session) for look in SCHEDULES])
        self.settle()

    # Talk

    def says(
        self,
        who: str,
        text: str,
        *,
        quote: Heard | str | None = None,
        group: str | None = None,
        voice: bool = False,
    ) -> str:
        """Somebody speaks (in the group when the bot is named with @); returns what the bot answers there."""
        chat = self._place(text, group)
        before = self._cursor(who, chat)
        self.control.advance_clock(BETWEEN_MESSAGES)
        known = self.count_inbox()
        quoted = quote.id if isinstance(quote, Heard) else quote
        self.control.say(ACCOUNTS[who], chat, text=text, quote=quoted, voice=voice)
        self.settle(inbox=known + 1)
        return "\n".join(one.text for one in self._new(who, chat, before))

    def remarks(self, who: str, text: str, *, group: str = GROUP) -> str:
        """Something between people, not for the bot; returns the message's id, to be quoted."""
        return self.control.say(ACCOUNTS[who], self.groups[group], text=text).id

    def clicks(
        self,
        who: str,
        label: str,
        *,
        on: Heard | None = None,
        choosing: str = "",
    ) -> str:
        """Presses a button of the newest card that has it; returns the card's new look and what else is said."""
        card = on or self.card(who, label)
        before = self._cursor(who, card.where)
        self.control.advance_clock(BETWEEN_MESSAGES)
        known = self.count_inbox()
        key = next(key for shown, key in card.buttons.items() if label in shown)
        chosen = card.option(choosing) if choosing else None
        self.control.click(ACCOUNTS[who], card.where, message=card.id, key=key, chosen=chosen)
        self.settle(inbox=known + 1)
        return "\n".join(one.text for one in self._new(who, card.where, before))

    def sends(self, who: str, text: str, *, group: str | None = None) -> str:
        """Speaks without waiting for an answer; returns the message's id."""
        self.control.advance_clock(BETWEEN_MESSAGES)
        return self.control.say(ACCOUNTS[who], self._place(text, group), text=text).id

    def taps(self, who: str, label: str, *, on: Heard) -> None:
        """Presses a button without waiting for what follows."""
        self.control.advance_clock(BETWEEN_MESSAGES)
        key = next(key for shown, key in on.buttons.items() if label in shown)
        self.control.click(ACCOUNTS[who], on.where, message=on.id, key=key)

    def refreshed(self, card: Heard, who: str) -> Heard:
        """The same message as it is now."""
        (found,) = [one for one in self._new(who, card.where, 0) if one.id == card.id]
        return found

    def look(self, card: Heard, who: str) -> str:
        """What a message looks like now."""
        return self.refreshed(card, who).text

    def enters(self, who: str) -> list[str]:
        """Opens the direct chat with the bot."""
        known = self.count_inbox()
        self.control.enter(ACCOUNTS[who], self.bot.bot_id)
        self.settle(inbox=known + 1)
        return self.told(who)

    def introduced(self, *names: str) -> None:
        """They have said who they are, in private; so the bot may speak first."""
        for name in names or tuple(ACCOUNTS):
            self.says(name, f"我是{name}")
            self.told(name)

    # What was heard

    def told(self, who: str) -> list[str]:
        """What the bot has said to somebody in private since this was last asked."""
        before = self._read.get(who, 0)
        found = self._new(who, self.bot.bot_id, before)
        self._read[who] = max((one.view.cursor for one in found), default=before)
        return [one.text for one in found]

    def sees(self, who: str, *, group: str = GROUP) -> list[Heard]:
        """All that the bot has said in a group."""
        return self._new(who, self.groups[group], 0)

    def card(self, who: str, label: str) -> Heard:
        """The newest card with a button of this label that somebody can see."""
        places = [self.bot.bot_id, *self.groups.values()]
        found = [one for chat in places for one in self._new(who, chat, 0) if any(label in key for key in one.buttons)]
        assert found, f"{who} sees no card with {label}"
        return max(found, key=lambda one: (one.view.sent_at, one.view.cursor))

    def last(self, who: str, *, group: str = GROUP) -> Heard:
        """The newest message of the bot in a group."""
        return self.sees(who, group=group)[-1]

    def picture(self, who: str, message: Heard) -> bytes:
        """The bytes of a picture that somebody sees."""
        (file,) = message.view.files
        response = httpx2.get(f"{self.server.url}{file.url}", trust_env=False)
        assert response.status_code == 200, f"{who} cannot open {file.name}"
        return response.content

    def newest(self, who: str) -> Heard:
        """The newest private message of the bot."""
        return self._new(who, self.bot.bot_id, 0)[-1]

    # The product

    def read_count(self, name: str) -> int:
        """How many events of a name have happened."""
        with self.database.engine.connect() as connection:
            found = connection.exec_driver_sql(f"SELECT count(*) FROM events WHERE name = '{name}'")
            return int(found.scalar_one())

    def limit_pages(self, most: int) -> None:
        """How large the SQLite file may grow: at its size of now (or less) the disk is full."""
        self.database.write(
            self.installation.org_id,
            lambda session: session.connection.exec_driver_sql(f"PRAGMA max_page_count={most}").scalar(),
        )

    def until_connected(self) -> None:
        """What is said while nobody listens is lost, there as here."""
        self.until(lambda: any(one.is_connected for one in self.control.get_organization().bots), "not connected")

    def settle(self, *, inbox: int = 0) -> None:
        """Waits until so many messages have come in, and all that followed from them is done and sent."""
        self.until(lambda: self._is_quiet(inbox), "still at work")

    def until(self, is_so: Callable[[], bool], otherwise: str) -> None:
        """Waits for something that happens elsewhere."""
        deadline, pause = monotonic() + PATIENCE, threading.Event()
        while not is_so():
            assert monotonic() < deadline, f"{otherwise}: {self._open_work()}, {self.count_inbox()} came in"
            pause.wait(0.01)

    def _is_quiet(self, expected: int) -> bool:
        return self.count_inbox() >= expected and not any(self._open_work().values())

    def _open_work(self) -> dict[str, int]:
        def count(session: Session) -> dict[str, int]:
            waiting = session.select(func.count(), of=inbox).where(inbox.c.status == InboxStatus.WAITING.value)
            sending = (OutboxStatus.PENDING.value, OutboxStatus.SENDING.value)
            unsent = session.select(func.count(), of=outbox).where(outbox.c.status.in_(sending))
            undone = session.select(func.count(), of=jobs).where(jobs.c.status != JobStatus.PARKED.value)
            return {
                name: int(session.execute(statement).scalar_one())
                for name, statement in (("inbox", waiting), ("outbox", unsent), ("jobs", undone))
            }

        return self.database.read(self.installation.org_id, count)

    def count_inbox(self) -> int:
        """How many messages and clicks have come in."""
        return self.database.read(
            self.installation.org_id,
            lambda session: int(session.execute(session.select(func.count(), of=inbox)).scalar_one()),
        )

    def _place(self, text: str, group: str | None) -> str:
        if group is not None:
            return self.groups[group]
        return self.groups[GROUP] if re.search(f"@{BOT}", text) else self.bot.bot_id

    def _cursor(self, who: str, chat: str) -> int:
        return max((one.cursor for one in self.control.messages(ACCOUNTS[who], chat)), default=0)

    def _new(self, who: str, chat: str, after: int) -> list[Heard]:
        found = self.control.messages(ACCOUNTS[who], chat, after=after)
        return [Heard(one.id, chat, one) for one in found if one.sender.kind == "bot"]


@contextmanager
def team_at_work(server: SandboxServer, database_url: str, *, now: str = MONDAY) -> Generator[Team]:
    """A new organization of the sandbox and a new installation of the product, connected."""
    instant = datetime.strptime(now, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    with ControlClient(server.url) as control:
        control.set_clock(instant.timestamp(), running=True)
        control.create_organization("晨光传媒")
        for account, name in PEOPLE.items():
            control.create_member(account, name)
        bot = control.create_bot(BOT)
        groups = {name: control.create_group(name, list(PEOPLE)).chat_id for name in (GROUP, OTHER_GROUP)}
        for chat_id in groups.values():
            control.add_bot(chat_id, bot.bot_id)
        product = assemble(_settings(server, database_url, bot), clock=SandboxClock(server))
        try:
            team = Team(server, control, bot=bot, product=product)
            team.groups = groups
            with connected(product, team.installation):
                team.until_connected()
                yield team
        finally:
            product.database.close()


@contextmanager
def connected(product: Product, installation: Installation) -> Generator[None]:
    """The bot and the jobs run in a thread of their own."""
    register_bot(product, installation)
    is_ready, stop = threading.Event(), _Stop()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(_work(product, installation, is_ready, stop))
        except Exception as error:
            failures.append(error)
            is_ready.set()

    thread = threading.Thread(target=work, name="product", daemon=True)
    thread.start()
    assert is_ready.wait(PATIENCE), "the bot did not connect"
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not failures, failures


class _Stop:
    """An event of the other thread's loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event: asyncio.Event | None = None

    async def wait(self, is_ready: threading.Event) -> None:
        self._loop, self._event = asyncio.get_running_loop(), asyncio.Event()
        is_ready.set()
        await self._event.wait()

    def set(self) -> None:
        if self._loop is not None and self._event is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)


async def _work(product: Product, installation: Installation, is_ready: threading.Event, stop: _Stop) -> None:
    loop = asyncio.get_running_loop()
    product.hub.attach(loop)
    product.wake.attach(loop)
    tasks: Sequence[asyncio.Task[None]] = [
        asyncio.create_task(run_bots(product, installation)),
        asyncio.create_task(run_jobs(product.worker, product.wake)),
    ]
    waiting = asyncio.create_task(stop.wait(is_ready))
    done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    for task in (*tasks, waiting):
        task.cancel()
    await asyncio.gather(*tasks, waiting, return_exceptions=True)
    for task in done:
        if task is not waiting:
            task.result()


def _settings(server: SandboxServer, database_url: str, bot: BotView) -> Settings:
    return Settings(
        database_url=database_url,
        quncheng_secret_key=SECRET_KEY,
        quncheng_base_url="http://127.0.0.1:8700",
        wecom_bot_id=bot.bot_id,
        wecom_bot_secret=bot.secret,
        wecom_ws_url=server.ws_url,
        wecom_api_url=server.url,
    )
