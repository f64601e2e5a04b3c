"""Counts what happened in the last minute and hour, as the platform's frequency limits do."""

from collections import deque

from quncheng.sandbox.errors import TOO_OFTEN, PlatformError


class FrequencyLimit:
    """At most ``count`` in any ``seconds`` for each of the given windows; what is refused is not counted."""

    def __init__(self, *windows: tuple[int, float]) -> None:
        self._windows = windows
        self._longest = max(seconds for _, seconds in windows)
        self._times: deque[float] = deque()

    def allows(self, now: float) -> bool:
        while self._times and now - self._times[0] >= self._longest:
            self._times.popleft()
        return all(
            sum(1 for instant in self._times if now - instant < seconds) < count for count, seconds in self._windows
        )

    def take(self, now: float, what: str) -> None:
        """Counts one. Raises 45009 when a window is full."""
        if not self.allows(now):
            raise PlatformError(TOO_OFTEN, f"api freq out of limit, {what}, hint: [{int(now)}]")
        self._times.append(now)


def conversation_limit() -> FrequencyLimit:
    return FrequencyLimit((30, 60.0), (1000, 3600.0))


def robot_limit() -> FrequencyLimit:
    return FrequencyLimit((20, 60.0))
