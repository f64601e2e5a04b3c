"""An installation of the product to measure: its data, cloned from a template, and its processes.

The template is made once for each state of what shapes it and kept under ``.state/bench``.
"""

import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench import dataset, words
from bench.http_client import Connection, expect
from bench.processes import cpu_ms, pss_mb
from quncheng.entry.settings import Settings
from quncheng.runtime import migrate
from tests.support.postgres import halt_server, server_process, start_server

SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
STATE = Path(__file__).resolve().parents[1] / ".state" / "bench"
LOCAL = "127.0.0.1"
BOT_ID, BOT_SECRET, BOT_NAME = "aibBENCHQUNCHENG000001", "benchSecretOfTheSandboxBotNotForRealUse0001", "群程"
SECRET_KEY = "5a" * 32
POSTGRESQL_OPTIONS = (
    "max_connections=100",
    "shared_buffers=64MB",
    f"listen_addresses={LOCAL}",
    "unix_socket_directories=",
)
TEMPLATE = "quncheng_bench_template"
RUN = "quncheng_bench_run"
START_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the data are, and which processes besides the product's own count as its cost."""

    database_url: str
    folder: Path
    helpers: tuple[int, ...] = ()

    def settings(self, *, sandbox_url: str = "") -> Settings:
        return Settings(
            quncheng_data=str(self.folder),
            database_url=self.database_url,
            quncheng_secret_key=SECRET_KEY,
            quncheng_organization="晨光零售",
            wecom_bot_id=BOT_ID,
            wecom_bot_secret=BOT_SECRET,
            wecom_bot_name=BOT_NAME,
            wecom_ws_url=f"ws{sandbox_url.removeprefix('http')}" if sandbox_url else "ws://127.0.0.1:9",
        )


@dataclass(slots=True)
class Server:
    """A running ``quncheng serve``; ``started_in`` is the time from its start to its first answer."""

    process: subprocess.Popen[bytes]
    port: int
    helpers: tuple[int, ...]
    started_in: float = field(default=0.0, init=False)

    def cpu_ms(self) -> float:
        return cpu_ms((self.process.pid, *self.helpers))

    def pss_mb(self) -> float:
        return pss_mb((self.process.pid, *self.helpers))

    def own_pss_mb(self) -> float:
        return pss_mb((self.process.pid,))

    def connect(self, token: str = "") -> Connection:
        return Connection(LOCAL, self.port, token)


@contextmanager
def installed(database: str) -> Generator[Installation]:
    """A fresh copy of the data, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="quncheng-bench-"))
    try:
        if database == SQLITE:
            shutil.copyfile(_sqlite_template(), folder / "quncheng.db")
            yield Installation(f"sqlite:///{folder / 'quncheng.db'}", folder)
        else:
            with _postgresql(folder) as installation:
                yield installation
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(installation: Installation, *, sandbox_url: str = "") -> Generator[Server]:
    """The product as ``quncheng serve`` runs it, from the command line to the first answer and to its end."""
    port = free_port()
    settings = installation.settings(sandbox_url=sandbox_url)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QUNCHENG_", "WECOM_", "DATABASE_URL"))
    } | {
        "DATABASE_URL": settings.database_url,
        "QUNCHENG_DATA": settings.quncheng_data,
        "QUNCHENG_PORT": str(port),
        "QUNCHENG_SECRET_KEY": settings.quncheng_secret_key,
        "QUNCHENG_LOG_LEVEL": "ERROR",
        "WECOM_BOT_ID": settings.wecom_bot_id,
        "WECOM_BOT_SECRET": settings.wecom_bot_secret,
        "WECOM_WS_URL": settings.wecom_ws_url,
    }
    started = time.monotonic()
    process = start_process(["-m", "quncheng.entry.cli", "serve"], environment=environment)
    server = Server(process, port, installation.helpers)
    try:
        wait_for(server.connect(), "/api/v1/sign-in/options", process=process)
        server.started_in = time.monotonic() - started
        yield server
    finally:
        end_process(process)


def start_process(arguments: list[str], *, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)


def end_process(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(connection: Connection, path: str, *, process: subprocess.Popen[bytes]) -> None:
    """Until the process answers. Raises TimeoutError, or ChildProcessError when it has ended instead."""
    until = time.monotonic() + START_PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ChildProcessError(f"ended with {process.returncode}")
        try:
            expect(connection.get(path))
            return
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise TimeoutError(path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


# Templates ----------------------------------------------------------------------------------------------------------


def _key() -> str:
    """Changes whenever the template would become another one."""
    shaping = [Path(str(module.__file__)) for module in (dataset, words)]
    shaping += sorted(Path(str(migrate.__file__)).parent.glob("migrations/**/*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in shaping)).hexdigest()[:12]


def _sqlite_template() -> Path:
    template = STATE / f"sqlite-{_key()}.db"
    if template.exists():
        return template
    tell("准备数据:SQLite,约一分钟")
    STATE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        made = Path(name, "quncheng.db")
        dataset.make(Installation(f"sqlite:///{made}", Path(name)).settings())
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(made, template.with_suffix(".new"))
    template.with_suffix(".new").rename(template)
    return template


@contextmanager
def _postgresql(folder: Path) -> Generator[Installation]:
    """A server of its own with its data kept; the run's database is a clone."""
    home = STATE / f"postgresql-{_key()}"
    if not (home / TEMPLATE).exists():
        # In a server that is ended afterwards: what making the data left in its memory is not the product's.
        with _postgresql_server(home) as admin_url:
            _make_template(admin_url, folder=folder)
        (home / TEMPLATE).touch()
    with _postgresql_server(home) as admin_url, psycopg.connect(admin_url, autocommit=True) as admin:
        _drop(admin, RUN)
        run, template = sql.Identifier(RUN), sql.Identifier(TEMPLATE)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(run, template))
        admin.execute("CHECKPOINT")
        yield Installation(_with_database(admin_url, RUN), folder, (server_process(home),))
        _drop(admin, RUN)


@contextmanager
def _postgresql_server(home: Path) -> Generator[str]:
    admin_url = start_server(home, options=POSTGRESQL_OPTIONS)
    try:
        yield admin_url
    finally:
        halt_server(home)


def _make_template(admin_url: str, *, folder: Path) -> None:
    tell("准备数据:PostgreSQL,约一分钟")
    made_url = _with_database(admin_url, TEMPLATE)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        _drop(admin, TEMPLATE)
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    dataset.make(Installation(made_url, folder).settings())
    with psycopg.connect(made_url, autocommit=True) as made:
        made.execute("VACUUM ANALYZE")


def _drop(admin: psycopg.Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def tell(text: str) -> None:
    """Progress, beside the result on standard output."""
    print(f"▸ {text}", file=sys.stderr, flush=True)
