from __future__ import annotations

import pytest
from hypothesis import given

from cairn.canonical import multibase
from cairn.errors import CairnError, DocumentError
from cairn.keys import Algorithm, PublicKey, format_jwk, parse_jwk, rsa, thumbprint
from factories.keys import RFC_7638_MODULUS, SIGNING_ALGORITHMS, signer
from factories.mutations import mutated_documents

RFC_7638_KEY = {"kty": "RSA", "n": RFC_7638_MODULUS, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}
RFC_8037_KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
ED25519 = format_jwk(signer(algorithm=Algorithm.ED25519).public_key)
P256 = format_jwk(signer(algorithm=Algorithm.P256).public_key)
P384 = format_jwk(signer(algorithm=Algorithm.P384).public_key)


@pytest.mark.parametrize(
    ("jwk", "expected"),
    [
        (RFC_7638_KEY, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
        (RFC_8037_KEY, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
    ],
    ids=["RFC 7638, section 3.1", "RFC 8037, appendix A.3"],
)
def test_thumbprint_vectors(jwk: dict, expected: str) -> None:
    assert thumbprint(parse_jwk(jwk)) == expected


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_key_comes_back(algorithm: Algorithm) -> None:
    key = signer(algorithm=algorithm).public_key
    assert parse_jwk(format_jwk(key)) == key


def test_rsa_key_comes_back() -> None:
    key = parse_jwk(RFC_7638_KEY)
    assert key.algorithm is Algorithm.RSA
    assert format_jwk(key) == {"kty": "RSA", "n": RFC_7638_MODULUS, "e": "AQAB"}


@pytest.mark.parametrize("name", ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"])
@pytest.mark.parametrize("jwk", [ED25519, P256, RFC_7638_KEY, {"kty": "unknown"}])
def test_leaked_secret_key_is_refused(jwk: dict, name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_jwk({**jwk, name: "AA"})
    assert caught.value.code == "jwk.secret"


@pytest.mark.parametrize(
    "jwk",
    [
        {**P256, "alg": "ES384"},
        {**P256, "alg": "HS256"},
        {**P256, "alg": "none"},
        {**ED25519, "alg": "ES256"},
        {**RFC_7638_KEY, "alg": "PS256"},
        {**RFC_7638_KEY, "alg": "HS256"},
        {**RFC_7638_KEY, "alg": None},
    ],
)
def test_algorithm_confusion_by_alg_is_refused(jwk: dict) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_jwk(jwk)
    assert (caught.value.code, caught.value.where) == ("jwk.wrong_use", "/alg")


@pytest.mark.parametrize(
    "members",
    [{"use": "enc"}, {"use": None}, {"key_ops": ["sign"]}, {"key_ops": "verify"}, {"key_ops": []}],
)
def test_key_for_another_use_is_refused(members: dict) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_jwk({**P256, **members})
    assert caught.value.code == "jwk.wrong_use"


def test_key_that_names_its_use_is_read() -> None:
    jwk = {**ED25519, "alg": "EdDSA", "use": "sig", "key_ops": ["verify"], "kid": "1", "unknown": {}}
    assert parse_jwk(jwk) == parse_jwk(ED25519) == parse_jwk({**ED25519, "alg": "Ed25519"})


@pytest.mark.parametrize(
    ("jwk", "code"),
    [
        ({}, "jwk.malformed"),
        ({"kty": 1}, "jwk.malformed"),
        ({"kty": "oct"}, "jwk.unknown_type"),
        ({"kty": "OKP", "crv": "X25519", "x": "AA"}, "jwk.unknown_type"),
        ({"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"}, "jwk.unknown_type"),
        ({"kty": "EC", "crv": ["P-256"], "x": "AA", "y": "AA"}, "jwk.unknown_type"),
        ({"kty": "EC", "crv": "Ed25519", "x": "AA"}, "jwk.unknown_type"),
        ({"kty": "OKP", "crv": "Ed25519"}, "jwk.malformed"),
        ({"kty": "OKP", "crv": "Ed25519", "x": 3}, "jwk.malformed"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA"}, "key.wrong_length"),
        ({**P256, "y": P256["x"]}, "key.bad_point"),
        ({**P256, "crv": "P-384"}, "key.wrong_length"),
        ({**P384, "crv": "P-256"}, "key.wrong_length"),
        ({**P256, "x": "AAAA" + str(P256["x"])}, "key.wrong_length"),
        ({**ED25519, "x": str(ED25519["x"]) + "="}, "base64url.padding"),
        ({**ED25519, "x": str(ED25519["x"])[:-1] + "B"}, "base64url.trailing_bits"),
        ({**RFC_7638_KEY, "e": "AAEAAQ"}, "jwk.malformed"),
        ({**RFC_7638_KEY, "e": ""}, "jwk.malformed"),
        ({**RFC_7638_KEY, "e": "AQ"}, "key.rsa_exponent"),
        ({**RFC_7638_KEY, "n": "AQAB"}, "key.rsa_size"),
    ],
)
def test_malformed_key_is_refused(jwk: dict, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_jwk(jwk)
    assert caught.value.code == code


def test_point_off_the_curve_is_refused() -> None:
    y = bytearray(multibase.decode_base64url(str(P256["y"])))
    y[-1] ^= 1
    with pytest.raises(DocumentError) as caught:
        parse_jwk({**P256, "y": multibase.encode_base64url(bytes(y))})
    assert caught.value.code == "key.bad_point"


def test_huge_number_is_refused_without_work() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_jwk({"kty": "RSA", "n": multibase.encode_base64url(b"\xff" * 1_000_000), "e": "AQAB"})
    assert caught.value.code == "key.rsa_size"


@given(mutated_documents([ED25519, P256, P384, RFC_7638_KEY]))
def test_mutated_keys_are_read_or_refused(jwk: dict) -> None:
    try:
        key = parse_jwk(jwk)
    except CairnError:
        return
    assert isinstance(key, PublicKey)
    assert format_jwk(key).items() <= jwk.items()


def test_rsa_raw_is_der() -> None:
    assert rsa.encode_numbers(*rsa.numbers(parse_jwk(RFC_7638_KEY).raw)) == parse_jwk(RFC_7638_KEY).raw
