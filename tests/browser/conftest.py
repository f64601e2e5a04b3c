"""The web client in a real browser, on the server as it really runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.desk import Desk, furnish
from tests.support.chromium import get_chromium
from tests.support.served import Served, serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=get_chromium(), args=options)
        yield started
        started.close()


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
