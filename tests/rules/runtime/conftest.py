"""A database with one organization, at a time that stands still until it is moved."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from quncheng.kit.clock import FixedClock
from quncheng.runtime import events
from quncheng.runtime.db import Database
from quncheng.runtime.events import EventLog
from quncheng.runtime.wake import Wake
from tests.support.facts import ORG

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def database(database_url: str, clock: FixedClock) -> Iterator[Database]:
    opened = Database(database_url, clock=clock, sqlite_synchronous="OFF")
    opened.services[EventLog] = EventLog()
    opened.services[Wake] = Wake()
    opened.write(ORG, events.open_organization)
    yield opened
    opened.close()
