"""One process at a time speaks for a bot: a second connection would throw the first one out.

On PostgreSQL an advisory lock held by a connection of its own, gone with the process; with SQLite a locked file.
"""

import asyncio
import fcntl
import hashlib
from pathlib import Path
from typing import IO

import psycopg

from quncheng.runtime.db import Database
from quncheng.runtime.telemetry import Log

log = Log("quncheng.leader")

RETRY_SECONDS = 2.0
CHECK_SECONDS = 5.0


class Leadership:
    """The right to run one bot. ``hold`` waits for it; ``lost`` returns when it is gone."""

    def __init__(self, database: Database, *, name: str) -> None:
        self._database = database
        self._name = name
        self._connection: psycopg.Connection | None = None
        self._file: IO[str] | None = None

    async def hold(self) -> None:
        """Until this process leads."""
        waits = False
        while not await asyncio.to_thread(self._try):
            if not waits:
                log.info("leader.waiting", name=self._name)
                waits = True
            await asyncio.sleep(RETRY_SECONDS)
        log.info("leader.leading", name=self._name)

    async def lost(self) -> None:
        """Until the lock is gone, because the database was restarted or the connection was cut."""
        while await asyncio.to_thread(self._is_held):
            await asyncio.sleep(CHECK_SECONDS)
        log.warning("leader.lost", name=self._name)

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _try(self) -> bool:
        return self._try_file() if self._database.is_sqlite else self._try_advisory()

    def _try_file(self) -> bool:
        opened = Path(f"{self._database.url.database}.{self._name}.lock").open("w")
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            opened.close()
            return False
        self._file = opened
        return True

    def _try_advisory(self) -> bool:
        key = int.from_bytes(hashlib.sha256(f"quncheng:{self._name}".encode()).digest()[:8], signed=True)
        try:
            connection = psycopg.connect(
                self._database.url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
            )
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
        except psycopg.Error:
            return False
        if row is None or not row[0]:
            connection.close()
            return False
        self._connection = connection
        return True

    def _is_held(self) -> bool:
        if self._connection is None:
            return self._file is not None
        try:
            self._connection.execute("SELECT 1")
        except psycopg.Error:
            self.release()
            return False
        return True
