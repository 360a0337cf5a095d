"""did:key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import Algorithm, PublicKey, did_key_method_id, format_did_key, parse_multikey, rsa
from cairn.keys.did_key import expand_did_key, parse_did_key
from factories.keys import SIGNING_ALGORITHMS, signer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_identifier_and_key_say_the_same(algorithm: Algorithm) -> None:
    key = signer("a", algorithm).public_key
    assert parse_did_key(format_did_key(key)) == key


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_document_lists_the_one_key_for_both_purposes(algorithm: Algorithm) -> None:
    key = signer("a", algorithm).public_key
    document = expand_did_key(format_did_key(key))
    method_id = did_key_method_id(key)
    assert document.method(method_id, purpose="assertionMethod").public_key == key
    assert document.method(method_id, purpose="authentication").public_key == key


def test_addresses_are_those_of_the_w3c_key_pairs(shared_data: Path) -> None:
    folder = shared_data / "w3c-data-integrity"
    for name in ("eddsa/keyPair.json", "ecdsa/p256KeyPair.json", "ecdsa/p384KeyPair.json"):
        pair = strict_json.parse_object((folder / name).read_bytes())
        text = str(pair["publicKeyMultibase"])
        assert did_key_method_id(parse_multikey(text)) == f"did:key:{text}#{text}"


def test_rsa_key_has_no_such_identifier() -> None:
    key = PublicKey(Algorithm.RSA, rsa.encode_numbers((1 << 2047) + 1, 65537))
    with pytest.raises(UsageError) as caught:
        format_did_key(key)
    assert caught.value.code == "multikey.no_form"


def test_secret_key_as_identifier_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_did_key(f"did:key:{signer().reveal_secret_multikey()}")
    assert caught.value.code == "multikey.secret"


@given(st.text(max_size=60))
def test_any_text_is_a_key_or_a_typed_refusal(text: str) -> None:
    for did in (text, f"did:key:{text}", f"did:key:z6Mk{text}"):
        with pytest.raises(DocumentError):
            expand_did_key(did)
