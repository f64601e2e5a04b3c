"""Facts, messages and counts for tests of the mechanisms, which care for none in particular."""

from sqlalchemy import Table, func

from quncheng.features.projects.events import ProjectCreated
from quncheng.kit.ids import ALPHABET
from quncheng.runtime import events, outbox
from quncheng.runtime.db import Database, Session
from quncheng.runtime.events import Actor, Source
from quncheng.runtime.outbox import Importance
from quncheng.runtime.ports import ChatAddress, ChatKind, MarkdownContent, Outbound, SendMode

ORG = "0" * 26
BOT = "b" * 26
PROJECT = "p" * 26
ACTOR = Actor(None, Source.JOB, "f" * 26)


def an_id(number: int) -> str:
    return ALPHABET[number % 32] * 26


def fact(name: str = "官网改版") -> ProjectCreated:
    return ProjectCreated(of_project=PROJECT, name=name, manager_id="m" * 26)


def record(session: Session, name: str = "官网改版") -> None:
    events.record(session, ACTOR, fact(name))


def names_in_log(database: Database) -> list[object]:
    found = database.read(ORG, lambda session: events.list_since(session, 0, limit=10_000))
    return [one.data["name"] for one in found]


def count(database: Database, table: Table) -> int:
    statement = func.count()
    return database.read(ORG, lambda session: int(session.execute(session.select(statement, of=table)).scalar_one()))


def to_group(text: str, *, group: str = "g1", mode: SendMode = SendMode.PUSH) -> Outbound:
    return Outbound(mode, ChatAddress(ChatKind.GROUP, group), MarkdownContent(text), "token")


def send(database: Database, text: str, *, group: str = "g1", importance: Importance = Importance.NORMAL) -> str:
    message = to_group(text, group=group)
    return database.write(ORG, lambda session: outbox.enqueue(session, message, bot_id=BOT, importance=importance))
