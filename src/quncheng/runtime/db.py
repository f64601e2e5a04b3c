"""The two ways to the database: ``write`` (one transaction, the only place that commits) and ``read`` (a snapshot).

SQLite gets one writer thread with BEGIN IMMEDIATE and a separate engine that can only read: with the driver's defaults
concurrent updates are lost silently. On PostgreSQL both run in a pool of threads. Database work never runs on the event
loop.
"""

import asyncio
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol, TypeGuard, TypeVar, runtime_checkable

from sqlalchemy import (
    Connection,
    CursorResult,
    Delete,
    Engine,
    Executable,
    Insert,
    Select,
    Table,
    Text,
    Update,
    bindparam,
    func,
    make_url,
)
from sqlalchemy import delete as sql_delete
from sqlalchemy import insert as sql_insert
from sqlalchemy import select as sql_select
from sqlalchemy import update as sql_update
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.sql.elements import BindParameter, ColumnElement
from sqlalchemy.sql.selectable import FromClause

from quncheng.kit.clock import Clock
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.kit.ids import Ids
from quncheng.runtime.columns import Id
from quncheng.runtime.engines import POSTGRESQL_THREADS, SQLITE_READERS, postgresql_engine, sqlite_engine
from quncheng.runtime.prepared import Driver, Statement

T = TypeVar("T")
Values = tuple[Any, ...]
"""A row's values. The driver gives them; a store turns them into our types at once."""

ATTEMPTS = 4
REPEATABLE = frozenset({"40001", "40P01"})
"""PostgreSQL gave up one of two transactions that waited for each other; nothing of it was kept."""

ORG: BindParameter[str] = bindparam("scoped_to", type_=Id)
"""The organization in a statement that is built once and run with ``Session.run``."""


_NOTIFY = sql_select(func.pg_notify(bindparam("channel", type_=Text), bindparam("payload", type_=Text)))


class DatabaseUnavailable(QunchengError):
    """The database cannot be reached or the disk is full; nothing was changed."""

    code = "database.unavailable"
    kind = ErrorKind.UNAVAILABLE


class Collided(DatabaseUnavailable):
    """Two transactions waited for each other and this one was given up; nothing was changed."""


class AlreadyExists(QunchengError):
    """A row with this identifier is there already."""

    code = "database.already_exists"
    kind = ErrorKind.CONFLICT


class DatabaseValueRefused(QunchengError):
    """The database cannot hold a value: a NUL character, a number too large."""

    code = "database.value_refused"
    kind = ErrorKind.INVALID


@runtime_checkable
class Undoable(Protocol):
    """What a transaction remembers outside the database and must forget when a part of it fails."""

    def mark(self) -> int: ...

    def return_to(self, mark: int) -> None: ...


