"""Credentials and presentations as JSON Web Tokens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cairn.canonical import multibase, strict_json
from cairn.errors import DocumentError, UsageError
from cairn.keys import Algorithm, PublicKey, format_jwk
from cairn.proofs.jws import sign_jws
from cairn.proofs.jwt_claims import credential_claims
from cairn.proofs.vc_jwt import (
    JwtProfile,
    format_enveloped,
    parse_enveloped,
    read_vc_jwt,
    sign_vc_jwt,
    sign_vp_jwt,
    verify_vc_jwt,
)
from factories.documents import realistic_credential
from factories.keys import SIGNING_ALGORITHMS, signer

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CREDENTIAL = realistic_credential()
PRESENTATION: JsonObject = {"type": ["VerifiablePresentation"], "holder": "did:example:holder"}
KID = "did:example:issuer#key-1"
OPEN_BADGES = {**CREDENTIAL, **credential_claims(CREDENTIAL)}


def made(header: JsonObject, payload: JsonObject = OPEN_BADGES) -> str:
    return sign_jws(strict_json.format(payload), signer=signer(), header=header)


def refusal(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read_vc_jwt(text)
    return caught.value.code


@pytest.mark.parametrize("algorithm", SIGNING_ALGORITHMS)
@pytest.mark.parametrize("profile", JwtProfile)
def test_credential_is_signed_read_and_verified(profile: JwtProfile, algorithm: Algorithm) -> None:
    key = signer("a", algorithm)
    read = read_vc_jwt(sign_vc_jwt(CREDENTIAL, signer=key, kid=KID, profile=profile))
    assert (read.profile, read.kid, read.jwk) == (profile, KID, None)
    assert verify_vc_jwt(read, public_key=key.public_key) == CREDENTIAL


def test_open_badges_token_has_the_header_and_the_claims_of_the_standard() -> None:
    read = read_vc_jwt(sign_vc_jwt(CREDENTIAL, signer=signer(), kid=KID, profile=JwtProfile.OPEN_BADGES))
    assert read.jws.header == {"alg": "EdDSA", "kid": KID, "typ": "JWT"}
    payload = strict_json.parse_object(read.jws.payload)
    assert payload.keys() - CREDENTIAL.keys() == {"iss", "jti", "sub", "nbf", "exp"}
    assert read.not_before == datetime(2026, 1, 30, 9, tzinfo=UTC)
    assert read.expires_at == datetime(2031, 1, 30, 9, tzinfo=UTC)


def test_newer_token_has_the_types_of_its_standard_and_the_credential_alone() -> None:
    read = read_vc_jwt(sign_vc_jwt(CREDENTIAL, signer=signer(), kid=KID, profile=JwtProfile.JOSE))
    assert read.jws.header == {"alg": "EdDSA", "kid": KID, "typ": "vc+jwt", "cty": "vc"}
    assert strict_json.parse_object(read.jws.payload) == CREDENTIAL


def test_key_itself_stands_in_the_header_where_it_has_no_address() -> None:
    read = read_vc_jwt(sign_vc_jwt(CREDENTIAL, signer=signer(), kid=None, profile=JwtProfile.OPEN_BADGES))
    assert (read.kid, read.jwk) == (None, signer().public_key)
    assert verify_vc_jwt(read, public_key=signer().public_key) == CREDENTIAL


def test_rs256_token_of_another_issuer_is_verified() -> None:
    secret = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    raw = secret.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    public_key = PublicKey(Algorithm.RSA, raw)
    header = strict_json.format({"alg": "RS256", "typ": "JWT", "jwk": format_jwk(public_key)})
    parts = [multibase.encode_base64url(part) for part in (header, strict_json.format(OPEN_BADGES))]
    signature = secret.sign(".".join(parts).encode(), padding.PKCS1v15(), hashes.SHA256())
    read = read_vc_jwt(".".join([*parts, multibase.encode_base64url(signature)]))
    assert read.jwk == public_key
    assert verify_vc_jwt(read, public_key=public_key) == CREDENTIAL
    with pytest.raises(DocumentError) as caught:
        verify_vc_jwt(read, public_key=public_key, algorithms={"EdDSA"})
    assert caught.value.code == "jws.algorithm_not_allowed"


def test_presentation_is_made_for_one_audience_and_its_nonce() -> None:
    now = datetime(2026, 1, 31, tzinfo=UTC)
    text = sign_vp_jwt(
        PRESENTATION, signer=signer(), kid=KID, nonce="n", audience="a", issued_at=now, expires_at=now
    )
    read = read_vc_jwt(text)
    assert (read.nonce, read.audience, read.issued_at, read.expires_at) == ("n", ("a",), now, now)
    assert verify_vc_jwt(read, public_key=signer().public_key) == PRESENTATION


@pytest.mark.parametrize(("nonce", "audience"), [("", "a"), ("n", "")])
def test_presentation_for_anyone_is_not_signed(nonce: str, audience: str) -> None:
    with pytest.raises(UsageError) as caught:
        sign_vp_jwt(PRESENTATION, signer=signer(), kid=KID, nonce=nonce, audience=audience)
    assert caught.value.code == "vc_jwt.empty_claim"


def test_document_with_a_member_like_a_claim_is_not_signed() -> None:
    for profile in JwtProfile:
        with pytest.raises(UsageError) as caught:
            sign_vc_jwt({**CREDENTIAL, "nbf": 0}, signer=signer(), kid=KID, profile=profile)
        assert caught.value.code == "vc_jwt.not_signable"


def test_forged_signature_is_refused() -> None:
    read = read_vc_jwt(sign_vc_jwt(CREDENTIAL, signer=signer("eve"), kid=KID, profile=JwtProfile.JOSE))
    with pytest.raises(DocumentError) as caught:
        verify_vc_jwt(read, public_key=signer().public_key)
    assert caught.value.code == "signature.invalid"


def test_token_that_brings_a_key_of_its_own_is_refused_for_the_issuer() -> None:
    eve = signer("eve")
    read = read_vc_jwt(sign_vc_jwt(CREDENTIAL, signer=eve, kid=None, profile=JwtProfile.OPEN_BADGES))
    with pytest.raises(DocumentError) as caught:
        verify_vc_jwt(read, public_key=signer().public_key)
    assert caught.value.code == "vc_jwt.other_key"


@pytest.mark.parametrize("typ", ["vc+jwt", "VC+JWT", "application/vc+jwt"])
def test_type_is_read_as_a_media_type(typ: str) -> None:
    assert read_vc_jwt(made({"kid": KID, "typ": typ}, CREDENTIAL)).profile is JwtProfile.JOSE


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "at+jwt"},
        {"typ": "kb+jwt"},
        {"typ": "dc+sd-jwt"},
        {"typ": "vc+sd-jwt"},
        {"typ": "statuslist+jwt"},
        {"typ": "vc+jwt", "cty": "vp"},
        {"typ": "JWT", "cty": "JWT"},
    ],
)
def test_token_that_is_something_else_is_refused(header: JsonObject) -> None:
    assert refusal(made({"kid": KID, **header})) == "vc_jwt.wrong_type"


def test_token_without_a_type_is_one_of_open_badges() -> None:
    assert read_vc_jwt(made({"kid": KID})).profile is JwtProfile.OPEN_BADGES


def test_form_of_one_standard_under_the_type_of_the_other_is_refused() -> None:
    assert refusal(made({"kid": KID, "typ": "vc+jwt"}, {"vc": CREDENTIAL})) == "vc_jwt.forbidden_claim"
    assert refusal(made({"kid": KID, "typ": "JWT"}, CREDENTIAL)) == "vc_jwt.missing_claim"
    assert refusal(made({"kid": KID, "typ": "vp+jwt"}, CREDENTIAL)) == "vc_jwt.wrong_type"


def test_token_without_any_key_is_refused() -> None:
    assert refusal(made({"typ": "JWT"})) == "vc_jwt.no_key"
    assert refusal(made({"typ": "JWT", "kid": ""})) == "vc_jwt.no_key"


def test_unreadable_key_in_the_header_is_told_with_its_place() -> None:
    with pytest.raises(DocumentError) as caught:
        read_vc_jwt(made({"jwk": {"kty": "OKP", "crv": "Ed25519"}}))
    assert (caught.value.code, caught.value.where) == ("jwk.malformed", "header/jwk/x")


def test_payload_that_is_no_object_is_refused() -> None:
    text = sign_jws(b"[]", signer=signer(), header={"kid": KID})
    assert refusal(text) == "json.not_an_object"


def test_tokens_travel_in_envelopes() -> None:
    jose = sign_vc_jwt(CREDENTIAL, signer=signer(), kid=KID, profile=JwtProfile.JOSE)
    assert format_enveloped(jose) == {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:application/vc+jwt,{jose}",
        "type": "EnvelopedVerifiableCredential",
    }
    shown = sign_vp_jwt(PRESENTATION, signer=signer(), kid=KID, nonce="n", audience="a")
    assert format_enveloped(shown)["type"] == "EnvelopedVerifiablePresentation"
    badge = sign_vc_jwt(CREDENTIAL, signer=signer(), kid=KID, profile=JwtProfile.OPEN_BADGES)
    for text in (jose, shown, badge):
        assert parse_enveloped(format_enveloped(text)) == text


def test_what_is_no_token_is_not_put_into_an_envelope() -> None:
    with pytest.raises(DocumentError) as caught:
        format_enveloped("x")
    assert caught.value.code == "jws.not_three_parts"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"type": "EnvelopedVerifiableCredential"},
        {"type": "EnvelopedVerifiableCredential", "id": 1},
        {"type": "EnvelopedVerifiableCredential", "id": "data:application/vp+jwt,a.b.c"},
        {"type": "EnvelopedVerifiablePresentation", "id": "data:application/vc+jwt,a.b.c"},
        {"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt;base64,a.b.c"},
        {"type": "EnvelopedVerifiableCredential", "id": "https://e.example/vc.jwt"},
        {"type": ["EnvelopedVerifiableCredential", "Other"], "id": "data:application/vc+jwt,a.b.c"},
        {"type": [["EnvelopedVerifiableCredential"]], "id": "data:application/vc+jwt,a.b.c"},
    ],
)
def test_envelope_of_another_form_is_refused(document: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_enveloped(document)
    assert caught.value.code == "vc_jwt.malformed_envelope"


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("vc+jwt", {**CREDENTIAL, "proof": {"type": "DataIntegrityProof"}}),
        ("JWT", {**OPEN_BADGES, "proof": []}),
        ("JWT", {"vc": {**CREDENTIAL, "proof": "junk"}}),
        ("JWT", {"vc": CREDENTIAL, "proof": None}),
    ],
)
def test_a_proof_inside_a_token_is_refused(kind: str, payload: Any) -> None:
    """Nobody would check it: the signature of the token is the proof."""
    assert refusal(made({"typ": kind, "kid": KID}, payload)) == "vc_jwt.second_proof"
