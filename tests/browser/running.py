"""A real site with a worker on a port of its own, and Debian's Chromium in front of it."""

from __future__ import annotations

import contextlib
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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that runs: where it is, its data, and the world that was made in it."""

    origin: str
    data: Path
    world: dict[str, Any]

    def letter(self, address: str) -> str:
        """Return the text of the newest mail to an address, waiting for it where it is on its way."""
        for _ in range(100):
            with contextlib.closing(sqlite3.connect(self.data / "cairn.sqlite3")) as database:
                row = database.execute(
                    'select text from platform_message where "to" = ? order by created_at desc', [address]
                ).fetchone()
            if row:
                return str(row[0])
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}")

    def verify(self, address: str) -> None:
        """Have an organisation verified, as an operator does; its slug is ``address``."""
        with contextlib.closing(sqlite3.connect(self.data / "cairn.sqlite3", timeout=20)) as database:
            database.execute(
                "update organisations_organisation set verified_at = created_at where slug = ?", [address]
            )
            database.commit()


def launch(playwright: Playwright) -> Browser:
    """Return Chromium without a window."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


def as_ada(browser: Browser, site: Site, **options: Any) -> BrowserContext:
    """Return a window in which Ada is signed in."""
    context = browser.new_context(base_url=site.origin, **options)
    context.add_cookies([{**site.world["cookie"], "url": site.origin}])
    return context


@contextlib.contextmanager
def running_site(data: Path) -> Iterator[Site]:
    """Run the site as ``cairn serve`` does, on SQLite, with a worker and a small world."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    origin = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "CAIRN_DATA": str(data),
        "CAIRN_ORIGIN": origin,
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "cairn_site.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    _do(["-m", "django", "migrate", "--verbosity", "0"], environment)
    world = json.loads(_do(["-m", "browser"], environment))
    command = [
        sys.executable,
        "-m",
        "cairn_cli",
        "serve",
        "--port",
        str(port),
        "--threads",
        "4",
        "--no-upgrade",
    ]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"http://127.0.0.1:{port}", server, data / "server.log")
            yield Site(origin=origin, data=data, world=world)
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


def _do(arguments: list[str], environment: dict[str, str]) -> bytes:
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout


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