class Session:
    """One transaction of one organization. Statements made here are scoped to it; nothing else may touch its rows."""

    __slots__ = (
        "_after_commit",
        "_before_commit",
        "_driver",
        "_ids",
        "connection",
        "is_postgresql",
        "is_snapshot",
        "notes",
        "now",
        "org_id",
        "services",
    )

    def __init__(
        self, connection: Connection, *, org_id: str, now: datetime, services: dict[type, object], ids: Ids
    ) -> None:
        self.connection = connection
        self._driver = Driver(connection)
        self.is_snapshot = False
        """Whether it reads one committed moment and writes nothing."""
        self.org_id = org_id
        self.now = now
        self.services = services
        self._ids = ids
        self.notes: dict[str, object] = {}
        """What belongs to this transaction alone, by the name of the module that keeps it."""
        self.is_postgresql = connection.dialect.name == "postgresql"
        self._before_commit: list[Callable[[Session], None]] = []
        self._after_commit: list[Callable[[], None]] = []

    def new_id(self) -> str:
        """Greater than every identifier this process has made before: what is written later sorts later."""
        return self._ids.new(self.now)

    def select(self, *columns: ColumnElement[Any] | FromClause, of: Table | None = None) -> Select[*Values]:
        """SELECT of columns, narrowed to the organization by the table of the first one (or ``of``)."""
        table = of if of is not None else _table_of(columns[0])
        return sql_select(*columns).where(table.c.org_id == self.org_id)

    def insert(self, table: Table, **values: object) -> Insert:
        return sql_insert(table).values(org_id=self.org_id, **values)

    def add(self, table: Table, **values: object) -> None:
        """Insert one row."""
        self._driver.insert(table, {"org_id": self.org_id, **values})

    def insert_many(self, table: Table, rows: list[dict[str, object]]) -> None:
        if rows:
            self._driver.insert_many(table, [{"org_id": self.org_id, **row} for row in rows])

    def insert_once(self, table: Table, **values: object) -> bool:
        """Insert unless a row with the same key is there; returns whether it was inserted."""
        return self._driver.insert_once(table, {"org_id": self.org_id, **values})

    def update(self, table: Table) -> Update:
        return sql_update(table).where(table.c.org_id == self.org_id)

    def delete(self, table: Table) -> Delete:
        return sql_delete(table).where(table.c.org_id == self.org_id)

    def execute(self, statement: Executable, **values: object) -> CursorResult[*Values]:
        """Execute a statement that was built for this once; ``ORG`` and other ``values`` may be left in it."""
        return self.connection.execute(statement, {"scoped_to": self.org_id, **values} if values else None)

    def run(self, statement: Statement, **values: object) -> "Found":
        """Execute a statement that was built once, with ``ORG`` in it; building one costs as much as running it."""
        return Found(*self._driver.run(statement, {"scoped_to": self.org_id, **values}))

    def locked(self, statement: Select[*Values]) -> Select[*Values]:
        """The rows stay as they are until the transaction ends; a snapshot, which cannot write, needs no lock."""
        return _for_update(statement) if self.is_postgresql and not self.is_snapshot else statement

    def notify(self, channel: str, payload: str) -> None:
        """Tell every process at the commit; on SQLite there is only this one."""
        if self.is_postgresql:
            self.run(_NOTIFY, channel=channel, payload=payload)

    @contextmanager
    def savepoint(self) -> Generator[None]:
        """A part of the transaction that may fail alone: what it wrote, recorded and promised is taken back."""
        marks = [(note, note.mark()) for note in self.notes.values() if isinstance(note, Undoable)]
        notes, last, promised = dict(self.notes), len(self._before_commit), len(self._after_commit)
        self._driver.tell("SAVEPOINT part")
        try:
            yield
        except BaseException:
            for note, mark in marks:
                note.return_to(mark)
            self.notes = notes
            del self._before_commit[last:]
            del self._after_commit[promised:]
            self._driver.tell("ROLLBACK TO SAVEPOINT part")
            raise
        self._driver.tell("RELEASE SAVEPOINT part")

    def before_commit(self, action: "Callable[[Session], None]") -> None:
        """Run ``action`` once, last in the transaction (events take their numbers there)."""
        if action not in self._before_commit:
            self._before_commit.append(action)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run ``action`` when the transaction is safe; it must be quick and must not fail."""
        self._after_commit.append(action)

    def run_before_commit(self) -> None:
        for action in self._before_commit:
            action(self)

    def run_after_commit(self) -> None:
        for action in self._after_commit:
            action()


class Found:
    """What a statement that was built once has answered."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Values], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount
        """How many rows were written."""

    def __iter__(self) -> Iterator[Values]:
        return iter(self._rows)

    def all(self) -> list[Values]:
        return self._rows

    def one(self) -> Values:
        (row,) = self._rows
        return row

    def one_or_none(self) -> Values | None:
        return self.one() if self._rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        return self.one()[0] if self._rows else None


@lru_cache(100)
def _for_update(statement: Select[*Values]) -> Select[*Values]:
    return statement.with_for_update()


def _table_of(column: ColumnElement[Any] | FromClause) -> Table:
    table: object = column if isinstance(column, FromClause) else getattr(column, "table", None)
    if not _is_table(table):
        raise TypeError("the first column must belong to a table, or say of=table")
    return table


