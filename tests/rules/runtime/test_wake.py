"""Who waits for work is called at the commit, in this process and in the others."""

import asyncio

import pytest

from quncheng.runtime.db import Database
from quncheng.runtime.jobs import enqueue
from quncheng.runtime.live import Listener, LiveHub
from quncheng.runtime.wake import Bell, Waiter, Wake
from tests.support.facts import ORG


def test_everybody_who_listens_is_called_at_the_commit(database: Database) -> None:
    wake = database.services[Wake]
    assert isinstance(wake, Wake)

    async def work() -> list[bool]:
        wake.attach(asyncio.get_running_loop())
        first, second, other = wake.listen(Bell.JOBS), wake.listen(Bell.JOBS), wake.listen(Bell.OUTBOX)
        await database.write_async(ORG, lambda session: enqueue(session, "note", {}))
        return [await first.wait(seconds=5), await second.wait(seconds=5), await other.wait(seconds=0.05)]

    assert asyncio.run(work()) == [True, True, False]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_another_process_is_called_through_postgresql(database: Database) -> None:
    """Two parts that share nothing but the database, as two processes do."""
    other = Wake()
    listener = Listener(database, LiveHub(), other)

    async def work() -> bool:
        other.attach(asyncio.get_running_loop())
        bell = other.listen(Bell.JOBS)
        listener.start()
        await _start_of(bell)
        await database.write_async(ORG, lambda session: enqueue(session, "note", {}))
        return await bell.wait(seconds=10)

    try:
        assert asyncio.run(work())
    finally:
        listener.stop()


def test_a_process_does_not_hear_its_own_call_twice() -> None:
    wake = Wake()

    async def work() -> list[bool]:
        wake.attach(asyncio.get_running_loop())
        bell = wake.listen(Bell.OUTBOX)
        wake.hear(f"outbox {wake.process}")
        own = await bell.wait(seconds=0.05)
        wake.hear("outbox somebody")
        return [own, await bell.wait(seconds=5)]

    assert asyncio.run(work()) == [False, True]


async def _start_of(bell: Waiter) -> None:
    """A listener rings every bell once it hears."""
    assert await bell.wait(seconds=10)
