"""One piece of work is one transaction: all of it is kept, or nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from quncheng.kit.errors import QunchengError
from quncheng.runtime import events, jobs
from quncheng.runtime.db import AlreadyExists, Database, DatabaseUnavailable, DatabaseValueRefused, Session
from quncheng.runtime.jobs import schedule_slots
from quncheng.runtime.wake import Bell, ring_at_commit
from tests.support.facts import ORG, count, names_in_log, record


class Refused(QunchengError):
    code = "test.refused"


def test_of_a_thousand_concurrent_updates_none_is_lost(database: Database) -> None:
    def write(number: int) -> None:
        database.write(ORG, lambda session: record(session, str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(1000)))

    logged = names_in_log(database)
    assert (len(logged), set(logged)) == (1000, {str(number) for number in range(1000)})
    assert database.read(ORG, events.current_seq) == 1000
    assert database.read(ORG, events.find_first_broken) is None


def test_what_fails_leaves_nothing(database: Database) -> None:
    told: list[str] = []

    def work(session: Session) -> None:
        record(session)
        jobs.enqueue(session, "some.job", {})
        session.insert_once(schedule_slots, name="daily", slot="1", at=session.now)
        session.after_commit(lambda: told.append("kept"))
        raise Refused

    with pytest.raises(Refused):
        database.write(ORG, work)

    assert (count(database, events.events), count(database, jobs.jobs), count(database, schedule_slots)) == (0, 0, 0)
    assert database.read(ORG, events.current_seq) == 0
    assert told == []


def test_a_part_that_fails_takes_only_itself_back(database: Database) -> None:
    told: list[str] = []

    def part(session: Session, name: str, *, fails: bool) -> None:
        with session.savepoint():
            record(session, name)
            jobs.enqueue(session, name, {})
            session.after_commit(lambda: told.append(name))
            if fails:
                raise Refused

    def work(session: Session) -> None:
        with pytest.raises(Refused):
            part(session, "first", fails=True)
        part(session, "second", fails=False)
        with pytest.raises(Refused):
            part(session, "third", fails=True)

    database.write(ORG, work)

    assert names_in_log(database) == ["second"]
    waiting = database.read(ORG, lambda session: jobs.list_jobs(session, status=jobs.JobStatus.PENDING))
    assert [job.kind for job in waiting] == ["second"]
    assert told == ["second"]
    assert database.read(ORG, events.find_first_broken) is None


def test_a_note_of_a_part_that_failed_is_forgotten(database: Database) -> None:
    def part(session: Session) -> None:
        with session.savepoint():
            ring_at_commit(session, Bell.JOBS)
            session.notes["before"] = 2
            raise Refused

    def work(session: Session) -> dict[str, object]:
        session.notes["before"] = 1
        with pytest.raises(Refused):
            part(session)
        return session.notes

    assert database.write(ORG, work) == {"before": 1}


def test_a_reader_sees_one_moment(database: Database) -> None:
    database.write(ORG, lambda session: record(session, "before"))

    def work(session: Session) -> tuple[int, int, int]:
        first = events.current_seq(session)
        database.write(ORG, lambda inner: record(inner, "meanwhile"))
        return first, events.current_seq(session), len(events.list_since(session, 0, limit=10))

    assert database.read(ORG, work) == (1, 1, 1)
    assert database.read(ORG, events.current_seq) == 2


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises((DatabaseUnavailable, DBAPIError)):
        database.read(ORG, lambda session: _add_slot(session, "1"))

    assert count(database, schedule_slots) == 0


def test_a_key_that_is_taken_is_a_conflict(database: Database) -> None:
    database.write(ORG, lambda session: _add_slot(session, "1"))

    with pytest.raises(AlreadyExists):
        database.write(ORG, lambda session: _add_slot(session, "1"))

    assert count(database, schedule_slots) == 1


def test_what_the_database_cannot_hold_is_refused(database: Database) -> None:
    def work(session: Session) -> None:
        session.add(schedule_slots, name="nul \0 byte", slot="1", at=session.now)

    if database.is_sqlite:
        database.write(ORG, work)
        assert count(database, schedule_slots) == 1
    else:
        with pytest.raises(DatabaseValueRefused):
            database.write(ORG, work)


def test_an_organization_sees_its_rows_only(database: Database) -> None:
    database.write(ORG, lambda session: _add_slot(session, "1"))

    def other(session: Session) -> tuple[int, int, int]:
        changed = session.execute(session.update(schedule_slots).values(slot="2")).rowcount
        removed = session.execute(session.delete(schedule_slots)).rowcount
        return changed, removed, len(session.execute(session.select(schedule_slots)).all())

    assert database.write("1" * 26, other) == (0, 0, 0)
    assert count(database, schedule_slots) == 1


def test_two_that_wait_for_each_other_both_succeed(database: Database) -> None:
    """PostgreSQL gives one of them up; it is run again. SQLite never lets it come so far."""
    database.write(ORG, lambda session: [_add_slot(session, "a"), _add_slot(session, "b")])
    both_hold_one = threading.Barrier(2, timeout=10)
    attempts: list[str] = []

    def work(session: Session, first: str, second: str) -> None:
        attempts.append(first)
        _touch(session, first)
        if not database.is_sqlite and len(attempts) <= 2:
            both_hold_one.wait()
        _touch(session, second)
        record(session, first)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(database.write, ORG, lambda session: work(session, "a", "b"))
        other = pool.submit(database.write, ORG, lambda session: work(session, "b", "a"))
        one.result(30)
        other.result(30)

    assert sorted(map(str, names_in_log(database))) == ["a", "b"]
    # What is run again can meet the other one once more before that has taken the row it waits for.
    assert len(attempts) == 2 if database.is_sqlite else len(attempts) >= 3


def _add_slot(session: Session, slot: str) -> None:
    session.add(schedule_slots, name="daily", slot=slot, at=session.now)


def _touch(session: Session, slot: str) -> None:
    session.execute(session.update(schedule_slots).where(schedule_slots.c.slot == slot).values(name="touched"))


def test_a_database_that_is_away_says_so(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable) as refused:
        database.write(ORG, _fail_as_the_driver_does)

    assert refused.value.kind == "unavailable"


def _fail_as_the_driver_does(session: Session) -> None:
    if session.is_postgresql:
        session.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    else:
        session.connection.execute(text("SELECT * FROM no_such_table"))


def test_identifiers_sort_as_they_were_made(database: Database) -> None:
    made = database.write(ORG, lambda session: [session.new_id() for _ in range(500)])
    later = database.write(ORG, lambda session: session.new_id())

    assert [*made, later] == sorted({*made, later})
    assert {len(one) for one in made} == {26}


def test_a_statement_built_once_is_scoped(database: Database) -> None:
    assert database.read("1" * 26, events.current_seq) == 0
    assert database.read(ORG, lambda session: session.execute(select(1)).scalar_one()) == 1


def test_a_snapshot_takes_no_lock(database: Database) -> None:
    """PostgreSQL refuses FOR UPDATE in a transaction that only reads."""

    def read(session: Session) -> int:
        return len(session.execute(session.locked(session.select(events.counters.c.seq))).all())

    assert database.read(ORG, read) == database.write(ORG, read)
