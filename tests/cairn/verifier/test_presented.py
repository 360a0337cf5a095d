from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn import baking
from cairn.canonical import multibase, strict_json
from cairn.errors import DocumentError
from cairn.proofs import jws, vc_jwt
from cairn.proofs.vc_jwt import JwtProfile
from cairn.verifier.presented import MAX_BYTES, Kind, read_document, read_presented
from simulators.outside import to_bytes

if TYPE_CHECKING:
    from simulators.outside import SimulatedIssuer

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_presented(data)
    return caught.value.code


def test_json_is_read(issuer: SimulatedIssuer) -> None:
    credential = issuer.issue()
    presented = read_presented(b" \n" + to_bytes(credential))
    assert (presented.kind, presented.document, presented.jwt) == (Kind.CREDENTIAL, credential, None)


@pytest.mark.parametrize("profile", JwtProfile)
def test_jwt_is_read(issuer: SimulatedIssuer, profile: JwtProfile) -> None:
    text = issuer.issue_jwt(profile)
    presented = read_presented(text.encode() + b"\n")
    assert presented.kind is Kind.CREDENTIAL
    assert presented.text == text
    assert presented.jwt is not None
    assert presented.document["id"] == issuer.draft()["id"]


def test_image_is_read(issuer: SimulatedIssuer) -> None:
    credential = issuer.issue()
    image = baking.bake(SVG, to_bytes(credential).decode())
    assert read_presented(image).document == credential


def test_envelope_is_opened(issuer: SimulatedIssuer) -> None:
    text = issuer.issue_jwt(JwtProfile.JOSE)
    presented = read_presented(to_bytes(vc_jwt.format_enveloped(text)))
    assert presented.text == text


def test_envelope_that_holds_something_else_is_refused(issuer: SimulatedIssuer) -> None:
    envelope: Any = vc_jwt.format_enveloped(issuer.issue_jwt(JwtProfile.JOSE))
    envelope["type"] = "EnvelopedVerifiablePresentation"
    with pytest.raises(DocumentError):
        read_document(envelope)


def test_json_in_the_place_of_an_enveloped_jwt_is_refused(issuer: SimulatedIssuer) -> None:
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt," + to_bytes(issuer.issue()).decode(),
    }
    with pytest.raises(DocumentError):
        read_document(dict(envelope))


def test_open_badge_2_is_told_apart() -> None:
    assertion: Any = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://a.example",
    }
    assert read_presented(to_bytes(assertion)).kind is Kind.OPEN_BADGE_2


def test_signed_open_badge_2_is_told_apart(issuer: SimulatedIssuer) -> None:
    text = jws.sign_jws(b'{"type":"Assertion"}', signer=issuer.signer, header={})
    presented = read_presented(text.encode())
    assert (presented.kind, presented.document) == (Kind.OPEN_BADGE_2, {"type": "Assertion"})


def test_address_that_was_baked_in_is_an_open_badge_2() -> None:
    presented = read_presented(baking.bake(SVG, "https://badges.example/assertions/1"))
    assert (presented.kind, presented.text) == (Kind.OPEN_BADGE_2, "https://badges.example/assertions/1")


def test_document_of_two_kinds_is_refused(issuer: SimulatedIssuer) -> None:
    both = issuer.draft(type=["VerifiableCredential", "VerifiablePresentation"])
    assert refusal(to_bytes(both)) == "presented.two_types"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "presented.empty"),
        (b" \n", "presented.empty"),
        (b"hello", "presented.unknown_form"),
        (b"\x00\xff\xfe\x01", "presented.unknown_form"),
        (b"[]", "presented.unknown_form"),
        (b"{}", "presented.unknown_type"),
        (b'{"type":"Profile"}', "presented.unknown_type"),
        (b'{"type":["VerifiableCredential"],"type":["Assertion"]}', "json.duplicate_key"),
        (b'{"a":NaN}', "json.not_finite"),
        (b"\xef\xbb\xbf{}", "json.byte_order_mark"),
        (b"\xef\xbb\xbfeyJ.e30.AA", "json.byte_order_mark"),
        ('{"a": 1}'.encode("utf-16"), "presented.utf16"),
        ('{"a": 1}'.encode("utf-16-le"), "presented.utf16"),
        ('\n{"a": 1}'.encode("utf-16-be"), "presented.utf16"),
        ("eyJ.e30.AA".encode("utf-16"), "presented.utf16"),
        (b"a.b.c", "base64url.bad_length"),
        (SVG, "image.not_baked"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_text_of_a_jwt_around_no_credential_is_refused(issuer: SimulatedIssuer) -> None:
    text = jws.sign_jws(b'{"hello":1}', signer=issuer.signer, header={"typ": "vc+jwt"})
    assert refusal(text.encode()).startswith(("vc_jwt.", "presented."))


def test_large_file_is_refused_unread() -> None:
    assert refusal(bytes(MAX_BYTES + 1)) == "presented.too_large"


def test_padded_base64_is_refused(issuer: SimulatedIssuer) -> None:
    head, payload, signature = issuer.issue_jwt(JwtProfile.JOSE).split(".")
    assert refusal(f"{head}.{payload}.{signature}==".encode()).startswith("base64url.")


def test_algorithm_none_is_refused(issuer: SimulatedIssuer) -> None:
    _, payload, _ = issuer.issue_jwt(JwtProfile.JOSE).split(".")
    head = multibase.encode_base64url(strict_json.format({"alg": "none", "typ": "vc+jwt", "kid": "#a"}))
    assert refusal(f"{head}.{payload}.".encode()) == "jws.unknown_algorithm"
