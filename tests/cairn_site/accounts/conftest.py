"""Fixtures of the accounts' tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from factories.site import PASSWORD, make_person, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from cairn_site.accounts.models import Person


@pytest.fixture(autouse=True)
def _fresh(settings: SettingsWrapper, tmp_path: Path) -> None:
    """Nothing is counted yet, files are thrown away, and passwords are checked fast."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada() -> Person:
    """Somebody with an account."""
    return make_person("Ada Stone", email="ada@example.org", has_agreed=False)


@pytest.fixture
def as_ada(client: Client, ada: Person) -> Client:
    """Ada's browser, signed in."""
    return sign_in(client, ada)


@pytest.fixture
def at_door(client: Client, ada: Person) -> Client:
    """Ada's browser after she signed in with her password, with whatever she has to do first."""
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    return client
