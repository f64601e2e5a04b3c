"""How many requests one caller or address may send: a token bucket for each, in the memory of the process."""

import time
from dataclasses import dataclass

from quncheng.runtime.http_problems import TooManyRequests

KEYS_LIMIT = 20_000
"""Beyond this the fullest buckets are forgotten; a forgotten bucket is a full one."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """``burst`` requests at once, ``per_second`` in the long run."""

    burst: float
    per_second: float


class Limiter:
    """The buckets of one kind of request."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> None:
        """One request of this caller. Raises TooManyRequests."""
        now = time.monotonic()
        left, at = self._buckets.get(key, (self._allowance.burst, now))
        left = min(self._allowance.burst, left + (now - at) * self._allowance.per_second)
        if left < 1:
            raise TooManyRequests(seconds=max(1, round((1 - left) / self._allowance.per_second)))
        if len(self._buckets) >= KEYS_LIMIT:
            self._forget(now)
        self._buckets[key] = (left - 1, now)

    def _forget(self, now: float) -> None:
        """Drop the buckets that have filled up again, or all of them."""
        full = self._allowance.burst
        rate = self._allowance.per_second
        self._buckets = {
            key: (left, at) for key, (left, at) in self._buckets.items() if left + (now - at) * rate < full
        }
        if len(self._buckets) >= KEYS_LIMIT:
            self._buckets.clear()
