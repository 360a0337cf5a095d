"""The site and the browser, once for all these tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.running import CHROMIUM, as_ada, launch, running_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from browser.running import Site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests, and no others, open connections: to this machine, and all in one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; tests that need it are skipped where it is absent."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not here; on Debian, sudo apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = launch(running)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that runs, with a small world."""
    with running_site(tmp_path_factory.mktemp("browser-site")) as site:
        yield site


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of somebody who is not signed in; what its console complains of fails the test."""
    yield from _watched(browser.new_context(base_url=site.origin))


@pytest.fixture
def ada(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of Ada, who administrates an organisation and operates the site."""
    yield from _watched(as_ada(browser, site))


def _watched(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not [text for text in complaints if "status of 4" not in text], complaints
