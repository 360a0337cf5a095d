"""A real site with a worker on a port of its own, and Debian's Chromium in front of it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests, and no others, open connections: to this machine, and all in one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that runs: where it is, its data, and the world that was made in it."""

    origin: str
    data: Path
    world: dict[str, Any]

    def letter(self, address: str) -> str:
        """Return the text of the newest mail to an address, waiting for it where it is on its way."""
        for _ in range(100):
            with closing(sqlite3.connect(next(self.data.glob("*.sqlite3")))) as database:
                row = database.execute(
                    'select text from platform_message where "to" = ? order by created_at desc', [address]
                ).fetchone()
            if row:
                return str(row[0])
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; tests that need it are skipped where it is absent."""
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not here; on Debian, sudo apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as ``cairn serve`` runs it, on SQLite, with a worker and a small world."""
    data = tmp_path_factory.mktemp("browser-site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    origin = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "CAIRN_DATA": str(data),
        "CAIRN_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "cairn_site.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=environment,
        check=True,
        timeout=120,
    )
    made = subprocess.run(
        [sys.executable, "-m", "browser.world"],
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()[-3000:]
    command = [sys.executable, "-m", "cairn_cli", "serve", "--port", str(port), "--threads", "4"]
    log = (data / "server.log").open("wb")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}", server, data / "server.log")
        yield Site(origin=origin, data=data, world=json.loads(made.stdout))
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of somebody who is not signed in; what its console complains of fails the test."""
    yield from _open(browser.new_context(base_url=site.origin))


@pytest.fixture
def ada(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of Ada, who administrates an organisation and operates the site."""
    context = browser.new_context(base_url=site.origin)
    context.add_cookies([{**site.world["cookie"], "url": site.origin}])
    yield from _open(context)


def _open(context: BrowserContext) -> Iterator[Page]:
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


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not start: {log.read_text(encoding='utf-8')[-2000:]}")
