"""Tells open screens that something they may see has changed; what it is, they ask with ``sync``.

In one process the event log announces after each commit; between processes PostgreSQL's NOTIFY does (``Listener``).
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
import psycopg

from quncheng.runtime.db import Database
from quncheng.runtime.events import CHANNEL
from quncheng.runtime.telemetry import Log
from quncheng.runtime.wake import WAKE_CHANNEL, Bell, Wake

log = Log("quncheng.live")

HEARTBEAT_SECONDS = 20.0
RECHECK_SECONDS = 60.0
"""A closed session's stream ends within this time."""
SUBSCRIBERS_LIMIT = 5_000

View = Callable[[], Awaitable[frozenset[str]]]
"""The projects somebody sees; raises when they may see nothing any more."""


class Subscription:
    """One open screen."""

    __slots__ = ("org_id", "projects", "rung", "seq", "told", "view_is_stale")

    def __init__(self, org_id: str, projects: frozenset[str], *, seq: int) -> None:
        self.org_id = org_id
        self.projects = projects
        self.seq = seq
        """The newest number that concerns this screen."""
        self.told = 0
        self.view_is_stale = False
        self.rung = asyncio.Event()

    def hear(self, seq: int, projects: frozenset[str | None]) -> None:
        if None in projects:
            self.view_is_stale = True
        elif not projects & self.projects:
            return
        self.seq = max(self.seq, seq)
        self.rung.set()


class LiveHub:
    """Who is listening in this process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._subscriptions: dict[str, set[Subscription]] = {}

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def announce(self, org_id: str, seq: int, projects: frozenset[str | None]) -> None:
        """Something was committed; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, org_id, seq, projects)

    def _spread(self, org_id: str, seq: int, projects: frozenset[str | None]) -> None:
        for subscription in self._subscriptions.get(org_id, ()):
            subscription.hear(seq, projects)

    def missed(self) -> None:
        """Announcements may have been missed: let every screen ask. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for subscriptions in self._subscriptions.values():
            for subscription in subscriptions:
                subscription.view_is_stale = True
                subscription.told = -1
                subscription.rung.set()

    @property
    def count(self) -> int:
        return sum(map(len, self._subscriptions.values()))

    async def follow(self, org_id: str, *, seq: int, view: View) -> AsyncIterator[bytes]:
        """Server-sent events for one screen, until the view is refused or the screen goes away."""
        subscription = Subscription(org_id, await view(), seq=seq)
        self._subscriptions.setdefault(org_id, set()).add(subscription)
        try:
            yield b"retry: 2000\n\n"
            checked = asyncio.get_running_loop().time()
            while True:
                if subscription.view_is_stale or asyncio.get_running_loop().time() - checked > RECHECK_SECONDS:
                    subscription.view_is_stale = False
                    subscription.projects = await view()
                    checked = asyncio.get_running_loop().time()
                if subscription.seq != subscription.told:
                    subscription.told = subscription.seq
                    yield b'event: seq\ndata: {"seq": %d}\n\n' % subscription.seq
                if not await _rings(subscription.rung, HEARTBEAT_SECONDS):
                    yield b": alive\n\n"
        finally:
            self._subscriptions[org_id].discard(subscription)
            if not self._subscriptions[org_id]:
                del self._subscriptions[org_id]


async def _rings(rung: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await rung.wait()
    except TimeoutError:
        return False
    rung.clear()
    return True


class Listener:
    """A thread that hears the other processes through PostgreSQL, for ever."""

    def __init__(self, database: Database, hub: LiveHub, wake: Wake) -> None:
        self._url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._hub = hub
        self._wake = wake
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="listen", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._is_stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                log.warning("live.listener_lost", error=type(error).__name__)
                self._is_stopping.wait(1.0)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            connection.execute(f"LISTEN {WAKE_CHANNEL}")
            self._hub.missed()
            for bell in Bell:
                self._wake.ring(bell)
            while not self._is_stopping.is_set():
                for notice in connection.notifies(timeout=1.0):
                    self._hear(notice.channel, notice.payload)

    def _hear(self, channel: str, payload: str) -> None:
        if channel == WAKE_CHANNEL:
            self._wake.hear(payload)
            return
        org_id, seq, projects, is_for_all = msgspec.json.decode(payload, type=tuple[str, int, list[str], bool])
        self._hub.announce(org_id, seq, frozenset([*projects, None] if is_for_all or not projects else projects))
