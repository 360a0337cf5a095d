"""Signers by their address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import format_key_file, format_plain_key_file, open_signer
from cairn.keys.key_file import MIN_COST
from factories.keys import counting_rng, signer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLAIN = strict_json.format(format_plain_key_file(signer()))
SEALED = strict_json.format(format_key_file(signer(), passphrase="stone", rng=counting_rng(), cost=MIN_COST))


def nobody() -> NoReturn:
    raise AssertionError("the passphrase was asked for")


def refusal(uri: str, environ: Mapping[str, str] | None = None) -> UsageError:
    with pytest.raises(UsageError) as caught:
        open_signer(uri, passphrase=lambda: "wrong", environ=environ or {})
    return caught.value


@pytest.mark.parametrize("form", ["file:{}", "file://{}"])
def test_key_file_opens_by_its_path(tmp_path: Path, form: str) -> None:
    path = tmp_path / "key with space.json"
    path.write_bytes(SEALED)
    opened = open_signer(form.format(path), passphrase=lambda: "stone", environ={})
    assert opened.public_key == signer().public_key
    assert opened.sign(b"message") == signer().sign(b"message")


def test_relative_path_begins_where_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key.json").write_bytes(PLAIN)
    monkeypatch.chdir(tmp_path)
    opened = open_signer("file:key.json", passphrase=nobody, environ={})
    assert opened.public_key == signer().public_key


@pytest.mark.parametrize("text", [PLAIN.decode(), signer().reveal_secret_multikey() + "\n"])
def test_variable_holds_a_key_file_or_a_key(text: str) -> None:
    opened = open_signer("env:KEY", passphrase=nobody, environ={"KEY": text})
    assert opened.public_key == signer().public_key


def test_variable_may_hold_an_encrypted_key_file() -> None:
    opened = open_signer("env:KEY", passphrase=lambda: "stone", environ={"KEY": SEALED.decode()})
    assert opened.public_key == signer().public_key


@pytest.mark.parametrize(
    "uri", ["", "key.json", "pkcs11:token=a;object=b", "awskms:arn", "FILE:key.json", "file:", "env:"]
)
def test_scheme_that_is_not_known_is_told_with_those_that_are(uri: str) -> None:
    error = refusal(uri)
    assert error.code == "signer.unknown_scheme"
    assert "file:PATH" in error.mend


def test_secret_given_in_place_of_an_address_is_not_repeated() -> None:
    assert signer().reveal_secret_multikey() not in str(refusal(signer().reveal_secret_multikey()))


def test_missing_key_is_told_with_its_place(tmp_path: Path) -> None:
    error = refusal(f"file:{tmp_path / 'none.json'}")
    assert (error.code, error.where) == ("signer.missing", str(tmp_path / "none.json"))
    assert refusal("env:KEY").code == "signer.missing"


def test_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    assert refusal(f"file:{tmp_path}").code == "signer.unreadable"
    assert refusal("file:a\0b").code == "signer.unreadable"


def test_wrong_passphrase_is_told_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(SEALED)
    error = refusal(f"file:{path}")
    assert (error.code, error.where) == ("key_file.wrong_passphrase", str(path))


@pytest.mark.parametrize("data", [b"", b"\xff", b"{}", b"[]", b" " * 20_000])
def test_file_that_is_no_key_is_refused_with_its_place(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        open_signer(f"file:{path}", passphrase=nobody, environ={})
    assert caught.value.where.startswith(str(path))


def test_fault_in_a_variable_is_told_without_what_it_holds() -> None:
    with pytest.raises(DocumentError) as caught:
        open_signer("env:KEY", passphrase=nobody, environ={"KEY": "z3u2secret0"})
    assert caught.value.where == "KEY"
    assert "secret0" not in str(caught.value)
