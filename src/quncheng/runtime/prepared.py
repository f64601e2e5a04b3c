"""Statements that are built once, handed to the driver without a detour.

SQLAlchemy writes the SQL and knows the types. Asking it again at every execution costs more than the database needs to
answer, so what a statement becomes is kept for the life of the process. Errors are SQLAlchemy's, as everywhere.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TypeGuard

import msgspec
import psycopg
from sqlalchemy import (
    CompoundSelect,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    String,
    Table,
    Text,
    Update,
    bindparam,
    func,
    insert,
    literal_column,
)
from sqlalchemy import select as sql_select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Integer, TypeDecorator, TypeEngine

Row = tuple[object, ...]
Convert = Callable[[object], object]
Converters = tuple[tuple[int, Convert], ...]
"""The places in a row whose values the driver knows in another shape, and how to get from one to the other."""
Cursor = sqlite3.Cursor | psycopg.RawCursor[Row]
Statement = Select[*tuple[object, ...]] | CompoundSelect[*tuple[object, ...]] | Insert | Update | Delete

ONE: ColumnElement[int] = literal_column("1", Integer())
"""A limit that PostgreSQL's planner can see."""
STATEMENTS_LIMIT = 1_000
"""As many are kept in words; the product has fewer."""

_IN_JSON = "IN (SELECT value FROM json_each({}))"
_SQLITE = SQLiteDialect_pysqlite()
_POSTGRESQL = PGDialect_psycopg(paramstyle="numeric_dollar")


class Texts(TypeDecorator[Sequence[str]]):
    """A list of texts as one value."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> ARRAY[str] | Text:
        return ARRAY(Text(), dimensions=1) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> object:
        texts = list(value or ())
        return texts if dialect.name == "postgresql" else msgspec.json.encode(texts).decode()


class Listed(FunctionElement[bool]):
    """The right side of ``one_of``, with its operator."""

    inherit_cache = True


def one_of(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """``column IN (…)`` with a list of texts that is given by name when the statement is run."""
    return column.bool_op("")(Listed(bindparam(name, type_=Texts)))


@compiles(Listed, "postgresql")
def _listed_as_array(element: Listed, compiler: SQLCompiler, **options: object) -> str:
    return f"= ANY ({compiler.process(element.clauses, **options)})"


@compiles(Listed, "sqlite")
def _listed_as_json(element: Listed, compiler: SQLCompiler, **options: object) -> str:
    return _IN_JSON.format(compiler.process(element.clauses, **options))


class Prepared:
    """A statement in the words of one database."""

    __slots__ = ("_constants", "_decoders", "_dialect", "_encoders", "_names", "_types", "has_lists", "text", "words")

    def __init__(self, statement: Statement, names: tuple[str, ...], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(names))
        self.text = str(compiled)
        self.words = self.text.encode()
        self._dialect = dialect
        self._names = tuple(compiled.positiontup or ())
        binds = [compiled.binds[name] for name in self._names]
        self.has_lists = any(bind.expanding for bind in binds)
        """The length of a list changes the SQL: SQLAlchemy has to write it again. See ``one_of``."""
        self._constants: dict[str, object] = {
            name: bind.effective_value for name, bind in zip(self._names, binds, strict=True) if not bind.required
        }
        self._encoders = _converters(bind.type.dialect_impl(dialect).bind_processor(dialect) for bind in binds)
        self._types = _types_of(statement)
        self._decoders: Converters | None = None

    def parameters(self, values: Mapping[str, object]) -> list[object]:
        """Raises KeyError for a value that is missing."""
        found = [values[name] if name in values else self._constants[name] for name in self._names]
        for place, encode in self._encoders:
            found[place] = encode(found[place])
        return found

    def rows(self, cursor: Cursor) -> list[Row]:
        if not self._types:
            return []
        fetched: list[Row] = cursor.fetchall()
        decoders = self._decoders
        if decoders is None:
            self._decoders = decoders = self._find_decoders(cursor)
        return [_decoded(row, decoders) for row in fetched] if decoders else fetched

    def _find_decoders(self, cursor: Cursor) -> Converters:
        """Known when the first answer has told the driver's own types."""
        return _converters(
            kind.dialect_impl(self._dialect).result_processor(self._dialect, column[1])
            for kind, column in zip(self._types, cursor.description or (), strict=True)
        )


