"""Shortens text to what the platform shows (字, by width) and to what it takes (bytes), keeping the beginning."""

import unicodedata

ELLIPSIS = "…"


def width(text: str) -> float:
    """Width in 字: a Chinese character is one, a Latin letter or a digit half of one."""
    return sum(_character_width(character) for character in text)


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` 字; what is cut is marked with an ellipsis."""
    text = text.strip()
    if width(text) <= limit:
        return text
    room = limit - 1.0
    for position, character in enumerate(text):
        room -= _character_width(character)
        if room < 0:
            return text[:position].rstrip() + ELLIPSIS
    return text


def shorten_bytes(text: str, limit: int, *, ending: str = ELLIPSIS) -> str:
    """At most ``limit`` bytes of UTF-8, never half a character."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= limit:
        return encoded.decode()
    kept = encoded[: limit - len(ending.encode())].decode("utf-8", "ignore")
    return kept + ending


def split_bytes(text: str, limit: int) -> tuple[str, ...]:
    """Parts of at most ``limit`` bytes each, cut between lines where a line fits; all parts together say everything."""
    parts: list[str] = []
    current = ""
    for line in text.encode("utf-8", "replace").decode().splitlines(keepends=True):
        if len((current + line).encode()) <= limit:
            current += line
            continue
        if current:
            parts.append(current)
        *full, current = _cut_line(line, limit)
        parts += full
    if current:
        parts.append(current)
    return tuple(part.rstrip("\n") for part in parts if part.strip())


def _cut_line(line: str, limit: int) -> list[str]:
    pieces: list[str] = []
    rest = line.encode()
    while len(rest) > limit:
        piece = rest[:limit].decode("utf-8", "ignore")
        pieces.append(piece)
        rest = rest[len(piece.encode()) :]
    return [*pieces, rest.decode()]


def _character_width(character: str) -> float:
    if character.isascii():
        return 0.5
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5
