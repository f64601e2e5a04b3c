"""Runs the parts that a command asks for, in one process: web, jobs, bots."""

import asyncio
import signal
import socket
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress

from uvicorn import Config
from uvicorn import Server as UvicornServer

from quncheng.entry.settings import SettingInvalid, Settings
from quncheng.entry.web import build_app
from quncheng.entry.wiring import SCHEDULES, Product, bot_runner, installation_of, list_bots, register_bot
from quncheng.features.bindings.types import Bot
from quncheng.features.people import service as people
from quncheng.features.people.types import Installation
from quncheng.runtime.leader import leading, lock_for
from quncheng.runtime.telemetry import Log
from quncheng.runtime.work import run_clock, run_jobs

log = Log("quncheng.process")

WEB = "web"
JOBS = "jobs"
BOT = "bot"

LOOK_SECONDS = 3.0
"""How soon a bot or robot that was added is running."""


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
        running.append(asyncio.create_task(run_bots(product, installation)))
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


async def run_bots(product: Product, installation: Installation) -> None:
    """One process at a time holds the bots' connections; another takes over when it is gone."""
    while True:
        async with leading(lock_for(product.database, "bot")) as lost:
            log.info("bot.leading", org_id=installation.org_id)
            running: dict[Bot, asyncio.Task[None]] = {}
            try:
                while not lost.is_set():
                    await _keep_up(product, installation, running)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(lost.wait(), LOOK_SECONDS)
            finally:
                await _cancel(running.values())


async def _keep_up(product: Product, installation: Installation, running: dict[Bot, asyncio.Task[None]]) -> None:
    """Start what was added or changed, stop what was taken away, without a restart of the process."""
    wanted = set(await asyncio.to_thread(list_bots, product, installation))
    gone = [running.pop(bot) for bot in list(running) if bot not in wanted]
    await _cancel(gone)
    for bot in wanted - running.keys():
        running[bot] = asyncio.create_task(bot_runner(product, installation, bot).run())
    for task in running.values():
        if task.done():
            task.result()


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    stopping = list(tasks)
    for task in stopping:
        task.cancel()
    if stopping:
        await asyncio.wait(stopping)


def _listen(settings: Settings) -> socket.socket:
    """Raises SettingInvalid when the address is taken or not ours."""
    try:
        return _bound(settings.quncheng_host, settings.quncheng_port)
    except OSError as error:
        place = f"{settings.quncheng_host}:{settings.quncheng_port}"
        raise SettingInvalid(f"{place} 不能监听({error.strerror}),请换一个 QUNCHENG_PORT") from error


def _bound(host: str, port: int) -> socket.socket:
    """A socket that names its protocol: without the name Nagle's algorithm stays on and costs 40 ms an answer."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except OSError:
        listening.close()
        raise
    return listening


def _server(product: Product, installation: Installation) -> Server:
    settings = product.settings
    app = build_app(
        product.database,
        product.hub,
        installation,
        pictures=product.pictures,
        files=product.files,
        robots=product.robots,
        base_url=settings.base_url,
    )
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