class Driver:
    """The driver's connection under one transaction."""

    __slots__ = ("_connection", "_cursor")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver: object = connection.connection.driver_connection
        if _is_postgresql(driver):
            self._cursor: Cursor = psycopg.RawCursor(driver)
        elif isinstance(driver, sqlite3.Connection):
            self._cursor = driver.cursor()
        else:
            raise TypeError("neither SQLite nor PostgreSQL")

    def run(self, statement: Statement, values: Mapping[str, object]) -> tuple[list[Row], int]:
        """Every row of the answer, and how many were written."""
        prepared = _prepare(statement, tuple(values), is_postgresql=isinstance(self._cursor, psycopg.RawCursor))
        if prepared.has_lists:
            found = self._connection.execute(statement, values)
            return ([tuple(row) for row in found] if found.returns_rows else []), found.rowcount
        self._execute(prepared, values)
        return prepared.rows(self._cursor), self._cursor.rowcount

    def tell(self, words: str) -> None:
        """What has neither values nor an answer: where a transaction or a part of it begins and ends."""
        cursor = self._cursor
        with self._errors_told():
            if isinstance(cursor, sqlite3.Cursor):
                cursor.execute(words)
            else:
                cursor.execute(words.encode())

    def insert(self, table: Table, values: Mapping[str, object]) -> None:
        self.run(_insert_into(table), values)

    def insert_once(self, table: Table, values: Mapping[str, object]) -> bool:
        """Whether no row with the same key was there."""
        return self.run(_insert_once(table, isinstance(self._cursor, psycopg.RawCursor)), values)[1] == 1

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """In one statement: on PostgreSQL every column goes as one array."""
        names, cursor = tuple(rows[0]), self._cursor
        if len(rows) == 1:
            self.insert(table, rows[0])
        elif isinstance(cursor, sqlite3.Cursor):
            prepared = _prepare(_insert_into(table), names, is_postgresql=False)
            with self._errors_told():
                cursor.executemany(prepared.text, [prepared.parameters(row) for row in rows])
        else:
            self.run(_insert_arrays(table, names), {name: [row[name] for row in rows] for name in names})

    def _execute(self, prepared: Prepared, values: Mapping[str, object]) -> None:
        cursor, parameters = self._cursor, prepared.parameters(values)
        with self._errors_told():
            if isinstance(cursor, sqlite3.Cursor):
                cursor.execute(prepared.text, parameters)
            else:
                cursor.execute(prepared.words, parameters, prepare=True, binary=True)

    @contextmanager
    def _errors_told(self) -> Generator[None]:
        """The driver's errors become SQLAlchemy's; a connection that is lost leaves the pool."""
        try:
            yield
        except (sqlite3.Error, psycopg.Error) as error:
            is_lost = isinstance(self._cursor, psycopg.RawCursor) and self._cursor.connection.closed
            if is_lost:
                self._connection.invalidate(error)
            base = sqlite3.Error if isinstance(error, sqlite3.Error) else psycopg.Error
            raise DBAPIError.instance(
                None,
                None,
                error,
                base,
                hide_parameters=True,
                connection_invalidated=is_lost,
                dialect=self._connection.dialect,
            ) from error


@lru_cache(STATEMENTS_LIMIT)
def _prepare(statement: Statement, names: tuple[str, ...], *, is_postgresql: bool) -> Prepared:
    return Prepared(statement, names, _POSTGRESQL if is_postgresql else _SQLITE)


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


@cache
def _insert_once(table: Table, is_postgresql: bool) -> Insert:
    return (postgresql_insert if is_postgresql else sqlite_insert)(table).on_conflict_do_nothing()


@cache
def _insert_arrays(table: Table, names: tuple[str, ...]) -> Insert:
    # A text of a certain length would be cut to it in silence.
    kinds = [Text() if isinstance(table.c[name].type, String) else table.c[name].type for name in names]
    arrays = [bindparam(name, type_=ARRAY(kind, dimensions=1)) for name, kind in zip(names, kinds, strict=True)]
    return insert(table).from_select(names, sql_select(*map(func.unnest, arrays)))


def _is_postgresql(driver: object) -> TypeGuard[psycopg.Connection[Row]]:
    return isinstance(driver, psycopg.Connection)


def _types_of(statement: Statement) -> tuple[TypeEngine[object], ...]:
    """Of the columns of the answer."""
    if isinstance(statement, CompoundSelect):
        return tuple(column.type for column in statement.selected_columns)
    if isinstance(statement, Select):
        return tuple(column["type"] for column in statement.column_descriptions)
    return tuple(column["type"] for column in statement.returning_column_descriptions)


def _converters(found: Iterable[Convert | None]) -> Converters:
    return tuple((place, convert) for place, convert in enumerate(found) if convert is not None)


def _decoded(row: Row, decoders: Converters) -> Row:
    values = list(row)
    for place, decode in decoders:
        values[place] = decode(values[place])
    return tuple(values)
