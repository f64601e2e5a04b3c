"""The team of every flow, on each kind of database."""

from collections.abc import Iterator

import pytest

from quncheng.sandbox.server import SandboxServer
from tests.support.product import Team, team_at_work


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer() as server:
        yield server


@pytest.fixture
def team(sandbox: SandboxServer, database_url: str) -> Iterator[Team]:
    """Everybody has said who they are; the first is the administrator."""
    with team_at_work(sandbox, database_url) as working:
        working.introduced()
        yield working


@pytest.fixture
def strangers(sandbox: SandboxServer, database_url: str) -> Iterator[Team]:
    """Nobody has said a word yet."""
    with team_at_work(sandbox, database_url) as working:
        yield working
