"""Shapes that many answers share."""

from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

import msgspec
from litestar.params import QueryParameter

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A piece of a list; ``next_cursor`` is null at its end."""

    items: Sequence[T]
    next_cursor: str | None = None


class Done(msgspec.Struct, frozen=True):
    """Nothing to tell but that it is done."""

    ok: bool = True


Cursor = Annotated[str | None, QueryParameter(name="cursor", max_length=1_000)]
Limit = Annotated[int, QueryParameter(name="limit", ge=1, le=10_000)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=26)]
"""An identifier in a body."""
Seen = Annotated[int, msgspec.Meta(ge=0, le=2_000_000_000)]
"""The version of an object that the caller saw."""


def page_number(cursor: str | None) -> int | None:
    """The position a cursor of a numbered list stands for; a foreign one means the beginning."""
    return int(cursor) if cursor is not None and cursor.isdecimal() and len(cursor) < 16 else None
