"""Fixtures of the site's tests: a data folder of their own, a database that is rolled back, public documents."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

import django
import pytest

os.environ.setdefault("CAIRN_DATA", tempfile.mkdtemp(prefix="cairn-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn_site.settings")

# The modules of the tests import models when they are collected.
django.setup()

from django.conf import settings as site_settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from cairn_site.platform import shortcut  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    Public = Callable[..., tuple[str, dict[str, str], bytes]]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite is tested in a file, as it is used, and not in memory: several threads share it then.

    Nothing is flushed to the disk, because no test pulls the plug.
    """
    database = site_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        database["TEST"]["NAME"] = str(Path(tempfile.mkdtemp(prefix="cairn-test-")) / f"{worker}.sqlite3")
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF"


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test of the site has the database, in a transaction that is rolled back."""


@pytest.fixture(autouse=True)
def _quick_and_apart(settings: Any) -> Iterator[None]:
    """Passwords are hashed quickly, and nothing is remembered from the test before."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    cache.clear()
    for path in list(shortcut._remembered):
        shortcut.forget(path)


@pytest.fixture
def visitor(client: Client) -> Client:
    """Somebody who is not signed in."""
    return client


@pytest.fixture
def public() -> Public:
    """Ask for a public document as a stranger's program does: ``public(path, **environ)``.

    Returns status, headers and body. The request goes through the shortcut that stands before Django, as on
    a server; the client of Django's tests does not.
    """
    application = shortcut.shortcut(WSGIHandler())

    def get(path: str, **environ: str) -> tuple[str, dict[str, str], bytes]:
        given: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "testserver", **environ}
        setup_testing_defaults(given)
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            told.update(status=status, headers=dict(headers))

        answer = application(given, start_response)
        body = b"".join(answer)
        return told["status"], told["headers"], body

    return get
