"""JSON Web Signatures: the vectors of the standards, and everything that must not pass for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import multibase, strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import Algorithm, PublicKey, format_jwk, parse_jwk
from cairn.proofs.jws import MAX_CHARACTERS, parse_jws, sign_jws, verify_jws
from factories.keys import SIGNING_ALGORITHMS, signer
from factories.mutations import mutated_texts

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

JOE = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
RS256_KEY: JsonObject = {
    "kty": "RSA",
    "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT"
    "-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo"
    "7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs9"
    "1kzk2PAcDTW9gb54h4FRWyuXpoQ",
    "e": "AQAB",
}
RS256 = (
    f"eyJhbGciOiJSUzI1NiJ9.{JOE}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc"
    "_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb"
    "1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6Lbg"
    "GY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
)
ES256_KEY: JsonObject = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
ES256 = (
    f"eyJhbGciOiJFUzI1NiJ9.{JOE}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3"
    "-Kg6NU1Q"
)
EDDSA_KEY: JsonObject = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}
EDDSA = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhij"
    "cNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
PAYLOAD = b'{"iss":"me"}'


def encoded(value: object) -> str:
    return multibase.encode_base64url(strict_json.format(value))


def token(header: object, *, key: str = "issuer", algorithm: Algorithm = Algorithm.ED25519) -> str:
    """Return a token whose signature is right, whatever its header says."""
    signing_input = f"{encoded(header)}.{multibase.encode_base64url(PAYLOAD)}"
    return (
        f"{signing_input}.{multibase.encode_base64url(signer(key, algorithm).sign(signing_input.encode()))}"
    )


def refusal(text: str, public_key: PublicKey | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        verify_jws(parse_jws(text), public_key=public_key or signer().public_key)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "jwk"),
    [(RS256, RS256_KEY), (ES256, ES256_KEY), (EDDSA, EDDSA_KEY)],
    ids=["RFC 7515, A.2", "RFC 7515, A.3", "RFC 8037, A.4"],
)
def test_vectors_of_the_standards_are_verified_and_their_forgeries_are_not(
    text: str, jwk: JsonObject
) -> None:
    key = parse_jwk(jwk)
    assert verify_jws(parse_jws(text), public_key=key) == multibase.decode_base64url(text.split(".")[1])
    header, _, signature = text.split(".")
    assert refusal(f"{header}.{encoded({'iss': 'eve'})}.{signature}", key) == "signature.invalid"


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
def test_signed_payload_is_read_back(algorithm: Algorithm) -> None:
    key = signer("a", algorithm)
    text = sign_jws(PAYLOAD, signer=key, header={"kid": "k"})
    assert verify_jws(parse_jws(text), public_key=key.public_key) == PAYLOAD
    assert parse_jws(text).header["kid"] == "k"


def test_newer_name_of_the_ed25519_algorithm_is_read() -> None:
    assert verify_jws(parse_jws(token({"alg": "Ed25519"})), public_key=signer().public_key) == PAYLOAD


HEADERS = {
    "no signature wanted": ({"alg": "none"}, "jws.unknown_algorithm"),
    "no signature wanted, in capitals": ({"alg": "NONE"}, "jws.unknown_algorithm"),
    "public key as a secret": ({"alg": "HS256"}, "jws.unknown_algorithm"),
    "algorithm in small letters": ({"alg": "eddsa"}, "jws.unknown_algorithm"),
    "padding that is not read": ({"alg": "PS256"}, "jws.unknown_algorithm"),
    "no algorithm": ({"typ": "JWT"}, "jws.unknown_algorithm"),
    "two algorithms": ({"alg": ["EdDSA"]}, "jws.unknown_algorithm"),
    "null algorithm": ({"alg": None}, "jws.unknown_algorithm"),
    "algorithm of elliptic curves for an Ed25519 key": ({"alg": "ES256"}, "jws.key_type"),
    "RS256 for an Ed25519 key": ({"alg": "RS256"}, "jws.key_type"),
    "critical extension": ({"alg": "EdDSA", "crit": ["exp"], "exp": 1}, "jws.critical"),
    "empty list of critical extensions": ({"alg": "EdDSA", "crit": []}, "jws.critical"),
    "payload that is not encoded": ({"alg": "EdDSA", "b64": False, "crit": ["b64"]}, "jws.critical"),
    "b64 that says what holds anyway": ({"alg": "EdDSA", "b64": True}, "jws.critical"),
    "compressed payload": ({"alg": "EdDSA", "zip": "DEF"}, "jws.critical"),
    "key id that is no text": ({"alg": "EdDSA", "kid": 1}, "jws.malformed_header"),
    "type that is no text": ({"alg": "EdDSA", "typ": ["JWT"]}, "jws.malformed_header"),
    "key that is no object": ({"alg": "EdDSA", "jwk": "x"}, "jws.malformed_header"),
    "embedded private key": (
        {"alg": "EdDSA", "jwk": {**format_jwk(signer().public_key), "d": "AA"}},
        "jws.private_key",
    ),
    "embedded secret key": ({"alg": "EdDSA", "jwk": {"kty": "oct", "k": "AA"}}, "jws.private_key"),
    "list as header": ([], "json.not_an_object"),
}


@pytest.mark.parametrize(("header", "code"), HEADERS.values(), ids=HEADERS.keys())
def test_header_that_confuses_is_refused_even_with_a_right_signature(header: object, code: str) -> None:
    assert refusal(token(header)) == code


@pytest.mark.parametrize("name", ["EdDSA", "ES256", "ES384", "RS256"])
def test_key_of_another_type_is_refused_for_every_algorithm(name: str) -> None:
    keys = {
        "EdDSA": signer().public_key,
        "ES256": signer("a", Algorithm.P256).public_key,
        "ES384": signer("a", Algorithm.P384).public_key,
        "RS256": parse_jwk(RS256_KEY),
    }
    del keys[name]
    assert {refusal(token({"alg": name}), key) for key in keys.values()} == {"jws.key_type"}


def test_algorithm_that_the_caller_does_not_expect_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        verify_jws(parse_jws(RS256), public_key=parse_jwk(RS256_KEY), algorithms={"EdDSA"})
    assert caught.value.code == "jws.algorithm_not_allowed"


def test_signature_of_the_embedded_key_proves_nothing_for_another_key() -> None:
    eve = signer("eve")
    text = sign_jws(PAYLOAD, signer=eve, header={"jwk": format_jwk(eve.public_key)})
    assert refusal(text) == "signature.invalid"


def test_signature_in_der_is_refused() -> None:
    key = signer("a", Algorithm.P256)
    header, payload, signature = sign_jws(PAYLOAD, signer=key, header={}).split(".")
    raw = multibase.decode_base64url(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    text = f"{header}.{payload}.{multibase.encode_base64url(der)}"
    assert refusal(text, key.public_key) == "signature.invalid"


@pytest.mark.parametrize("size", [0, 63, 65, 128])
def test_signature_of_the_wrong_length_is_refused(size: int) -> None:
    header, payload, _ = token({"alg": "EdDSA"}).split(".")
    assert refusal(f"{header}.{payload}.{multibase.encode_base64url(bytes(size))}") == "signature.invalid"


GOOD = token({"alg": "EdDSA"})
HEAD, BODY, SIGNATURE = GOOD.split(".")
TWO_ALGORITHMS = b'{"alg":"none","alg":"EdDSA"}'
SPELLINGS = {
    "padded header": (f"{HEAD}=.{BODY}.{SIGNATURE}", "base64url.padding"),
    "padded payload": (f"{HEAD}.{BODY}=.{SIGNATURE}", "base64url.padding"),
    "padded signature": (f"{GOOD}==", "base64url.padding"),
    "standard alphabet": (f"{HEAD}.{BODY}.{SIGNATURE[:-2]}+/", "base64url.bad_character"),
    "white space": (f"{HEAD}.{BODY}.{SIGNATURE[:-1]} ", "base64url.bad_character"),
    "line break at the end": (f"{GOOD}\n", "base64url.bad_character"),
    "bits that belong to no byte": (f"{HEAD}.{BODY}.{SIGNATURE[:-1]}B", "base64url.trailing_bits"),
    "cut off": (f"{HEAD}.{BODY}.{SIGNATURE[:-1]}", "base64url.bad_length"),
    "two parts": (f"{HEAD}.{BODY}", "jws.not_three_parts"),
    "five parts, as a JWE has": (f"{GOOD}.a.b", "jws.not_three_parts"),
    "JSON form": ('{"payload":"","signatures":[]}', "jws.not_three_parts"),
    "empty": ("", "jws.not_three_parts"),
    "other letters": (f"{GOOD}é", "jws.not_ascii"),
    "duplicate algorithm": (
        f"{multibase.encode_base64url(TWO_ALGORITHMS)}.{BODY}.{SIGNATURE}",
        "json.duplicate_key",
    ),
    "endless header": (f"{'A' * 20_000}.{BODY}.{SIGNATURE}", "jws.too_large"),
    "endless": ("A" * (MAX_CHARACTERS + 1), "jws.too_large"),
}


@pytest.mark.parametrize(("text", "code"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_other_spelling_of_a_right_token_is_refused(text: str, code: str) -> None:
    assert refusal(text) == code


@given(mutated_texts([GOOD]))
def test_changed_token_is_never_accepted(text: str) -> None:
    if text != GOOD:
        with pytest.raises(DocumentError):
            verify_jws(parse_jws(text), public_key=signer().public_key)


@given(st.text(max_size=60))
def test_any_text_is_refused_with_a_type(text: str) -> None:
    with pytest.raises(DocumentError):
        parse_jws(text)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "jws.wrong_algorithm"),
        ({"alg": "ES256"}, "jws.wrong_algorithm"),
        ({"alg": 1}, "jws.wrong_algorithm"),
        ({"crit": []}, "jws.refused_header"),
        ({"jwk": {"d": "AA"}}, "jws.refused_header"),
    ],
)
def test_header_that_would_be_refused_is_not_signed(header: JsonObject, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        sign_jws(PAYLOAD, signer=signer(), header=header)
    assert caught.value.code == code


class RsaSigner:
    """Has an RSA key, with which nothing is signed here."""

    public_key = parse_jwk(RS256_KEY)

    def sign(self, message: bytes) -> bytes:
        raise AssertionError(message)


def test_rsa_key_does_not_sign() -> None:
    with pytest.raises(UsageError) as caught:
        sign_jws(PAYLOAD, signer=RsaSigner(), header={})
    assert caught.value.code == "jws.cannot_sign"
