"""Statements as plain data, so that one can wait in the database for its missing piece."""

from typing import get_args

import msgspec

from quncheng.language.intents import Statement

_TYPES: dict[str, type[Statement]] = {cls.__name__: cls for cls in get_args(Statement)}
Path = tuple[str | int, ...]


def to_plain(statement: Statement) -> dict[str, object]:
    built: object = msgspec.to_builtins(statement)
    return {"statement": type(statement).__name__, "said": built}


def from_plain(plain: dict[str, object]) -> Statement:
    """Raises KeyError or msgspec.ValidationError for what another version has written."""
    return msgspec.convert(plain["said"], _TYPES[str(plain["statement"])])


def put(plain: dict[str, object], path: Path, value: object) -> None:
    """Fill one place of a plain statement."""
    here: object = plain["said"]
    for step in path[:-1]:
        here = _step_into(here, step)
    last = path[-1]
    if isinstance(here, dict):
        here[str(last)] = value
    elif isinstance(here, list) and isinstance(last, int):
        here[last] = value


def _step_into(here: object, step: str | int) -> object:
    if isinstance(here, dict):
        return here[str(step)]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(here, list) and isinstance(step, int):
        return here[step]  # pyright: ignore[reportUnknownVariableType]
    raise KeyError(step)
