"""Column types that mean the same on SQLite and PostgreSQL.

Their processors are called for every value of every row, so they say what the driver needs and nothing more.
"""

from datetime import UTC, datetime
from typing import Protocol, TypeVar

import msgspec
from sqlalchemy import BigInteger, DateTime, Dialect, LargeBinary, MetaData, String, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(26)
Rank = String(120).with_variant(String(120, collation="C"), "postgresql")
"""Ordered by its bytes everywhere; a PostgreSQL set up for a language would put letters of both cases side by side."""
Term = String(40).with_variant(String(40, collation="C"), "postgresql")
Name = String(400)
LongText = Text
Blob = LargeBinary
Sequence = BigInteger

T_contra = TypeVar("T_contra", contravariant=True)
T_co = TypeVar("T_co", covariant=True)

_texts = msgspec.json.Decoder(tuple[str, ...])


class ToColumn(Protocol[T_contra]):
    def __call__(self, value: T_contra | None) -> object: ...


class FromColumn(Protocol[T_co]):
    def __call__(self, value: str | None) -> T_co | None: ...


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite would drop the zone: there it is text with microseconds, which sorts by time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> ToColumn[datetime]:
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> FromColumn[datetime] | None:
        return _from_text if dialect.name == "sqlite" else None


class TextList(TypeDecorator[tuple[str, ...]]):
    """A short list of identifiers or tags, kept as JSON text."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> ToColumn[tuple[str, ...]]:
        return _to_list

    def result_processor(self, dialect: Dialect, coltype: object) -> FromColumn[tuple[str, ...]]:
        return _from_list


class Document(TypeDecorator[object]):
    """Plain data as JSON text: what msgspec can encode goes in, builtins come out."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> ToColumn[object]:
        return _to_json

    def result_processor(self, dialect: Dialect, coltype: object) -> FromColumn[object]:
        return _from_json


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    instant = _to_utc(value)
    return None if instant is None else instant.replace(tzinfo=None).isoformat(" ", "microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _to_list(value: tuple[str, ...] | None) -> str:
    return msgspec.json.encode(value).decode() if value else "[]"


def _from_list(value: str | None) -> tuple[str, ...]:
    return () if not value or value == "[]" else _texts.decode(value)


def _to_json(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _from_json(value: str | None) -> object:
    return None if value is None else msgspec.json.decode(value)
