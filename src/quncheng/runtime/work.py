"""The loops of a worker process: run due jobs, and look at the clock."""

import asyncio
from collections.abc import Callable

from quncheng.kit.errors import QunchengError
from quncheng.runtime.db import Database, Session
from quncheng.runtime.jobs import Worker
from quncheng.runtime.telemetry import Log
from quncheng.runtime.wake import Bell, Wake

log = Log("quncheng.work")

IDLE_SECONDS = 5.0
TICK_SECONDS = 20.0
BATCH = 20

Schedule = Callable[[Session], object]
"""Looks at the clock of one organization and writes the jobs whose time has come, each once."""


async def run_jobs(worker: Worker, wake: Wake) -> None:
    """For ever: what is due, then sleep until somebody rings."""
    bell = wake.listen(Bell.JOBS)
    while True:
        try:
            ran = await asyncio.to_thread(worker.run_due, limit=BATCH)
        except QunchengError as error:
            log.warning("jobs.cannot_run", code=error.code)
            ran = 0
        if ran == 0:
            await bell.wait(seconds=IDLE_SECONDS)


async def run_clock(
    database: Database,
    wake: Wake,
    *,
    schedules: tuple[Schedule, ...],
    organizations: Callable[[Session], tuple[str, ...]],
) -> None:
    """For ever: every schedule of every organization, a few times a minute and when the clock was moved."""
    bell = wake.listen(Bell.CLOCK)
    while True:
        try:
            for org_id in await database.read_async("", organizations):
                await database.write_async(org_id, lambda session: [look(session) for look in schedules])
        except QunchengError as error:
            log.warning("clock.cannot_look", code=error.code)
        except Exception:
            log.failure("clock.failed")
        await bell.wait(seconds=TICK_SECONDS)
