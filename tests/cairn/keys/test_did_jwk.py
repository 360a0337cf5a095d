"""did:jwk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import multibase, strict_json
from cairn.errors import DocumentError
from cairn.keys import Algorithm, did_jwk_method_id, format_did_jwk, format_jwk
from cairn.keys.did_jwk import expand_did_jwk, parse_did_jwk
from factories.keys import SIGNING_ALGORITHMS, signer

# The P-256 key with which the did:jwk specification begins its examples.
EXAMPLE_JWK = {
    "crv": "P-256",
    "kty": "EC",
    "x": "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0",
    "y": "_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE",
}


def did_of(jwk: object) -> str:
    return "did:jwk:" + multibase.encode_base64url(strict_json.format(jwk))  # type: ignore[arg-type]


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_identifier_and_key_say_the_same(algorithm: Algorithm) -> None:
    key = signer("a", algorithm).public_key
    assert parse_did_jwk(format_did_jwk(key)) == key
    document = expand_did_jwk(format_did_jwk(key))
    assert document.method(did_jwk_method_id(key), purpose="assertionMethod").public_key == key
    assert document.method(did_jwk_method_id(key), purpose="authentication").public_key == key


def test_example_of_the_specification() -> None:
    did = did_of(EXAMPLE_JWK)
    assert did == (
        "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgy"
        "VjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
    )
    document = expand_did_jwk(did)
    assert document.method(f"{did}#0", purpose="assertionMethod").public_key.algorithm is Algorithm.P256


def test_private_key_as_identifier_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_did_jwk(did_of({**format_jwk(signer().public_key), "d": "AAAA"}))
    assert caught.value.code == "jwk.secret"


def test_key_for_encryption_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_did_jwk(did_of({**EXAMPLE_JWK, "use": "enc"}))
    assert caught.value.code == "jwk.wrong_use"


def test_padded_base64_is_refused() -> None:
    did = did_of({**format_jwk(signer().public_key), "kid": "1"})
    assert len(did.removeprefix("did:jwk:")) % 4
    with pytest.raises(DocumentError) as caught:
        parse_did_jwk(did + "=")
    assert caught.value.code == "base64url.padding"


def test_key_that_says_a_thing_twice_is_refused() -> None:
    text = b'{"kty":"OKP","crv":"Ed25519","x":"AA","x":"AA"}'
    with pytest.raises(DocumentError) as caught:
        parse_did_jwk("did:jwk:" + multibase.encode_base64url(text))
    assert caught.value.code == "json.duplicate_key"


def test_endless_identifier_is_refused_at_once() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_did_jwk("did:jwk:" + "A" * 5000)
    assert caught.value.code == "did.malformed"


@given(st.one_of(st.text(max_size=40), st.binary(max_size=40).map(multibase.encode_base64url)))
def test_any_text_is_a_typed_refusal(text: str) -> None:
    with pytest.raises(DocumentError):
        expand_did_jwk(f"did:jwk:{text}")
