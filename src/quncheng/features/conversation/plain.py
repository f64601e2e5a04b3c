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
    """Fill one place of a plain statement. Raises KeyError or msgspec.ValidationError for a path that is not there."""
    plain["said"] = _with(plain["said"], path, value)


def _with(here: object, path: Path, value: object) -> object:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = msgspec.convert(here, list[object])
        items[step] = _with(items[step], rest, value)
        return items
    fields = msgspec.convert(here, dict[str, object])
    return fields | {step: _with(fields.get(step), rest, value)}
