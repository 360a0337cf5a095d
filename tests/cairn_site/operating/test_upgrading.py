from __future__ import annotations

import pytest

from cairn_site.operating import upgrading
from cairn_site.platform import installation


@pytest.fixture(autouse=True)
def _notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "NOTES", {"0.1.0": ("first",), "0.2.0": ("second",), "0.10.0": ("third",)})
    installation.write("version", None)


def test_a_new_installation_is_told_everything_up_to_its_version() -> None:
    assert upgrading.finish_upgrade(version="0.2.0") == ["first", "second"]
    assert installation.read("version") == "0.2.0"


def test_an_upgrade_is_told_what_is_new_once() -> None:
    installation.write("version", "0.1.0")

    assert upgrading.finish_upgrade(version="0.10.0") == ["second", "third"]
    assert upgrading.finish_upgrade(version="0.10.0") == []
