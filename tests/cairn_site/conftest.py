"""Fixtures of the site's tests: a data folder of their own, and a clock that stands where it is put."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("CAIRN_DATA", tempfile.mkdtemp(prefix="cairn-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn_site.settings")

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test of the site has the database, in a transaction that is rolled back."""


@pytest.fixture
def visitor(client: Client) -> Client:
    """Somebody who is not signed in."""
    return client
