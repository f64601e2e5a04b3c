"""Cuts what was said in one breath: several statements of different kinds with no sign between them."""

from collections.abc import Callable

from quncheng.language.predicates import PREDICATES

_MOST_RUNS = 8


def split_runs(text: str, reads_alone: Callable[[str], bool]) -> tuple[str, ...]:
    """The statements in order: cut at spaces, and where a report ends, if what results stands on its own."""
    pieces = text.split(" ")
    if 1 < len(pieces) <= _MOST_RUNS and all(len(piece) > 1 and reads_alone(piece) for piece in pieces):
        return tuple(pieces)
    for match in PREDICATES.finditer(text):
        rest = text[match.end() :].strip()
        if match.lastgroup in _FINISHED and len(rest) > 2 and not PREDICATES.match(rest) and reads_alone(rest):
            head = text[: match.end()]
            if reads_alone(head):
                return (head, *split_runs(rest, reads_alone))
    return (text,)


_FINISHED = frozenset({"done", "amount", "not_done"})
