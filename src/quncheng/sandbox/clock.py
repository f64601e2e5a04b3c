"""The sandbox's movable clock: every window, limit and expiry of the platform is counted on it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock:
    """Runs with the machine's clock at a distance, or stands still until it is moved.

    The idle timer of a connection is the one thing not counted here: connections live in real time.
    """

    def __init__(
        self, start: float | None = None, *, running: bool = True, wall: Callable[[], float] = time.time
    ) -> None:
        self._wall = wall
        self._running = running
        self._offset = 0.0 if start is None else start - wall()
        self._frozen_at = wall() if start is None else start

    @property
    def running(self) -> bool:
        return self._running

    def now(self) -> float:
        """Seconds since 1970, in the sandbox's time."""
        return self._wall() + self._offset if self._running else self._frozen_at

    def today(self) -> str:
        """The calendar day in China, where "once a day" is counted."""
        return datetime.fromtimestamp(self.now(), BEIJING).date().isoformat()

    def set(self, instant: float) -> None:
        self._offset = instant - self._wall()
        self._frozen_at = instant

    def advance(self, seconds: float) -> None:
        self.set(self.now() + seconds)

    def run(self, running: bool) -> None:
        """Starts or stops the clock without moving it."""
        now = self.now()
        self._running = running
        self.set(now)