def _is_table(value: object) -> TypeGuard[Table]:
    return isinstance(value, Table)


class Database:
    """Opens the engines and runs work in their threads."""

    def __init__(self, url: str, *, clock: Clock, sqlite_synchronous: str = "FULL") -> None:
        self.url = make_url(url)
        self.clock = clock
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._ids = Ids()
        self.services: dict[type, object] = {}
        """What the wiring gives to every transaction, by type (the event log, the wake-up calls)."""
        if self.is_sqlite:
            self._write_engine = sqlite_engine(self.url, begin="BEGIN IMMEDIATE", synchronous=sqlite_synchronous)
            self._read_engine = sqlite_engine(self.url, begin="BEGIN", synchronous=sqlite_synchronous)
            self._writers = ThreadPoolExecutor(1, thread_name_prefix="db-write")
            self._readers = ThreadPoolExecutor(SQLITE_READERS, thread_name_prefix="db-read")
        else:
            self._write_engine = postgresql_engine(self.url)
            # Reading sees one moment, so that the rows and the number of the last event belong together.
            self._read_engine = self._write_engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._writers = ThreadPoolExecutor(POSTGRESQL_THREADS, thread_name_prefix="db")
            self._readers = self._writers

    @property
    def engine(self) -> Engine:
        return self._write_engine

    def write(self, org_id: str, work: Callable[[Session], T]) -> T:
        """Run ``work`` in one transaction, from an ordinary thread. Raises what it raises, and then nothing is kept."""
        return self._writers.submit(self._write_here, org_id, work).result()

    def read(self, org_id: str, work: Callable[[Session], T]) -> T:
        """Run ``work`` on a consistent snapshot, from an ordinary thread."""
        return self._readers.submit(self._read_here, org_id, work).result()

    async def write_async(self, org_id: str, work: Callable[[Session], T]) -> T:
        """``write`` for the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._writers, self._write_here, org_id, work)

    async def read_async(self, org_id: str, work: Callable[[Session], T]) -> T:
        """``read`` for the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read_here, org_id, work)

    def close(self) -> None:
        self._readers.shutdown()
        self._writers.shutdown()
        self._read_engine.dispose()
        self._write_engine.dispose()

    def _session(self, connection: Connection, org_id: str) -> Session:
        return Session(connection, org_id=org_id, now=self.clock.now(), services=self.services, ids=self._ids)

    def _write_here(self, org_id: str, work: Callable[[Session], T]) -> T:
        for _ in range(1, ATTEMPTS):
            try:
                return self._write_once(org_id, work)
            except Collided:
                continue
        return self._write_once(org_id, work)

    def _write_once(self, org_id: str, work: Callable[[Session], T]) -> T:
        with _translated(), self._write_engine.begin() as connection:
            session = self._session(connection, org_id)
            result = work(session)
            session.run_before_commit()
        session.run_after_commit()
        return result

    def _read_here(self, org_id: str, work: Callable[[Session], T]) -> T:
        with _translated(), self._read_engine.connect() as connection:
            connection.begin()
            session = self._session(connection, org_id)
            session.is_snapshot = True
            try:
                return work(session)
            finally:
                # There is nothing to keep, but at a rollback psycopg forgets the statements it has prepared.
                connection.commit()


@contextmanager
def _translated() -> Generator[None]:
    """The driver's refusals in our words."""
    try:
        yield
    except OperationalError as error:
        refused = Collided if getattr(error.orig, "sqlstate", None) in REPEATABLE else DatabaseUnavailable
        raise refused(reason=type(error.orig).__name__) from error
    except IntegrityError as error:
        raise AlreadyExists from error
    except (DataError, OverflowError) as error:
        raise DatabaseValueRefused from error


def is_reachable(database: Database) -> bool:
    """Whether a query gets through, for the health endpoint."""
    with suppress(DatabaseUnavailable):
        database.read("", lambda session: session.connection.exec_driver_sql("SELECT 1").scalar())
        return True
    return False
