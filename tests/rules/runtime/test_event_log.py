"""The event log: numbers without gaps that become visible in their order, and seals that show every tampering."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from quncheng.runtime import events
from quncheng.runtime.db import Database, Session
from tests.support.facts import ORG, PROJECT, record


def test_a_reader_never_sees_a_number_before_the_ones_below_it(database: Database) -> None:
    is_over = threading.Event()
    views: list[list[int]] = []

    def look() -> None:
        while not is_over.is_set():
            found = database.read(ORG, lambda session: events.list_since(session, 0, limit=1000))
            views.append([one.seq for one in found])

    def write(number: int) -> None:
        database.write(ORG, lambda session: record(session, str(number)))

    looking = threading.Thread(target=look)
    looking.start()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(150)))
    is_over.set()
    looking.join()
    views.append([one.seq for one in database.read(ORG, lambda session: events.list_since(session, 0, limit=1000))])

    assert all(view == list(range(1, len(view) + 1)) for view in views)
    assert len(views[-1]) == 150


def test_the_last_number_and_the_projects_are_announced_after_the_commit(database: Database) -> None:
    announced: list[tuple[str, int, frozenset[str | None]]] = []
    log = events.EventLog(on_committed=lambda org_id, seq, projects: announced.append((org_id, seq, projects)))
    database.services[events.EventLog] = log

    database.write(ORG, lambda session: [record(session, "one"), record(session, "two")])

    assert announced == [(ORG, 2, frozenset({PROJECT}))]


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE events SET data = replace(data, 'n3', 'x3') WHERE seq = 3", 3),
        ("UPDATE events SET actor_id = 'somebody' WHERE seq = 2", 2),
        ("UPDATE events SET context_id = 'elsewhere' WHERE seq = 4", 4),
        ("DELETE FROM events WHERE seq = 2", 2),
        ("DELETE FROM events WHERE seq = 5", 5),
        ("UPDATE events SET hash = 'ff' WHERE seq = 5", 5),
    ],
)
def test_what_was_changed_or_removed_is_found(database: Database, tampering: str, broken_at: int) -> None:
    _write_five(database)

    database.write(ORG, lambda session: session.connection.execute(text(tampering)))

    assert database.read(ORG, events.find_first_broken) == broken_at


def test_what_was_put_in_another_order_is_found(database: Database) -> None:
    _write_five(database)

    def exchange(session: Session) -> None:
        for before, after in ((2, 90), (3, 2), (90, 3)):
            session.connection.execute(text(f"UPDATE events SET seq = {after} WHERE seq = {before}"))

    database.write(ORG, exchange)

    assert database.read(ORG, events.find_first_broken) == 2


def test_an_untouched_log_is_whole(database: Database) -> None:
    _write_five(database)

    assert database.read(ORG, events.find_first_broken) is None


def _write_five(database: Database) -> None:
    database.write(ORG, lambda session: [record(session, f"n{number}") for number in range(1, 4)])
    database.write(ORG, lambda session: [record(session, f"n{number}") for number in range(4, 6)])
