"""Fractional ranks: strings whose order is the order on the board, so that a move writes one row.

A rank is a number of six digits in base 62, followed by as many digits of a fraction as it takes. Putting something at
an end counts the number up or down, so ranks stay short; putting it between two others adds a fraction at most
(the idea is described by David Greenspan, https://observablehq.com/@dgreensp/implementing-fractional-indexing).
"""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)
_WHOLE = 6
FIRST = "V00000"
_MIDDLE = "V"


def rank_between(before: str | None, after: str | None) -> str:
    """A rank greater than ``before`` and smaller than ``after``; None means the end of the list.

    Raises ValueError when ``before`` is not smaller than ``after``.
    """
    if before is not None and after is not None and before >= after:
        raise ValueError(f"no rank between {before!r} and {after!r}")
    if before is None and after is None:
        return FIRST
    if after is None:
        return _step(before or FIRST, 1)
    if before is None:
        return _step(after, -1)
    return _middle(before, after)


def ranks_after(before: str | None, count: int) -> tuple[str, ...]:
    """``count`` ascending ranks behind ``before``."""
    ranks: list[str] = []
    for _ in range(count):
        before = rank_between(before, None)
        ranks.append(before)
    return tuple(ranks)


def _step(rank: str, by: int) -> str:
    """The neighbouring whole number."""
    whole = 0
    for digit in rank[:_WHOLE]:
        whole = whole * _BASE + _VALUE[digit]
    whole += by
    digits: list[str] = []
    for _ in range(_WHOLE):
        whole, value = divmod(whole, _BASE)
        digits.append(DIGITS[value])
    return "".join(reversed(digits))


def _middle(before: str, after: str) -> str:
    """The shortest fraction strictly between the two."""
    position = 0
    while True:
        low = _VALUE[before[position]] if position < len(before) else 0
        high = _VALUE[after[position]]
        if high - low > 1 and position >= _WHOLE - 1:
            return before[:position].ljust(position, "0") + DIGITS[(low + high) // 2]
        if high != low:
            return _above(before, at_least=position + 1)
        position += 1


def _above(rank: str, *, at_least: int) -> str:
    """The next fraction after ``rank`` that keeps its first ``at_least`` digits (and its whole number)."""
    kept = max(at_least, _WHOLE)
    head, rest = rank[:kept].ljust(kept, "0"), rank[kept:]
    for position, digit in enumerate(rest):
        if _VALUE[digit] < _BASE - 1:
            return head + rest[:position] + DIGITS[(_VALUE[digit] + _BASE) // 2]
    return head + rest + _MIDDLE
