"""A server for each test, on both databases."""

from collections.abc import Iterator

import pytest

from tests.support.served import Served, serve


@pytest.fixture
def served(database_url: str) -> Iterator[Served]:
    with serve(database_url) as running:
        yield running
