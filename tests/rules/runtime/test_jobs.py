"""Jobs: run once, again after a crash or a failure, and parked where an administrator sees them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from quncheng.kit.clock import FixedClock
from quncheng.runtime import jobs
from quncheng.runtime.db import Database, Session
from quncheng.runtime.jobs import Handler, JobNotFound, JobStatus, Worker
from tests.support.facts import ORG, count, names_in_log, record


def test_a_job_runs_once_and_is_gone(database: Database) -> None:
    _enqueue(database, "one")
    worker = Worker(database, {"note": Handler(run=_note)})

    assert (worker.run_due(), worker.run_due()) == (1, 0)

    assert names_in_log(database) == ["one"]
    assert count(database, jobs.jobs) == 0


def test_a_job_waits_for_its_time(database: Database, clock: FixedClock) -> None:
    later = clock.now() + timedelta(minutes=5)
    database.write(ORG, lambda session: jobs.enqueue(session, "note", {"name": "later"}, run_at=later))
    worker = Worker(database, {"note": Handler(run=_note)})

    assert worker.run_due() == 0
    clock.move_to(later)
    assert worker.run_due() == 1


def test_work_outside_the_transaction_hands_its_result_on(database: Database) -> None:
    _enqueue(database, "drawn")

    def run(session: Session, _: dict[str, object], prepared: object) -> None:
        record(session, str(prepared))

    handler = Handler(run=run, load=lambda _, payload: payload["name"], prepare=lambda loaded: f"{loaded} twice")
    Worker(database, {"note": handler}).run_due()

    assert names_in_log(database) == ["drawn twice"]


def test_two_workers_never_run_one_job_at_once(database: Database) -> None:
    for number in range(40):
        _enqueue(database, str(number))
    workers = [Worker(database, {"note": Handler(run=_note)}) for _ in range(4)]

    def run_three(worker: Worker) -> int:
        return worker.run_due(limit=3)

    with ThreadPoolExecutor(4) as pool:
        ran = sum(sum(pool.map(run_three, workers)) for _ in range(12))

    assert ran == 40
    assert sorted(int(str(name)) for name in names_in_log(database)) == list(range(40))


def test_a_job_whose_process_died_is_run_by_another_after_the_lease(database: Database, clock: FixedClock) -> None:
    _enqueue(database, "orphan")
    _claim_and_die(database)
    worker = Worker(database, {"note": Handler(run=_note)})

    assert worker.run_due() == 0
    clock.advance(jobs.LEASE + timedelta(seconds=1))
    assert worker.run_due() == 1

    assert names_in_log(database) == ["orphan"]


def test_a_worker_that_was_too_slow_does_nothing(database: Database, clock: FixedClock) -> None:
    _enqueue(database, "slow")
    preparing, other_is_done = threading.Event(), threading.Event()

    def prepare(loaded: object) -> object:
        preparing.set()
        assert other_is_done.wait(20)
        return loaded

    slow = Worker(database, {"note": Handler(run=_note, load=lambda _, payload: payload, prepare=prepare)})
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(slow.run_due)
        assert preparing.wait(20)
        clock.advance(jobs.LEASE + timedelta(seconds=1))
        Worker(database, {"note": Handler(run=_note)}).run_due()
        other_is_done.set()
        running.result(20)

    assert names_in_log(database) == ["slow"]


def test_a_failure_leaves_nothing_and_is_tried_again_later(database: Database, clock: FixedClock) -> None:
    _enqueue(database, "stubborn")
    worker = Worker(database, {"note": Handler(run=_note_and_fail)})

    worker.run_due()

    (waiting,) = _jobs(database, JobStatus.PENDING)
    assert (waiting.attempts, waiting.error) == (1, "RuntimeError: no luck")
    assert timedelta(seconds=1) <= waiting.run_at - clock.now() <= timedelta(seconds=2)
    assert worker.run_due() == 0
    clock.advance(timedelta(seconds=3))
    Worker(database, {"note": Handler(run=_note)}).run_due()
    assert names_in_log(database) == ["stubborn"]


def test_the_pauses_double_up_to_a_quarter_of_an_hour() -> None:
    shortest = [jobs.pause_before(attempt, chance=0.0).total_seconds() for attempt in (1, 2, 3, 8, 20)]
    longest = [jobs.pause_before(attempt, chance=1.0).total_seconds() for attempt in (1, 2, 3, 8, 20)]

    assert shortest == [1.0, 2.0, 4.0, 128.0, 450.0]
    assert longest == [2.0, 4.0, 8.0, 256.0, 900.0]


def test_after_the_last_attempt_it_is_parked_until_somebody_tries_again(database: Database, clock: FixedClock) -> None:
    _enqueue(database, "hopeless")
    failing = Worker(database, {"note": Handler(run=_note_and_fail)})
    for _ in range(jobs.MAX_ATTEMPTS):
        assert failing.run_due() == 1
        clock.advance(timedelta(hours=1))
    assert failing.run_due() == 0
    (parked,) = _jobs(database, JobStatus.PARKED)
    assert (parked.kind, parked.attempts, parked.error) == ("note", 8, "RuntimeError: no luck")

    database.write(ORG, lambda session: jobs.retry(session, parked.id))
    Worker(database, {"note": Handler(run=_note)}).run_due()

    assert names_in_log(database) == ["hopeless"]
    with pytest.raises(JobNotFound):
        database.write(ORG, lambda session: jobs.retry(session, parked.id))


def test_a_job_that_kills_its_process_is_parked_too(database: Database, clock: FixedClock) -> None:
    _enqueue(database, "deadly")
    for _ in range(jobs.MAX_ATTEMPTS):
        assert _claim_and_die(database) == 1
        clock.advance(jobs.LEASE + timedelta(seconds=1))

    assert Worker(database, {"note": Handler(run=_note)}).run_due() == 0

    (parked,) = _jobs(database, JobStatus.PARKED)
    assert (parked.attempts, parked.error) == (8, "every process that ran it died")
    assert names_in_log(database) == []


def test_a_job_nobody_knows_is_kept(database: Database) -> None:
    _enqueue(database, "of another version")

    Worker(database, {}).run_due()

    (waiting,) = _jobs(database, JobStatus.PENDING)
    assert waiting.error == "LookupError: no handler for note"


def test_a_slot_of_a_schedule_is_filled_once(database: Database) -> None:
    def ask(slot: str) -> bool:
        return database.write(
            ORG, lambda session: jobs.enqueue_once(session, "note", {"name": slot}, name="daily", slot=slot)
        )

    with ThreadPoolExecutor(6) as pool:
        filled = list(pool.map(ask, ["monday"] * 10 + ["tuesday"] * 10))

    assert filled.count(True) == 2
    Worker(database, {"note": Handler(run=_note)}).run_due()
    assert sorted(map(str, names_in_log(database))) == ["monday", "tuesday"]


class Killed(BaseException):
    """Stands for the end of the process."""


def _claim_and_die(database: Database) -> int:
    ran = 0

    def die(session: Session, _: dict[str, object], __: object) -> None:
        raise Killed

    try:
        Worker(database, {"note": Handler(run=die)}).run_due()
    except Killed:
        ran += 1
    return ran


def _enqueue(database: Database, name: str) -> None:
    database.write(ORG, lambda session: jobs.enqueue(session, "note", {"name": name}))


def _note(session: Session, payload: dict[str, object], _: object) -> None:
    record(session, str(payload["name"]))


def _note_and_fail(session: Session, payload: dict[str, object], prepared: object) -> None:
    _note(session, payload, prepared)
    raise RuntimeError("no luck")


def _jobs(database: Database, status: JobStatus) -> tuple[jobs.JobView, ...]:
    return database.read(ORG, lambda session: jobs.list_jobs(session, status=status))
