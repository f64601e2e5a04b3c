"""The clock of a demonstration: it follows the sandbox, where people move it on to see Friday's report on Monday."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx2
import msgspec

from quncheng.runtime.telemetry import Log

log = Log("quncheng.demo_clock")

POLL_SECONDS = 0.5


class _ClockAnswer(msgspec.Struct, frozen=True):
    """``GET /control/v1/clock``: seconds since 1970 in the sandbox."""

    now: float


class FollowedClock:
    """The machine's time plus the shift last seen in the sandbox; asked twice a second from a thread of its own."""

    def __init__(self, sandbox_url: str) -> None:
        self._url = f"{sandbox_url.rstrip('/')}/control/v1/clock"
        self._on_moved: Callable[[], None] | None = None
        self._shift = timedelta()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="demo-clock", daemon=True)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def start(self) -> None:
        """Returns once the sandbox was asked for the first time, whether it answered or not."""
        with httpx2.Client(timeout=5.0) as client:
            self._ask(client)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def on_moved(self, tell: Callable[[], None]) -> None:
        """``tell`` is called, from the clock's own thread, whenever somebody has moved it."""
        self._on_moved = tell

    def _follow(self) -> None:
        with httpx2.Client(timeout=5.0) as client:
            while not self._stopping.wait(POLL_SECONDS):
                self._ask(client)

    def _ask(self, client: httpx2.Client) -> None:
        try:
            answer = msgspec.json.decode(client.get(self._url).content, type=_ClockAnswer)
        except (httpx2.HTTPError, msgspec.DecodeError) as error:
            log.warning("demo_clock.unreachable", error=type(error).__name__)
            return
        shift = datetime.fromtimestamp(answer.now, UTC) - datetime.now(UTC)
        # A running clock drifts by the time the question takes; only a moved one is followed.
        if abs(shift - self._shift) > timedelta(seconds=1):
            self._shift = shift
            if self._on_moved is not None:
                self._on_moved()
