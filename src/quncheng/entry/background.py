"""What runs besides the web server: jobs, the clock that writes them, and the bots."""

import asyncio
from collections.abc import Callable

from quncheng.entry.wiring import SCHEDULES, Parts, build_runner, job_handlers
from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Bot
from quncheng.features.people import service as people
from quncheng.kit.errors import QunchengError
from quncheng.runtime.jobs import Worker
from quncheng.runtime.leader import Leadership
from quncheng.runtime.ports import ChatProvider
from quncheng.runtime.telemetry import Log
from quncheng.runtime.wake import Bell

log = Log("quncheng.background")

POLL_SECONDS = 1.0
"""A job that was postponed or left behind by a dead process is seen after this time at most."""
TICK_SECONDS = 5.0
"""How often the clock is looked at; a slot is written once, however often it is looked at."""

OpenProvider = Callable[[Bot], ChatProvider]


async def run_worker(parts: Parts) -> None:
    """Jobs and schedules, until cancelled."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_run_jobs(parts))
        group.create_task(_run_schedules(parts))


async def run_bots(parts: Parts, open_provider: OpenProvider) -> None:
    """Every organization's bots, each led by one process at a time, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for org_id, bot in await asyncio.to_thread(list_bots, parts):
            group.create_task(_run_bot(parts, open_provider, org_id=org_id, bot=bot))


def list_bots(parts: Parts) -> tuple[tuple[str, Bot], ...]:
    """The bots of all organizations."""
    found: list[tuple[str, Bot]] = []
    for org_id in parts.database.read("", people.list_organization_ids):
        found += [(org_id, bot) for bot in parts.database.read(org_id, bindings.list_bots)]
    return tuple(found)


async def _run_bot(parts: Parts, open_provider: OpenProvider, *, org_id: str, bot: Bot) -> None:
    """Lead, run, and start again when the lead was lost."""
    while True:
        leadership = Leadership(parts.database, name=f"bot-{bot.id}")
        try:
            await leadership.hold()
            runner = build_runner(parts, open_provider(bot), org_id=org_id, bot_id=bot.id)
            running = asyncio.create_task(runner.run())
            losing = asyncio.create_task(leadership.lost())
            try:
                await asyncio.wait((running, losing), return_when=asyncio.FIRST_COMPLETED)
                if running.done():
                    running.result()
            finally:
                for task in (running, losing):
                    task.cancel()
                await asyncio.gather(running, losing, return_exceptions=True)
        finally:
            leadership.release()


async def _run_jobs(parts: Parts) -> None:
    worker = Worker(parts.database, job_handlers())
    while True:
        try:
            ran = await asyncio.to_thread(worker.run_due)
        except QunchengError as error:
            log.warning("jobs.cannot_run", code=error.code)
            ran = 0
        if ran == 0:
            await parts.wake.wait(Bell.JOBS, seconds=POLL_SECONDS)


async def _run_schedules(parts: Parts) -> None:
    while True:
        try:
            for org_id in await parts.database.read_async("", people.list_organization_ids):
                for schedule in SCHEDULES:
                    await parts.database.write_async(org_id, schedule)
        except QunchengError as error:
            log.warning("schedules.cannot_run", code=error.code)
        await asyncio.sleep(TICK_SECONDS)
