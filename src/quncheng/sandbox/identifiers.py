"""Where the sandbox's identifiers and keys come from: repeatable with a seed, unpredictable without."""

import hashlib
import secrets
import string
from collections.abc import Callable

ALPHABET = string.ascii_letters + string.digits


class Identifiers:
    def __init__(self, seed: int | None = None, *, chance: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._seed = chance(32) if seed is None else str(seed).encode()
        self._drawn = 0
        self._number = 0

    def key(self, length: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(self._seed + self._drawn.to_bytes(8, "big")).digest(length)

    def token(self, length: int, prefix: str = "") -> str:
        return prefix + "".join(ALPHABET[byte % len(ALPHABET)] for byte in self.key(length))

    def hexadecimal(self, length: int) -> str:
        return self.key(length).hex()[:length]

    def number(self) -> int:
        """Grows by one each time, so that it also orders."""
        self._number += 1
        return self._number
