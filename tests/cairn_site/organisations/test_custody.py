"""Envelope encryption of the secrets."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from cairn.errors import UnavailableError, UsageError
from cairn.keys import Algorithm
from cairn_site.organisations.custody import EnvelopeCustody, Place, read_keys

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = b"1" * 32, b"2" * 32
HERE = Place(organisation_id=UUID(int=1), key_id=UUID(int=2))


@pytest.mark.parametrize("algorithm", [Algorithm.ED25519, Algorithm.P256, Algorithm.P384])
def test_what_was_wrapped_opens_in_its_place(algorithm: Algorithm) -> None:
    custody = EnvelopeCustody([ONE])
    kept = custody.make(algorithm, place=HERE)

    opened = custody.open(kept.wrapped, algorithm=algorithm, place=HERE)

    assert opened.public_key == kept.signer.public_key
    opened.public_key.verify(opened.sign(b"message"), b"message")


def test_the_secret_does_not_stand_in_what_is_kept() -> None:
    kept = EnvelopeCustody([ONE]).make(Algorithm.ED25519, place=HERE)

    assert kept.signer.reveal_secret() not in kept.wrapped  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place(organisation_id=UUID(int=9), key_id=HERE.key_id),
        Place(organisation_id=HERE.organisation_id, key_id=UUID(int=9)),
        Place(organisation_id=HERE.key_id, key_id=HERE.organisation_id),
    ],
)
def test_a_secret_moved_to_another_row_does_not_open(elsewhere: Place) -> None:
    custody = EnvelopeCustody([ONE])
    kept = custody.make(Algorithm.ED25519, place=HERE)

    with pytest.raises(UnavailableError) as refused:
        custody.open(kept.wrapped, algorithm=Algorithm.ED25519, place=elsewhere)

    assert refused.value.code == "custody.damaged"


def test_any_changed_byte_is_noticed() -> None:
    custody = EnvelopeCustody([ONE])
    wrapped = custody.make(Algorithm.ED25519, place=HERE).wrapped

    for position in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[position] ^= 1
        with pytest.raises(UnavailableError):
            custody.open(bytes(changed), algorithm=Algorithm.ED25519, place=HERE)


@pytest.mark.parametrize("length", [0, 1, 9, 68, 69, 80, 96])
def test_a_cut_secret_is_refused(length: int) -> None:
    custody = EnvelopeCustody([ONE])
    wrapped = custody.make(Algorithm.ED25519, place=HERE).wrapped

    with pytest.raises(UnavailableError):
        custody.open(wrapped[:length], algorithm=Algorithm.ED25519, place=HERE)


def test_without_its_key_encryption_key_a_secret_stays_closed() -> None:
    wrapped = EnvelopeCustody([ONE]).make(Algorithm.ED25519, place=HERE).wrapped

    with pytest.raises(UnavailableError) as refused:
        EnvelopeCustody([TWO]).open(wrapped, algorithm=Algorithm.ED25519, place=HERE)

    assert refused.value.code == "custody.unknown_key"


def test_a_new_key_encryption_key_takes_over_while_the_old_one_still_opens() -> None:
    kept = EnvelopeCustody([ONE]).make(Algorithm.ED25519, place=HERE)
    both = EnvelopeCustody([TWO, ONE])

    again = both.rewrap(kept.wrapped, place=HERE)

    assert not both.is_current(kept.wrapped)
    assert both.is_current(again)
    opened = EnvelopeCustody([TWO]).open(again, algorithm=Algorithm.ED25519, place=HERE)
    assert opened.public_key == kept.signer.public_key


def test_the_same_secret_is_never_wrapped_to_the_same_bytes() -> None:
    custody = EnvelopeCustody([TWO, ONE])
    wrapped = EnvelopeCustody([ONE]).make(Algorithm.ED25519, place=HERE).wrapped

    assert custody.rewrap(wrapped, place=HERE) != custody.rewrap(wrapped, place=HERE)


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = read_keys({}, data=tmp_path)

    assert read_keys({}, data=tmp_path) == first
    assert len(first[0]) == 32
    assert (tmp_path / "key-encryption-key").stat().st_mode & 0o777 == 0o600


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    text = f"{base64.b64encode(TWO).decode()},{base64.b64encode(ONE).decode()}"

    assert read_keys({"CAIRN_KEY_ENCRYPTION_KEY": text}, data=tmp_path) == (TWO, ONE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["not base64!", base64.b64encode(b"short").decode(), ",", " "])
def test_a_malformed_key_encryption_key_is_refused_and_not_shown(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_keys({"CAIRN_KEY_ENCRYPTION_KEY": text}, data=tmp_path)

    assert refused.value.code == "custody.bad_key"
    assert text.strip(" ,") == "" or text not in str(refused.value)


def test_custody_without_a_key_is_refused() -> None:
    with pytest.raises(UsageError):
        EnvelopeCustody([])
