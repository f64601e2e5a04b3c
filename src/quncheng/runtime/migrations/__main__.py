"""Brings the database in DATABASE_URL to the newest schema: ``python -m quncheng.runtime.migrations``.

A process of its own, so that the server never loads what only a migration needs.
"""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from quncheng.runtime.engines import migration_engine

LOCK = 7_308_604_897
"""Several processes may start at once; PostgreSQL lets one migrate and the others wait. SQLite locks the file."""


def main() -> None:
    engine = migration_engine(make_url(os.environ["DATABASE_URL"]))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "scripts").replace("%", "%%"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


if __name__ == "__main__":
    main()
