from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import multibase
from cairn.errors import CairnError, DocumentError, UsageError
from cairn.keys import Algorithm, PublicKey, SoftwareSigner, format_multikey, parse_multikey, rsa
from factories.keys import SIGNING_ALGORITHMS, signer
from factories.mutations import mutated_texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("file", "algorithm"),
    [
        ("eddsa/keyPair.json", Algorithm.ED25519),
        ("ecdsa/p256KeyPair.json", Algorithm.P256),
        ("ecdsa/p384KeyPair.json", Algorithm.P384),
    ],
)
def test_w3c_key_pairs(shared_data: Path, file: str, algorithm: Algorithm) -> None:
    pair = json.loads((shared_data / "w3c-data-integrity" / file).read_text())
    key = parse_multikey(pair["publicKeyMultibase"])
    secret = pair.get("secretKeyMultibase") or pair["privateKeyMultibase"]
    assert key.algorithm is algorithm
    assert format_multikey(key) == pair["publicKeyMultibase"]
    assert SoftwareSigner.from_secret_multikey(secret).public_key == key
    assert SoftwareSigner.from_secret_multikey(secret).reveal_secret_multikey() == secret


@pytest.mark.parametrize(
    ("algorithm", "prefix"), list(zip(SIGNING_ALGORITHMS, ("z6Mk", "zDna", "z82L"), strict=True))
)
def test_each_kind_has_its_own_beginning(algorithm: Algorithm, prefix: str) -> None:
    key = signer(algorithm=algorithm).public_key
    text = format_multikey(key)
    assert text.startswith(prefix)
    assert parse_multikey(text) == key


def test_secret_key_in_a_public_place_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_multikey(signer().reveal_secret_multikey())
    assert caught.value.code == "multikey.secret"


def test_public_key_in_a_secret_place_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        SoftwareSigner.from_secret_multikey(format_multikey(signer().public_key))
    assert caught.value.code == "multikey.not_secret"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "multikey.unknown_type"),
        (b"\xed", "multikey.unknown_type"),
        (b"\xeb\x01" + bytes(96), "multikey.unknown_type"),
        (b"\xed\x01", "key.wrong_length"),
        (b"\xed\x01" + bytes(31), "key.wrong_length"),
        (b"\xed\x01" + bytes(32), "key.bad_point"),
        (b"\x80\x24" + b"\x04" + bytes(64), "key.wrong_length"),
        (b"\x80\x24" + b"\x02" + b"\xff" * 32, "key.bad_point"),
    ],
)
def test_bytes_that_are_no_key_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_multikey(multibase.encode(data, base="z"))
    assert caught.value.code == code


def test_key_in_the_other_base_is_refused() -> None:
    key = signer().public_key
    with pytest.raises(DocumentError) as caught:
        parse_multikey(multibase.encode(b"\xed\x01" + key.raw, base="u"))
    assert caught.value.code == "multibase.wrong_base"


def test_rsa_key_has_no_multikey_form() -> None:
    key = PublicKey(Algorithm.RSA, rsa.encode_numbers(2**2047 + 1, 65537))
    with pytest.raises(UsageError) as caught:
        format_multikey(key)
    assert caught.value.code == "multikey.no_form"


@given(
    mutated_texts(
        [format_multikey(signer(algorithm=algorithm).public_key) for algorithm in SIGNING_ALGORITHMS]
    )
)
def test_mutated_keys_are_read_or_refused_and_have_one_spelling(text: str) -> None:
    try:
        key = parse_multikey(text)
    except CairnError:
        return
    assert format_multikey(key) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    text = multibase.encode(data, base="z")
    try:
        key = parse_multikey(text)
    except CairnError:
        return
    assert format_multikey(key) == text
