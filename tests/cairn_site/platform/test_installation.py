from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from cairn.errors import UsageError
from cairn_site.platform import installation
from cairn_site.settings.environment import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def signed() -> Iterator[None]:
    installation.origin_holders.register("test", lambda: True)
    yield
    installation.origin_holders.withdraw("test")


def code_of_start() -> str:
    with pytest.raises(UsageError) as caught:
        installation.check_start()
    return caught.value.code


def test_a_value_is_kept_changed_and_taken_away() -> None:
    assert installation.read("x") is None
    installation.write("x", 7)
    installation.write("x", [8])
    assert installation.read("x") == [8]
    installation.write("x", None)
    assert installation.read("x") is None


def test_the_origin_is_remembered_and_may_change_before_anything_is_signed(settings: Any) -> None:
    installation.check_start()
    settings.CAIRN_ORIGIN = "https://b.example"
    installation.check_start()

    assert installation.read("origin") == "https://b.example"


def test_the_origin_cannot_change_after_the_first_award(settings: Any, signed: None) -> None:
    installation.check_start()
    installation.check_start()
    settings.CAIRN_ORIGIN = "https://b.example"

    assert code_of_start() == "start.origin_changed"
    assert installation.read("origin") != "https://b.example"


def test_production_does_not_start_on_the_demo_world(settings: Any) -> None:
    installation.mark_as_demo()
    installation.check_start()
    settings.CAIRN_MODE = Mode.PRODUCTION

    assert code_of_start() == "start.demo_data"


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 30, 0))

    assert code_of_start() == "start.sqlite_old"


@pytest.mark.parametrize(
    ("version", "is_safe"), [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True)]
)
def test_wal_is_refused_where_sqlite_may_lose_pages(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], *, is_safe: bool
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    monkeypatch.setattr(installation, "journal_mode", lambda: "wal")

    if is_safe:
        installation.check_sqlite()
    else:
        assert code_of_start() == "start.sqlite_wal"


def test_the_journal_is_rolled_back_by_default() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    assert installation.journal_mode() == "truncate"
