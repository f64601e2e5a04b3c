"""Identifiers: 26 characters that sort by the time they were made (10 of milliseconds, 16 of chance, Crockford's base 32)."""

import re
import secrets
from datetime import datetime

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PATTERN = re.compile(r"[0-9a-z]{26}\Z")


def _base32(value: int, *, width: int) -> str:
    characters: list[str] = []
    for _ in range(width):
        characters.append(ALPHABET[value & 31])
        value >>= 5
    return "".join(reversed(characters))


def new_id(now: datetime) -> str:
    """A fresh identifier made at ``now``."""
    return _base32(int(now.timestamp() * 1000), width=10) + _base32(secrets.randbits(80), width=16)


def is_id(text: str) -> bool:
    """Whether a client may use ``text`` as the identifier of something it creates."""
    return PATTERN.match(text) is not None


def new_secret(prefix: str = "") -> str:
    """An unguessable token (256 bits), for sessions, API tokens and links."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """Six digits that a person can type."""
    return f"{secrets.randbelow(1_000_000):06d}"
