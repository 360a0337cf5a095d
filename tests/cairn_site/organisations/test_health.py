"""The health of custody."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cairn_site.organisations.health import check_custody
from factories.site import make_organisation

if TYPE_CHECKING:
    import pytest


def test_it_is_well_where_the_keys_open() -> None:
    make_organisation()

    assert [part.is_well for part in check_custody()] == [True]


def test_a_lost_key_encryption_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    make_organisation()
    monkeypatch.setenv("CAIRN_KEY_ENCRYPTION_KEY", base64.b64encode(b"x" * 32).decode())

    assert [part.is_well for part in check_custody()] == [False]


def test_a_malformed_key_encryption_key_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIRN_KEY_ENCRYPTION_KEY", "c2hvcnQ=")

    (part,) = check_custody()

    assert not part.is_well
    assert "c2hvcnQ=" not in part.detail
