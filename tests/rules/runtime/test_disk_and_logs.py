"""A full disk loses nothing that was accepted; a log tells what happened and never what was said."""

import io
import json
import logging

import pytest

from quncheng.kit.clock import FixedClock
from quncheng.runtime import events, telemetry
from quncheng.runtime.db import Database, DatabaseUnavailable, Session
from quncheng.runtime.events import EventLog
from quncheng.runtime.telemetry import Log
from tests.support.facts import ORG, names_in_log, record


def test_on_a_full_disk_what_was_kept_stays_and_what_was_not_is_refused(sqlite_url: str, clock: FixedClock) -> None:
    database = Database(sqlite_url, clock=clock)
    database.services[EventLog] = EventLog()
    database.write(ORG, events.open_organization)
    database.write(ORG, lambda session: record(session, "before"))

    def let_grow(session: Session, pages: int) -> None:
        now = session.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}")

    database.write(ORG, lambda session: let_grow(session, 0))
    with pytest.raises(DatabaseUnavailable):
        database.write(ORG, lambda session: [record(session, "x" * 2000) for _ in range(50)])
    assert names_in_log(database) == ["before"]
    assert database.read(ORG, events.find_first_broken) is None

    database.write(ORG, lambda session: let_grow(session, 1000))
    database.write(ORG, lambda session: record(session, "after"))
    assert names_in_log(database) == ["before", "after"]
    database.close()


def test_an_error_is_logged_without_what_it_says(database: Database) -> None:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(telemetry.JsonLines())
    logger = logging.getLogger("tests.telemetry")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        database.write(ORG, lambda session: session.add(events.events, name="很秘密的话", secret="s3cret"))
    except Exception:
        Log("tests.telemetry").failure("work.failed", kind="note")
    logger.removeHandler(handler)

    entry = json.loads(said.getvalue())
    assert (entry["event"], entry["level"], entry["kind"]) == ("work.failed", "error", "note")
    assert entry["trace"]
    assert "很秘密的话" not in said.getvalue()
    assert "s3cret" not in said.getvalue()
