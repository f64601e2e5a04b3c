"""The connections to the databases, set up so that nothing is lost and little is asked twice."""

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from quncheng.runtime.prepared import Driver

SQLITE_READERS = 1
"""More of them wait for each other: sqlite3 gives up the interpreter at every row. Sixteen connections took 4.7 ms CPU
a request with four readers and 3.5 with one, in short runs on a busy machine (bench, mixed_80_20)."""
POSTGRESQL_THREADS = 4
"""Each has one connection, for reading and writing. It costs the server memory for every statement it knows: ten
megabytes each when busy. Six answered no more requests a second (bench, mixed_80_20)."""
POSTGRESQL_OPTIONS = "-c TimeZone=UTC -c jit=off"
"""Compiling a plan pays off in queries that take seconds."""
NEVER = 1_000_000
"""Only ``prepared.py`` prepares. A list with filters and a limit has to be planned for its values: the plan for any
values reads a column of 2,000 cards whole to show the first thirty."""
POSTGRESQL_STATEMENTS = 400
"""Prepared statements a connection keeps; the driver's hundred are fewer than the product has."""


def sqlite_engine(url: URL, *, begin: str, synchronous: str) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1 if begin == "BEGIN IMMEDIATE" else SQLITE_READERS,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "isolation_level": None, "cached_statements": 512},
    )

    def on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "busy_timeout=10000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA cache_size=-8000")
        if begin == "BEGIN":
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        Driver(connection).tell(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def postgresql_engine(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=POSTGRESQL_THREADS,
        max_overflow=0,
        pool_pre_ping=False,
        pool_recycle=1800,
        # Every transaction is ended by us.
        pool_reset_on_return=None,
        hide_parameters=True,
        connect_args={"options": POSTGRESQL_OPTIONS, "prepare_threshold": NEVER},
    )

    def on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        if isinstance(connection, psycopg.Connection):
            connection.prepared_max = POSTGRESQL_STATEMENTS

    event.listen(engine, "connect", on_connect)
    return engine


def migration_engine(url: URL) -> Engine:
    """An engine without a pool, for migrations and one-off commands; on SQLite it locks the whole file."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    engine = create_engine(url, poolclass=NullPool, connect_args={"isolation_level": None, "timeout": 60})

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")

    event.listen(engine, "begin", on_begin)
    return engine
