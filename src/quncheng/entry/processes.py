"""Runs the parts that a command asks for, in one process: web, jobs, bots."""

import asyncio
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress

from uvicorn import Config
from uvicorn import Server as UvicornServer

from quncheng.entry.settings import SettingInvalid, Settings
from quncheng.entry.web import build_app
from quncheng.entry.wiring import SCHEDULES, Product, bot_runners, installation_of, register_bot
from quncheng.features.people import service as people
from quncheng.features.people.types import Installation
from quncheng.runtime.leader import leading, lock_for
from quncheng.runtime.telemetry import Log
from quncheng.runtime.work import run_clock, run_jobs

log = Log("quncheng.process")

WEB = "web"
JOBS = "jobs"
BOT = "bot"


class Server(UvicornServer):
    """Leaves the signals to us, so that all parts stop together."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def run(product: Product, parts: frozenset[str]) -> None:
    """Until the process is told to stop."""
    installation = installation_of(product)
    register_bot(product, installation)
    try:
        with asyncio.Runner(loop_factory=Config("quncheng", loop="auto", log_config=None).get_loop_factory()) as runner:
            runner.run(_run(product, installation, parts))
    finally:
        product.close()


async def _run(product: Product, installation: Installation, parts: frozenset[str]) -> None:
    loop = asyncio.get_running_loop()
    product.attach(loop)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    running: list[asyncio.Task[None]] = []
    if JOBS in parts:
        running.append(asyncio.create_task(run_jobs(product.worker, product.wake)))
        clock = run_clock(
            product.database, product.wake, schedules=SCHEDULES, organizations=people.list_organization_ids
        )
        running.append(asyncio.create_task(clock))
    if BOT in parts:
        running.append(asyncio.create_task(_lead_bots(product, installation)))
    listening = _listen(product.settings) if WEB in parts else None
    server = None if listening is None else _server(product, installation)
    if server is not None and listening is not None:
        running.append(asyncio.create_task(server.serve(sockets=[listening])))
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*running, stopping], return_when=asyncio.FIRST_COMPLETED)
    await _end(server, running, stopping)
    for task in done:
        if task is not stopping and not task.cancelled() and (error := task.exception()) is not None:
            raise error


async def _end(server: Server | None, running: list[asyncio.Task[None]], stopping: asyncio.Task[bool]) -> None:
    """Answers that are under way are given; loops end between two works."""
    stopping.cancel()
    if server is not None:
        server.should_exit = True
        await asyncio.wait([running[-1]], timeout=5)
    for task in running:
        task.cancel()
    await asyncio.wait([*running, stopping])


async def _lead_bots(product: Product, installation: Installation) -> None:
    """One process at a time holds the bots' connections; another takes over when it is gone."""
    while True:
        async with leading(lock_for(product.database, "bot")) as lost:
            log.info("bot.leading", org_id=installation.org_id)
            runners = await asyncio.to_thread(bot_runners, product, installation)
            tasks = [asyncio.create_task(runner.run()) for runner in runners]
            losing = asyncio.create_task(lost.wait())
            try:
                done, _ = await asyncio.wait([*tasks, losing], return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in (*tasks, losing):
                    task.cancel()
                await asyncio.wait([*tasks, losing])


def _listen(settings: Settings) -> socket.socket:
    """Raises SettingInvalid when the address is taken or not ours."""
    try:
        return socket.create_server((settings.quncheng_host, settings.quncheng_port), backlog=1024)
    except OSError as error:
        place = f"{settings.quncheng_host}:{settings.quncheng_port}"
        raise SettingInvalid(f"{place} 不能监听({error.strerror}),请换一个 QUNCHENG_PORT") from error


def _server(product: Product, installation: Installation) -> Server:
    settings = product.settings
    app = build_app(product.database, product.hub, installation, pictures=product.pictures, base_url=settings.base_url)
    config = Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        forwarded_allow_ips=settings.quncheng_proxies,
        timeout_graceful_shutdown=2,
    )
    return Server(config)
