"""What one person has in front of them at the app: a connection, the large project, its columns and cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import uuid4

import msgspec

from bench import dataset, words
from bench.http_client import Answer, Connection, expect
from bench.installation import Installation, Server
from quncheng.entry.wiring import assemble, installation_of
from quncheng.features.people import service as people
from quncheng.runtime.db import Session

API = "/api/v1"
T = TypeVar("T")


class Card(msgspec.Struct):
    """The part of a task that a client needs to go on working with it."""

    id: str
    version: int
    column_id: str


class Cards(msgspec.Struct):
    items: list[Card]


class Named(msgspec.Struct):
    id: str
    name: str


class Projects(msgspec.Struct):
    items: list[Named]


class ColumnPart(msgspec.Struct):
    column: Named
    total: int
    tasks: list[Card]


class Board(msgspec.Struct):
    columns: list[ColumnPart]
    seq: int


class Bar(msgspec.Struct):
    id: str
    planned_start: date | None = None


class PlanSeen(msgspec.Struct):
    tasks: list[Bar]


class Sync(msgspec.Struct):
    seq: int
    changes: list[msgspec.Raw]
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """``member_id`` is whom new tasks are given to."""

    server: Server
    connection: Connection
    project_id: str
    member_id: str
    columns: tuple[str, ...]
    cards: tuple[tuple[Card, ...], ...]

    def get(self, path: str) -> Answer:
        return expect(self.connection.get(API + path))

    def post(self, path: str, body: Mapping[str, object], *, status: int = 200) -> Answer:
        """A write as the web client makes it: with a key of its own, so that it may be repeated."""
        return expect(self.connection.post(API + path, body, key=uuid4().hex), status)

    def read_board(self) -> Board:
        return msgspec.json.decode(self.get(f"/projects/{self.project_id}/board?limit=30").body, type=Board)

    def read_column(self, column_id: str) -> tuple[Card, ...]:
        answer = self.get(f"/projects/{self.project_id}/columns/{column_id}/tasks?limit=5000")
        return tuple(msgspec.json.decode(answer.body, type=Cards).items)


def sign_in(installation: Installation, *, count: int) -> tuple[tuple[str, str], ...]:
    """The identifier and a session of the first members, who manage the large project."""
    product = assemble(installation.settings())
    org_id = installation_of(product).org_id

    def start(session: Session) -> tuple[tuple[str, str], ...]:
        actor = people.system_actor(session)
        found = {member.name: member.id for member in people.list_members(session)}
        first = [found[name] for name in words.names(count)]
        return tuple(
            (member_id, people.start_session(session, actor, member_id=member_id, agent="bench").token)
            for member_id in first
        )

    sessions = product.database.write(org_id, start)
    product.close()
    return sessions


def sit_down(server: Server, *, member_id: str, token: str, with_cards: bool = True) -> Desk:
    """Opens the large project as a member."""
    connection = server.connect(token)
    projects = msgspec.json.decode(expect(connection.get(f"{API}/projects")).body, type=Projects).items
    project_id = next(project.id for project in projects if project.name == dataset.LARGE)
    empty = Desk(server, connection, project_id, member_id, (), ())
    columns = tuple(part.column.id for part in empty.read_board().columns)
    cards = tuple(empty.read_column(column_id) for column_id in columns) if with_cards else ()
    return Desk(server, connection, project_id, member_id, columns, cards)
