"""Answers that are claimed where they are written: on their way with their transaction, within the same limits."""

import pytest

from quncheng.runtime import outbox, outbox_lane
from quncheng.runtime.db import Database, Session
from quncheng.runtime.outbox_rows import Claimed, Importance
from quncheng.runtime.ports import MarkdownContent, RateLimit
from tests.support.facts import BOT, ORG, send, to_group

LIMITS = (RateLimit(3, 60.0), RateLimit(5, 3600.0))


def test_an_answer_is_claimed_in_its_transaction(database: Database) -> None:
    assert _answer(database, "one", "two") == ["one", "two"]

    assert _rows(database) == [("sending", 1), ("sending", 1)]
    assert _claim(database) == []


def test_an_answer_counts_in_the_limits_and_waits_when_there_is_no_room(database: Database) -> None:
    assert _answer(database, "1", "2", "3", "4") == ["1", "2", "3"]

    assert _rows(database) == [("sending", 1), ("sending", 1), ("sending", 1), ("pending", 0)]
    assert _claim(database) == []


def test_no_answer_overtakes_another(database: Database) -> None:
    send(database, "first", importance=Importance.ANSWER)

    assert _answer(database, "second") == []

    assert _claim(database) == ["first", "second"]


def test_only_answers_take_the_lane(database: Database) -> None:
    def write(session: Session) -> list[str]:
        lane = outbox_lane.open_lane(session, BOT, limits=LIMITS)
        outbox.enqueue(session, to_group("digest"), bot_id=BOT)
        outbox.enqueue(session, to_group("of another bot"), bot_id="c" * 26, importance=Importance.ANSWER)
        return _texts(lane.claimed)

    assert database.write(ORG, write) == []
    assert _claim(database) == ["digest"]


def test_what_is_taken_back_is_not_sent(database: Database) -> None:
    def write(session: Session) -> list[str]:
        lane = outbox_lane.open_lane(session, BOT, limits=LIMITS)
        _enqueue(session, "stands")
        with pytest.raises(RuntimeError):
            _fail(session)
        return _texts(lane.claimed)

    assert database.write(ORG, write) == ["stands"]
    assert _rows(database) == [("sending", 1)]


def test_an_answer_whose_process_died_is_sent_by_the_next(database: Database) -> None:
    _answer(database, "one")

    assert database.write(ORG, lambda session: outbox.release(session, BOT)) == 1

    assert _claim(database, limits=()) == ["one"]


def _answer(database: Database, *texts: str) -> list[str]:
    def write(session: Session) -> list[str]:
        lane = outbox_lane.open_lane(session, BOT, limits=LIMITS)
        for text in texts:
            _enqueue(session, text)
        return _texts(lane.claimed)

    return database.write(ORG, write)


def _fail(session: Session) -> None:
    with session.savepoint():
        _enqueue(session, "taken back")
        raise RuntimeError


def _enqueue(session: Session, text: str) -> None:
    outbox.enqueue(session, to_group(text), bot_id=BOT, importance=Importance.ANSWER)


def _claim(database: Database, *, limits: tuple[RateLimit, ...] = LIMITS) -> list[str]:
    return database.write(ORG, lambda session: _texts(outbox.claim(session, BOT, limits=limits)))


def _texts(claimed: tuple[Claimed, ...] | list[Claimed]) -> list[str]:
    return [one.outbound.content.text for one in claimed if isinstance(one.outbound.content, MarkdownContent)]


def _rows(database: Database) -> list[tuple[str, int]]:
    def read(session: Session) -> list[tuple[str, int]]:
        table = outbox.outbox
        found = session.execute(session.select(table.c.status, table.c.attempts).order_by(table.c.id))
        return [(str(row[0]), int(row[1])) for row in found]

    return database.read(ORG, read)
