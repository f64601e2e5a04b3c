"""Where the sandbox's identifiers and keys come from: repeatable with a seed, unpredictable without."""

import random
import string

ALPHABET = string.ascii_letters + string.digits


class Identifiers:
    def __init__(self, seed: int | None = None) -> None:
        self._random = random.SystemRandom() if seed is None else random.Random(seed)
        self._number = 0

    def token(self, length: int, prefix: str = "") -> str:
        return prefix + "".join(self._random.choices(ALPHABET, k=length))

    def hexadecimal(self, length: int) -> str:
        return "".join(self._random.choices("0123456789abcdef", k=length))

    def key(self, length: int) -> bytes:
        return self._random.randbytes(length)

    def number(self) -> int:
        """Grows by one each time, so that it also orders."""
        self._number += 1
        return self._number
