from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn_site.settings.environment import (
    Mode,
    read_database,
    read_environment,
    read_files,
    read_mail,
    read_or_make_secret,
)

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTION = {"CAIRN_MODE": "production", "CAIRN_ORIGIN": "https://credentials.example.edu"}


def read(data: Path, **environ: str) -> object:
    return read_environment({"CAIRN_DATA": str(data), **environ})


def refusal(data: Path, **environ: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        read(data, **environ)
    return caught.value


def test_without_any_setting_it_is_a_place_for_its_makers(tmp_path: Path) -> None:
    found = read_environment({"CAIRN_DATA": str(tmp_path / "new" / "data")})

    assert (found.mode, found.origin, found.is_secure) == (Mode.DEVELOPMENT, "http://localhost:8000", False)
    assert found.worker_in_web
    assert not found.trust_proxy
    assert found.data.stat().st_mode & 0o077 == 0


def test_production_is_served_over_tls(tmp_path: Path) -> None:
    found = read_environment({"CAIRN_DATA": str(tmp_path), **PRODUCTION})

    assert (found.host, found.is_secure) == ("credentials.example.edu", True)
    assert (
        refusal(tmp_path, CAIRN_MODE="production", CAIRN_ORIGIN="http://localhost:8000").code
        == "settings.origin"
    )


@pytest.mark.parametrize(
    "origin",
    [
        "credentials.example.edu",
        "http://credentials.example.edu",
        "https://credentials.example.edu/",
        "https://credentials.example.edu/path",
        "https://user@credentials.example.edu",
        "https://CREDENTIALS.example.edu",
        "ftp://credentials.example.edu",
        "",
    ],
)
def test_what_is_no_origin_is_refused_with_one_that_is(tmp_path: Path, origin: str) -> None:
    error = refusal(tmp_path, CAIRN_ORIGIN=origin)

    assert (error.code, error.where) == ("settings.origin", "CAIRN_ORIGIN")
    assert "https://credentials.example.edu" in error.mend


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("CAIRN_MODE", "prod", "settings.mode"),
        ("CAIRN_TRUST_PROXY", "maybe", "settings.truth"),
        ("CAIRN_LEASE_SECONDS", "0", "settings.number"),
        ("CAIRN_LEASE_SECONDS", "-3", "settings.number"),
        ("CAIRN_LEASE_SECONDS", "soon", "settings.number"),
        ("CAIRN_METRICS_TOKEN", "short", "settings.metrics_token"),
        ("CAIRN_OIDC_SERVER", "https://sso.example.edu", "settings.oidc"),
        ("DATABASE_URL", "mysql://x/y", "settings.database"),
        ("CAIRN_MAIL_URL", "mail.example.edu", "settings.mail"),
        ("CAIRN_FILES_URL", "file:///x", "settings.files"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, name: str, value: str, code: str) -> None:
    assert refusal(tmp_path, **{name: value}).code == code


@pytest.mark.parametrize(
    ("text", "is_true"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("no", False)]
)
def test_a_truth_is_said_in_several_ways(tmp_path: Path, text: str, *, is_true: bool) -> None:
    found = read_environment({"CAIRN_DATA": str(tmp_path), "CAIRN_TRUST_PROXY": text})

    assert found.trust_proxy is is_true


def test_sqlite_rolls_back_and_waits_for_its_turn_to_write(tmp_path: Path) -> None:
    found = read_database("", data=tmp_path)

    assert found["NAME"] == str(tmp_path / "cairn.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=TRUNCATE; PRAGMA synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_a_folder_with_odd_letters_is_no_address(tmp_path: Path) -> None:
    odd = tmp_path / "a?b#c%20d"

    assert read_database("", data=odd)["NAME"] == str(odd / "cairn.sqlite3")


@pytest.mark.parametrize(("version", "is_safe"), [((3, 40, 1), False), ((3, 51, 3), True)])
def test_wal_is_taken_only_where_sqlite_loses_no_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], *, is_safe: bool
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    url = "sqlite:///x.sqlite3?journal=wal"
    if is_safe:
        assert "journal_mode=WAL" in read_database(url, data=tmp_path)["OPTIONS"]["init_command"]
    else:
        with pytest.raises(UsageError, match="WAL"):
            read_database(url, data=tmp_path)


def test_postgresql_is_described_by_its_address(tmp_path: Path) -> None:
    found = read_database("postgresql://ada:p%40ss@db:5433/cairn?sslmode=verify-full", data=tmp_path)

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("ada", "p@ss", "db", "5433")
    assert found["NAME"] == "cairn"
    assert found["OPTIONS"] == {"sslmode": "verify-full"}


def test_a_socket_of_postgresql_is_its_host(tmp_path: Path) -> None:
    assert read_database("postgresql://ada@/cairn?host=/run/pg", data=tmp_path)["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "url", ["postgresql://x/y?shell=1", "sqlite:///x?cache=shared", "sqlite:///x?journal=off"]
)
def test_an_unknown_option_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_database(url, data=tmp_path)

    assert caught.value.code == "settings.database"


def test_without_a_mail_server_nothing_leaves() -> None:
    assert read_mail("")["CAIRN_MAIL_LEAVES"] is False


@pytest.mark.parametrize(
    ("url", "port", "has_ssl", "has_tls"),
    [
        ("smtp://a:b@mail.example.edu", 587, False, True),
        ("smtps://a:b@mail.example.edu", 465, True, False),
        ("smtp://localhost:1025", 1025, False, False),
    ],
)
def test_mail_goes_over_tls_except_on_this_machine(
    url: str, port: int, *, has_ssl: bool, has_tls: bool
) -> None:
    found = read_mail(url)

    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, has_ssl, has_tls)
    assert found["CAIRN_MAIL_LEAVES"] is True


def test_files_are_kept_in_the_data_folder_or_an_object_store() -> None:
    assert read_files("")["BACKEND"].endswith("FileSystemStorage")
    found = read_files("s3://key:se%2Fcret@evidence?endpoint=https://store.example.edu&region=eu-1")
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"]["bucket_name"] == "evidence"
    assert found["OPTIONS"]["secret_key"] == "se/cret"
    assert found["OPTIONS"]["querystring_auth"] is True


def test_the_secret_is_made_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    first = read_or_make_secret(path)

    assert len(first) > 40
    assert read_or_make_secret(path) == first
    assert path.stat().st_mode & 0o077 == 0


def test_a_secret_of_the_environment_comes_first(tmp_path: Path) -> None:
    found = read_environment({"CAIRN_DATA": str(tmp_path), "CAIRN_SECRET_KEY": "given"})

    assert found.secret_key == "given"
    assert not (tmp_path / "secret-key").exists()
