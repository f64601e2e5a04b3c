"""The browser of a module of tests; every test opens windows of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.chromium import get_chromium

OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: while Playwright runs, its event loop counts as this thread's, and asyncio.run is refused.
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=get_chromium(), args=list(OPTIONS))
        yield started
        started.close()
