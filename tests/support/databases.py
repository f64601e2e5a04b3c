"""Every database test runs on SQLite and on PostgreSQL, each time on a fresh database that is migrated to the head.

A run migrates one template of each kind; a test gets a copy (SQLite 1 ms, PostgreSQL 30 ms). The PostgreSQL server
starts with the first test that needs it and is shared by all processes of the run.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from quncheng.runtime.migrate import upgrade
from tests.support.postgres import is_alive, start_server, stop_server

RUN_FOLDER = "QUNCHENG_TEST_RUN"
SERVER_URL = "QUNCHENG_TEST_POSTGRES_URL"
LOCK_SECONDS = 300
PREFIX = "quncheng-tests-"


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run makes the folder that all its processes share."""
    if hasattr(config, "workerinput"):
        return
    _remove_what_killed_runs_left()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=_base_folder()))
    folder.chmod(0o755)
    os.environ[RUN_FOLDER] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    folder = Path(os.environ.pop(RUN_FOLDER))
    if SERVER_URL in os.environ and (folder / "template").exists():
        with psycopg.connect(os.environ[SERVER_URL], autocommit=True) as admin:
            _drop(admin, (folder / "template").read_text())
    stop_server(folder / "postgresql")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database; the test runs once with each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A fresh, migrated SQLite file, for what only SQLite does."""
    template = _once("sqlite", _make_sqlite_template)
    shutil.copyfile(template, tmp_path / "quncheng.db")
    return f"sqlite:///{tmp_path / 'quncheng.db'}"


@pytest.fixture
def postgresql_url(postgresql_admin: psycopg.Connection) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database, for what only PostgreSQL does."""
    template = _once("template", _make_postgresql_template)
    name = f"quncheng_test_{uuid4().hex}"
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    postgresql_admin.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
    yield _with_database(_server_url(), name)
    _drop(postgresql_admin, name)


@pytest.fixture(scope="session")
def postgresql_admin() -> Iterator[psycopg.Connection]:
    """A connection that may create and drop databases."""
    with psycopg.connect(_server_url(), autocommit=True) as connection:
        yield connection


def _server_url() -> str:
    return os.environ.get(SERVER_URL) or _once("server", lambda: start_server(_run_folder() / "postgresql"))


def _make_sqlite_template() -> str:
    made = _run_folder() / "made.db"
    template = _run_folder() / "template.db"
    upgrade(f"sqlite:///{made}")
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("VACUUM INTO ?", (str(template),))
    return str(template)


def _make_postgresql_template() -> str:
    name = f"quncheng_test_{uuid4().hex}_template"
    with psycopg.connect(_server_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        upgrade(_with_database(_server_url(), name))
    return name


def _drop(admin: psycopg.Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _once(name: str, make: Callable[[], str]) -> str:
    """What ``make`` returned to the first process of the run that asked."""
    result = _run_folder() / name
    if not result.exists():
        with _locked(_run_folder() / f"{name}.lock"):
            if not result.exists():
                made = make()
                result.with_suffix(".new").write_text(made)
                result.with_suffix(".new").rename(result)
    return result.read_text()


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """One process at a time; SQLite's lock is the one that the standard library has for every system."""
    with closing(sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _run_folder() -> Path:
    return Path(os.environ[RUN_FOLDER])


def _remove_what_killed_runs_left() -> None:
    for folder in _base_folder().glob(f"{PREFIX}*"):
        is_ours = os.name == "nt" or folder.stat().st_uid == os.getuid()
        if is_ours and not is_alive(int(folder.name.removeprefix(PREFIX).split("-")[0])):
            stop_server(folder / "postgresql")
            shutil.rmtree(folder, ignore_errors=True)


def _base_folder() -> Path:
    # Root's server runs as nobody, who may be shut out of the folder that root keeps its own temporary files in.
    return Path("/tmp" if os.name != "nt" and os.getuid() == 0 else tempfile.gettempdir())
