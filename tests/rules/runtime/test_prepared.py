"""A statement that is built once says and finds the same as any other, and is not prepared again for every question."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from quncheng.kit.clock import FixedClock
from quncheng.runtime import jobs
from quncheng.runtime.db import ORG, AlreadyExists, Database, Session
from quncheng.runtime.engines import POSTGRESQL_THREADS
from quncheng.runtime.jobs import schedule_slots
from quncheng.runtime.prepared import one_of
from tests.support.facts import ORG as HERE

AT = datetime(2026, 11, 22, 8, 30, 0, 250_000, tzinfo=UTC)
_SLOTS = (
    select(schedule_slots.c.name, schedule_slots.c.slot, schedule_slots.c.at)
    .where(schedule_slots.c.org_id == ORG, one_of(schedule_slots.c.name, "names"))
    .order_by(schedule_slots.c.name)
)
_PAYLOAD = select(jobs.jobs.c.payload, jobs.jobs.c.leased_until).where(jobs.jobs.c.org_id == ORG)
_SHIFT = update(schedule_slots).where(schedule_slots.c.org_id == ORG, schedule_slots.c.name == bindparam("which"))


def keep(session: Session, *names: str) -> None:
    session.insert_many(schedule_slots, [{"name": name, "slot": "1", "at": AT} for name in names])


def test_a_list_finds_what_it_names(database: Database) -> None:
    database.write(HERE, lambda session: keep(session, "c", "a", "b'\"{}", "d"))

    found = database.read(HERE, lambda session: session.run(_SLOTS, names=["b'\"{}", "d", "x"]).all())

    assert found == [("b'\"{}", "1", AT), ("d", "1", AT)]
    assert database.read(HERE, lambda session: session.run(_SLOTS, names=[]).all()) == []


def test_values_come_back_as_they_went(database: Database) -> None:
    database.write(HERE, lambda session: jobs.enqueue(session, "some.job", {"text": "中文", "list": [1, None]}))

    found = database.read(HERE, lambda session: session.run(_PAYLOAD).one())

    assert found == ({"text": "中文", "list": [1, None]}, None)


def test_it_counts_what_it_writes_and_stays_in_its_organization(database: Database) -> None:
    database.write(HERE, lambda session: keep(session, "a", "b"))
    database.write("other", lambda session: keep(session, "a"))

    changed = database.write(HERE, lambda session: session.run(_SHIFT, which="a", slot="2").rowcount)

    assert changed == 1
    assert database.read("other", lambda session: session.run(_SLOTS, names=["a"]).all()) == [("a", "1", AT)]
    assert database.read(HERE, lambda session: session.run(_SLOTS, names=["a", "b"]).all()) == [
        ("a", "2", AT),
        ("b", "1", AT),
    ]


def test_a_value_that_is_missing_is_no_null(database: Database) -> None:
    with pytest.raises(KeyError):
        database.read(HERE, lambda session: session.run(_SLOTS))


def test_a_refusal_of_the_database_is_the_usual_one(database: Database) -> None:
    def twice(session: Session) -> None:
        keep(session, "a")
        with pytest.raises(IntegrityError), session.savepoint():
            keep(session, "a")
        keep(session, "b")
        keep(session, "b", "c")

    with pytest.raises(AlreadyExists):
        database.write(HERE, twice)

    assert database.read(HERE, lambda session: session.run(_SLOTS, names=["a", "b", "c"]).all()) == []


def test_postgresql_keeps_what_it_has_prepared(postgresql_url: str, clock: FixedClock) -> None:
    """psycopg forgets all prepared statements at a rollback; reading must not end with one."""
    count = (
        "SELECT pg_backend_pid(), count(*) FROM pg_prepared_statements"
        " WHERE starts_with(statement, 'SELECT schedule_slots')"
    )
    known: dict[int, list[int]] = {}

    def look(session: Session) -> None:
        process, prepared = session.connection.exec_driver_sql(count).one()
        known.setdefault(process, []).append(prepared)
        session.run(_SLOTS, names=["a"])

    database = Database(postgresql_url, clock=clock)
    for _ in range(3 * POSTGRESQL_THREADS):
        database.read(HERE, look)
    database.close()

    assert max(map(len, known.values())) > 1
    assert list(known.values()) == [[0] + [1] * (len(counts) - 1) for counts in known.values()]
