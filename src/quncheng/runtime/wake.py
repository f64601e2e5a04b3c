"""Wake-up calls: who waits for work is told at the commit, instead of asking the database all the time."""

import asyncio
from enum import StrEnum

from quncheng.kit.ids import new_secret
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
        self.process = new_secret()
        """Tells this process's calls from those of the others."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[Bell, list[asyncio.Event]] = {bell: [] for bell in Bell}

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def ring(self, bell: Bell) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring_here, bell)

    def ring_all(self) -> None:
        for bell in Bell:
            self.ring(bell)

    def hear(self, payload: str) -> None:
        """A call of another process; our own has been heard already."""
        name, _, process = payload.partition(" ")
        if process != self.process and name in set(Bell):
            self.ring(Bell(name))

    def listen(self, bell: Bell) -> "Waiter":
        """For one who waits again and again: what rings while they work is not missed."""
        waiter = Waiter()
        self._waiting[bell].append(waiter.rung)
        return waiter

    def _ring_here(self, bell: Bell) -> None:
        for rung in self._waiting[bell]:
            rung.set()


class Waiter:
    """One loop's ear at a bell."""

    def __init__(self) -> None:
        self.rung = asyncio.Event()

    async def wait(self, *, seconds: float) -> bool:
        """Until somebody rings, or for ``seconds`` at most. Returns whether somebody rang."""
        try:
            async with asyncio.timeout(seconds):
                await self.rung.wait()
        except TimeoutError:
            return False
        self.rung.clear()
        return True


WAKE_CHANNEL = "quncheng_wake"


def ring_at_commit(session: Session, bell: Bell) -> None:
    """Wake this process at the commit and, on PostgreSQL, the others."""
    noted = f"runtime.wake.{bell}"
    if noted in session.notes:
        return
    session.notes[noted] = True
    wake = session.services.get(Wake)
    process = ""
    if isinstance(wake, Wake):
        process = wake.process
        session.after_commit(lambda: wake.ring(bell))
    session.notify(WAKE_CHANNEL, f"{bell.value} {process}")
