"""The web client in a real browser, on the server as it really runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk, furnish
from tests.browser.stage import Stage, stage
from tests.support.served import Served, serve


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Served]:
    with serve(sqlite_url) as running:
        yield running


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Desk]:
    """A project with a team and a few tasks, and people who look at it."""
    made = furnish(browser, served)
    yield made
    made.leave()


@pytest.fixture(scope="module")
def demonstration(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(browser, tmp_path_factory.mktemp("demonstration")) as running:
        yield running


@pytest.fixture
def on_stage(demonstration: Stage) -> Iterator[Stage]:
    """The demonstration of this module, with new windows; nothing may be written to their consoles."""
    yield demonstration
    assert demonstration.leave() == []
