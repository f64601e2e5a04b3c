"""Brings a database to the schema this version needs; costs one query when it has it already."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError

from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.runtime.engines import migration_engine

HEAD = "0005"
"""The newest revision in ``migrations/scripts/versions``; a test compares them."""


class MigrationFailed(QunchengError):
    """The database could not be brought to this version; nothing was changed."""

    code = "database.migration_failed"
    kind = ErrorKind.UNAVAILABLE


def upgrade(database_url: str) -> None:
    """Run the revisions that are missing. Raises MigrationFailed."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    if read_revision(database_url) == HEAD:
        return
    done = subprocess.run(
        [sys.executable, "-P", "-m", "quncheng.runtime.migrations"],
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise MigrationFailed(reason=done.stderr.strip().splitlines()[-1:])


def read_revision(database_url: str) -> str | None:
    """The revision a database stands at; None for an empty one."""
    engine = migration_engine(make_url(database_url))
    try:
        with engine.connect() as connection:
            return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    except DatabaseError:
        return None
    finally:
        engine.dispose()
