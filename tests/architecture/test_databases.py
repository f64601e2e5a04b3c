"""The databases that tests get: fresh, of both kinds, with the tables of the product."""

import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import psycopg
import pytest


def execute(database_url: str, statement: str) -> list[tuple[object, ...]]:
    if database_url.startswith("sqlite:///"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as lite:
            return lite.execute(statement).fetchall()
    with psycopg.connect(database_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_gets_a_database_nobody_wrote_to(database_url: str, turn: str) -> None:
    execute(database_url, "CREATE TABLE only_here (turn text)")
    execute(database_url, f"INSERT INTO only_here VALUES ('{turn}')")

    assert execute(database_url, "SELECT turn FROM only_here") == [(turn,)]


def test_both_kinds_are_used(database_url: str, request: pytest.FixtureRequest) -> None:
    assert urlsplit(database_url).scheme == request.node.callspec.params["database_url"]


def test_the_databases_of_two_tests_are_apart(postgresql_url: str, postgresql_admin: psycopg.Connection) -> None:
    name = urlsplit(postgresql_url).path.removeprefix("/")

    rows = postgresql_admin.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name]).fetchall()

    assert rows == [(1,)]
