from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cairn.errors import DocumentError, UsageError
from cairn_cli.clock import now
from cairn_cli.issuer_folder import IssuerFolder, check_names
from cairn_cli.keys import method_of
from factories.issuers import issuer_folder

if TYPE_CHECKING:
    from pathlib import Path


def no_passphrase() -> str:
    raise AssertionError


@pytest.fixture
def folder(tmp_path: Path) -> IssuerFolder:
    return IssuerFolder(issuer_folder(tmp_path))


def test_the_issuer_is_a_did_web_below_its_origin(folder: IssuerFolder) -> None:
    settings = folder.read()
    assert settings.did == "did:web:credentials.example.edu:organisations:northside"
    assert settings.issuer["id"] == settings.did
    assert settings.status_list_address(3).endswith("/status/northside/revocation/3")


def test_what_is_written_is_read_back(folder: IssuerFolder) -> None:
    settings = folder.read()
    folder.write(settings)
    assert folder.read() == settings


@pytest.mark.parametrize(
    ("origin", "slug", "code"),
    [
        ("http://credentials.example.edu", "a", "issuer.origin"),
        ("https://credentials.example.edu/", "a", "issuer.origin"),
        ("https://credentials.example.edu/path", "a", "issuer.origin"),
        ("https://a.edu", "Northside", "issuer.slug"),
        ("https://a.edu", "-a", "issuer.slug"),
        ("https://a.edu", "../a", "issuer.slug"),
        ("https://a.edu", "a" * 64, "issuer.slug"),
    ],
)
def test_names_that_cannot_be_addresses_are_refused(origin: str, slug: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_names(origin=origin, slug=slug)
    assert caught.value.code == code


def test_numbers_of_status_lists_are_given_once(folder: IssuerFolder) -> None:
    assert [
        folder.reserve_status_lists(2),
        folder.reserve_status_lists(1),
        folder.reserve_status_lists(1),
    ] == [
        1,
        3,
        4,
    ]
    assert folder.read().next_status_list == 5


def test_a_folder_without_an_issuer_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        IssuerFolder(tmp_path).read()
    assert caught.value.code == "issuer.missing"


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "something"},
        {"version": 2},
        {"profile": {"name": "x", "surprise": 1}},
        {"profile": []},
        {"nextStatusList": 0},
        {"nextStatusList": True},
    ],
)
def test_damaged_settings_are_refused(folder: IssuerFolder, changes: dict[str, Any]) -> None:
    path = folder.path / "issuer.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        folder.read()
    assert caught.value.code == "issuer.malformed"


def test_the_key_is_found_beside_the_settings(folder: IssuerFolder) -> None:
    settings = folder.read()
    signer = folder.open_signer(settings, passphrase=no_passphrase)
    assert method_of(settings, signer) == folder.history().periods[0].method_id


def test_a_slug_that_is_too_long_is_told_the_limit() -> None:
    with pytest.raises(UsageError) as caught:
        check_names(origin="https://a.edu", slug="a" * 64)
    assert "64 characters; it may have 63" in caught.value.message


def test_a_history_that_forgets_an_event_is_not_written(folder: IssuerFolder) -> None:
    earlier = folder.history()
    method = earlier.periods[0].method_id
    folder.write_history(earlier.retire(method, at=now()))
    with pytest.raises(DocumentError) as caught:
        folder.write_history(earlier)
    assert caught.value.code == "key_history.rewritten"
    assert folder.history().current is None


def test_no_status_lists_for_a_key_that_was_replaced_in_the_meantime(folder: IssuerFolder) -> None:
    signer = folder.open_signer(folder.read(), passphrase=no_passphrase)
    folder.write_history(folder.history().retire(folder.history().periods[0].method_id, at=now()))
    with pytest.raises(UsageError) as caught:
        folder.reserve_status_lists(1, public_key=signer.public_key)
    assert caught.value.code == "issuer.key_not_in_use"
    assert folder.read().next_status_list == 1


def test_a_key_that_is_not_in_use_is_not_asked_a_passphrase_for(folder: IssuerFolder) -> None:
    (folder.path / folder.read().key_uri.removeprefix("file:")).write_text("{}", encoding="utf-8")
    folder.write_history(folder.history().retire(folder.history().periods[0].method_id, at=now()))
    with pytest.raises(UsageError) as caught:
        folder.open_signer(folder.read(), passphrase=no_passphrase)
    assert caught.value.code == "issuer.key_not_in_use"
