"""One process at a time does a thing: a lock that ends with the process that holds it.

PostgreSQL: an advisory lock on a connection of its own. SQLite: a lock on a file beside the database.
"""

import asyncio
import hashlib
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import psycopg

from quncheng.runtime.db import Database
from quncheng.runtime.telemetry import Log

if os.name == "nt":
    import msvcrt
else:
    import fcntl

log = Log("quncheng.leader")

RETRY_SECONDS = 2.0
CHECK_SECONDS = 5.0


class Lock(Protocol):
    def take(self) -> bool:
        """Whether it is ours now."""
        ...

    def is_held(self) -> bool: ...

    def release(self) -> None: ...


class FileLock:
    """The operating system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.name == "nt":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def is_held(self) -> bool:
        return self._descriptor is not None

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class AdvisoryLock:
    """The server lets go of it when the connection ends."""

    def __init__(self, url: str, name: str) -> None:
        self._url = url
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._connection: psycopg.Connection | None = None

    def take(self) -> bool:
        connection = psycopg.connect(self._url, autocommit=True)
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (self._key,)).fetchone()
        if row is None or row[0] is not True:
            connection.close()
            return False
        self._connection = connection
        return True

    def is_held(self) -> bool:
        """Asks the server: a connection that was cut holds nothing any more."""
        if self._connection is None:
            return False
        try:
            self._connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def lock_for(database: Database, name: str) -> Lock:
    """The lock that all processes of this installation share."""
    if database.is_sqlite:
        return FileLock(Path(f"{database.url.database}.{name}.lock"))
    return AdvisoryLock(database.url.set(drivername="postgresql").render_as_string(hide_password=False), name)


@asynccontextmanager
async def leading(lock: Lock) -> AsyncGenerator[asyncio.Event]:
    """Wait until the lock is ours; the event given is set when it is lost."""
    while True:
        if await asyncio.to_thread(_try, lock):
            break
        await asyncio.sleep(RETRY_SECONDS)
    lost = asyncio.Event()
    watching = asyncio.create_task(_watch(lock, lost))
    try:
        yield lost
    finally:
        watching.cancel()
        await asyncio.to_thread(lock.release)


def _try(lock: Lock) -> bool:
    try:
        return lock.take()
    except psycopg.Error as error:
        log.warning("leader.unreachable", error=type(error).__name__)
        return False


async def _watch(lock: Lock, lost: asyncio.Event) -> None:
    while True:
        if not await asyncio.to_thread(lock.is_held):
            break
        await asyncio.sleep(CHECK_SECONDS)
    log.warning("leader.lost")
    lost.set()
