"""The web server as it really runs, on a port of its own, with a small organization to talk about."""

import asyncio
import socket
import threading
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx2
import uvicorn

from quncheng.entry.robots import SealedRobots
from quncheng.entry.web import build_app
from quncheng.entry.wiring import REACTIONS
from quncheng.features.people import service as people
from quncheng.features.people.types import Installation, OrganizationRole
from quncheng.kit.clock import FixedClock
from quncheng.kit.ids import new_id
from quncheng.providers.formats.plan_files import FormatFiles
from quncheng.providers.pictures.resvg import ResvgRenderer
from quncheng.runtime import events
from quncheng.runtime.db import Database, Session
from quncheng.runtime.events import EventLog
from quncheng.runtime.live import Listener, LiveHub
from quncheng.runtime.secrets import SecretBox
from quncheng.runtime.wake import Wake

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""
PEOPLE = {
    "林珊": OrganizationRole.ADMIN,
    "李雷": OrganizationRole.MEMBER,
    "韩梅梅": OrganizationRole.MEMBER,
    "王强": OrganizationRole.MEMBER,
    "访客": OrganizationRole.GUEST,
}


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@dataclass(frozen=True, slots=True)
class Served:
    """A running server; ``as_`` gives the client of a signed-in member."""

    base_url: str
    database: Database
    clock: FixedClock
    hub: LiveHub
    org_id: str
    members: Mapping[str, str]
    open_clients: ExitStack

    def stranger(self) -> httpx2.Client:
        return self._client({"X-Requested-With": "quncheng"})

    def as_(self, name: str) -> httpx2.Client:
        """A browser signed in as a member."""
        client = self.stranger()
        client.post("/sign-in/demo", json={"member_id": self.members[name]}).raise_for_status()
        return client

    def token_of(self, name: str, *, org_id: str = "") -> str:
        """An API token, made without the API."""

        def make(session: Session) -> str:
            member = people.find_by_name(session, name)
            assert member is not None
            actor = people.system_actor(session)
            return people.create_token(session, actor, member_id=member.id, name="测试", expires_at=None)[1]

        return self.database.write(org_id or self.org_id, make)

    def with_token(self, token: str) -> httpx2.Client:
        return self._client({"Authorization": f"Bearer {token}"})

    def _client(self, headers: dict[str, str]) -> httpx2.Client:
        client = httpx2.Client(base_url=f"{self.base_url}/api/v1", headers=headers, timeout=20)
        return self.open_clients.enter_context(client)

    def count_events(self) -> int:
        """Unchanged when nothing happened."""
        return self.database.read(self.org_id, events.current_seq)


def add_organization(database: Database, names: Mapping[str, OrganizationRole], *, name: str) -> str:
    org_id = new_id(database.clock.now())

    def make(session: Session) -> None:
        people.create_organization(session, name=name)
        actor = people.system_actor(session)
        for member_name, role in names.items():
            people.join(session, actor, name=member_name, role=role)

    database.write(org_id, make)
    return org_id


@contextmanager
def serve(database_url: str, *, is_demo: bool = True) -> Generator[Served]:
    """A server on this database, until the block ends."""
    clock = FixedClock(MONDAY)
    database = Database(database_url, clock=clock, sqlite_synchronous="OFF")
    hub, wake = LiveHub(), Wake()
    database.services[EventLog] = EventLog(reactions=REACTIONS, on_committed=hub.announce)
    database.services[Wake] = wake
    org_id = add_organization(database, PEOPLE, name="晨光传媒")
    members = {one.name: one.id for one in database.read(org_id, people.list_members)}
    listener = None if database.is_sqlite else Listener(database, hub, wake)
    listening = socket.create_server(("127.0.0.1", 0))
    base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    installation = Installation(org_id, "群程", is_demo)
    robots = SealedRobots(SecretBox(bytes(32)), api_url="https://qyapi.weixin.qq.com")
    app = build_app(
        database,
        hub,
        installation,
        pictures=ResvgRenderer(),
        files=FormatFiles(),
        robots=robots,
        base_url=base_url,
    )
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    server = _QuietServer(config)
    started = threading.Event()

    async def run() -> None:
        hub.attach(asyncio.get_running_loop())
        wake.attach(asyncio.get_running_loop())
        started.set()
        await server.serve(sockets=[listening])

    thread = threading.Thread(target=lambda: asyncio.run(run()), name="served", daemon=True)
    thread.start()
    started.wait(10)
    if listener is not None:
        listener.start()
    try:
        with ExitStack() as clients:
            yield Served(base_url, database, clock, hub, org_id, members, clients)
    finally:
        if listener is not None:
            listener.stop()
        server.should_exit = True
        thread.join(10)
        database.close()
