"""Wake-up calls inside a process: who waits for work is told at the commit, instead of asking the database all the time."""

import asyncio
from enum import StrEnum

from quncheng.runtime.db import Session


class Bell(StrEnum):
    JOBS = "jobs"
    OUTBOX = "outbox"
    INBOX = "inbox"
    CLOCK = "clock"
    """The clock was moved: only the one of a demonstration can be."""


class Wake:
    """One bell per kind of work. ``ring`` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bells = {bell: asyncio.Event() for bell in Bell}

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def ring(self, bell: Bell) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._bells[bell].set)

    def ring_all(self) -> None:
        for bell in Bell:
            self.ring(bell)

    async def wait(self, bell: Bell, *, seconds: float) -> None:
        """Until somebody rings, or for ``seconds`` at most."""
        waiting = self._bells[bell]
        if not waiting.is_set():
            try:
                async with asyncio.timeout(seconds):
                    await waiting.wait()
            except TimeoutError:
                pass
        waiting.clear()


WAKE_CHANNEL = "quncheng_wake"


def ring_at_commit(session: Session, bell: Bell) -> None:
    """Wake this process at the commit and, on PostgreSQL, the others."""
    noted = f"runtime.wake.{bell}"
    if noted in session.notes:
        return
    session.notes[noted] = True
    wake = session.services.get(Wake)
    if isinstance(wake, Wake):
        session.after_commit(lambda: wake.ring(bell))
    if session.is_postgresql:
        session.connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (WAKE_CHANNEL, bell.value))
