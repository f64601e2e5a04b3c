"""The one migration history gives both databases exactly the tables that the code describes."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Column, Engine, inspect, make_url

from quncheng.runtime import migrate
from quncheng.runtime.columns import metadata
from quncheng.runtime.engines import migration_engine
from tools.reference import import_everything

REVISIONS = Path(migrate.__file__).parent / "migrations" / "scripts" / "versions"
Shape = dict[str, dict[str, tuple[str, bool]]]


def described(engine: Engine) -> Shape:
    """Table → column → (type, may be null), as the code has it."""
    import_everything()
    return {
        table.name: {
            column.name: (column.type.compile(engine.dialect), bool(column.nullable)) for column in table.columns
        }
        for table in metadata.sorted_tables
    }


def found(engine: Engine) -> Shape:
    inspector = inspect(engine)
    return {
        name: {
            column["name"]: (column["type"].compile(engine.dialect), column["nullable"])
            for column in inspector.get_columns(name)
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def test_the_history_ends_in_what_the_code_describes(database_url: str) -> None:
    engine = migration_engine(make_url(database_url))

    assert found(engine) == described(engine)


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_keys_and_indexes_are_those_of_the_code(database_url: str) -> None:
    engine = migration_engine(make_url(database_url))
    import_everything()
    inspector = inspect(engine)

    for table in metadata.sorted_tables:
        keys = [column.name for column in table.primary_key.columns]
        assert inspector.get_pk_constraint(table.name)["constrained_columns"] == keys
        plain = {one for one in table.indexes if all(isinstance(part, Column) for part in one.expressions)}
        indexes = {
            one["name"]: (one["column_names"], bool(one["unique"]))
            for one in inspector.get_indexes(table.name)
            if None not in one["column_names"]
        }
        assert indexes == {one.name: ([column.name for column in one.columns], bool(one.unique)) for one in plain}


def test_every_table_begins_with_its_organization() -> None:
    import_everything()

    assert [table.name for table in metadata.sorted_tables if table.primary_key.columns.keys()[0] != "org_id"] == []


def test_the_head_is_the_newest_revision() -> None:
    revisions = sorted(re.findall(r"r(\d{4})_", " ".join(path.name for path in REVISIONS.glob("r*.py"))))

    assert revisions == [f"{number:04d}" for number in range(1, len(revisions) + 1)]
    assert revisions[-1] == migrate.HEAD


def test_upgrading_what_is_up_to_date_costs_one_query(database_url: str) -> None:
    before = monotonic()
    migrate.upgrade(database_url)

    assert monotonic() - before < 1.0


def test_a_database_that_cannot_be_upgraded_is_left_alone(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")

    with pytest.raises(migrate.MigrationFailed):
        migrate.upgrade(sqlite_url)

    assert migrate.read_revision(sqlite_url) == "0001"
