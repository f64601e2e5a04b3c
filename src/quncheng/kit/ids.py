"""Identifiers: 26 characters that sort by the time they were made (Crockford's base 32; 10 of time, 16 of chance)."""

import re
import secrets
import threading
from datetime import datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PATTERN = re.compile(r"[0-9a-z]{26}\Z")


def _base32(value: int, *, width: int) -> str:
    return "".join([ALPHABET[value >> shift & 31] for shift in range(5 * width - 5, -5, -5)])


def new_id(now: datetime) -> str:
    """A fresh identifier made at ``now``."""
    return _base32(int(now.timestamp() * 1000), width=10) + _base32(secrets.randbits(80), width=16)


class Ids:
    """Each identifier is greater than the one before, within a millisecond too and when the clock goes back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def new(self, now: datetime) -> str:
        made = int(now.timestamp() * 1000) << 80 | secrets.randbits(80)
        with self._lock:
            if made <= self._last or made >> 80 == self._last >> 80:
                made = self._last + 1 + secrets.randbits(48)
            self._last = made
        return _base32(made, width=26)


def is_id(text: str) -> bool:
    """Whether a client may use ``text`` as the identifier of something it creates."""
    return PATTERN.match(text) is not None


def new_secret(prefix: str = "") -> str:
    """An unguessable token (256 bits), for sessions, API tokens and links."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """Six digits that a person can type."""
    return f"{secrets.randbelow(1_000_000):06d}"
