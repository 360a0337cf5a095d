"""Controller documents: read strictly, and asked in the one way that binds a key to its owner."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from cairn.errors import CairnError, DocumentError, UnavailableError, UsageError
from cairn.keys import (
    ControllerDocument,
    build_did_document,
    format_jwk,
    format_multikey,
    parse_controller_document,
)
from cairn.keys.controller import MAX_METHODS
from factories.keys import begun_history, method_of, signer
from factories.mutations import mutated_documents

ME = "https://credentials.example.edu/organisations/northside"
DID = "did:web:credentials.example.edu:organisations:northside"
KEY = signer().public_key
SERVICE = {"id": f"{DID}#key-history", "type": "KeyHistory", "serviceEndpoint": "https://e.example/h.json"}


def multikey(method_id: str = f"{ME}#key-1", **members: Any) -> dict[str, Any]:
    return {
        "id": method_id,
        "type": "Multikey",
        "controller": ME,
        "publicKeyMultibase": format_multikey(KEY),
        **members,
    }


def document(**members: Any) -> dict[str, Any]:
    return {
        "id": ME,
        "verificationMethod": [multikey()],
        "assertionMethod": [f"{ME}#key-1"],
        **members,
    }


def read(**members: Any) -> ControllerDocument:
    return parse_controller_document(document(**members), expected_id=ME)


def refusal(**members: Any) -> tuple[str, str]:
    with pytest.raises(DocumentError) as caught:
        read(**members)
    return caught.value.code, caught.value.where


def refused_method(view: ControllerDocument, method_id: str, purpose: str = "assertionMethod") -> str:
    with pytest.raises(DocumentError) as caught:
        view.method(method_id, purpose=purpose)
    return caught.value.code


def test_listed_key_of_the_document_is_found() -> None:
    method = read().method(f"{ME}#key-1", purpose="assertionMethod")
    assert (method.public_key, method.controller, method.revoked, method.expires) == (KEY, ME, None, None)


@pytest.mark.parametrize(
    "members",
    [
        {"verificationMethod": multikey(), "assertionMethod": f"{ME}#key-1"},
        {"verificationMethod": [multikey("#key-1")], "assertionMethod": ["#key-1"]},
        {"verificationMethod": [], "assertionMethod": [multikey()]},
        {"verificationMethod": [multikey(type="Ed25519VerificationKey2020")]},
        {
            "verificationMethod": [
                {"id": "#key-1", "type": "JsonWebKey", "controller": ME, "publicKeyJwk": format_jwk(KEY)}
            ]
        },
    ],
    ids=["without lists", "relative addresses", "embedded method", "older type", "JWK"],
)
def test_forms_that_mean_the_same_are_read_alike(members: dict[str, Any]) -> None:
    assert read(**members).method(f"{ME}#key-1", purpose="assertionMethod").public_key == KEY


def test_key_that_nobody_lists_is_not_found() -> None:
    assert refused_method(read(), f"{ME}#{format_multikey(KEY)}") == "key.not_found"


def test_key_that_is_only_mentioned_is_not_found() -> None:
    view = read(assertionMethod=["https://evil.example/issuer#key-1"])
    assert refused_method(view, "https://evil.example/issuer#key-1") == "key.not_found"


def test_key_of_another_controller_is_refused() -> None:
    view = read(verificationMethod=[multikey(controller="https://evil.example/issuer")])
    assert refused_method(view, f"{ME}#key-1") == "key.wrong_controller"


@pytest.mark.parametrize("purpose", ["authentication", "keyAgreement", "capabilityInvocation", "", "id"])
def test_key_for_another_purpose_is_refused(purpose: str) -> None:
    view = read(keyAgreement=[f"{ME}#key-1"], capabilityInvocation=[f"{ME}#key-1"])
    assert refused_method(view, f"{ME}#key-1", purpose) == "key.wrong_purpose"


def test_without_a_purpose_only_the_presence_is_asked() -> None:
    assert read(assertionMethod=[]).method(f"{ME}#key-1", purpose=None).public_key == KEY


@pytest.mark.parametrize(
    "method",
    [
        {"type": "X25519KeyAgreementKey2020", "publicKeyMultibase": "z6LS"},
        {"type": "Multikey", "publicKeyMultibase": "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"},
        {"type": "JsonWebKey2020", "publicKeyJwk": {"kty": "OKP", "crv": "X25519", "x": "AA"}},
    ],
)
def test_key_of_an_unknown_kind_is_neither_right_nor_wrong(method: dict[str, Any]) -> None:
    view = read(verificationMethod=[{"id": f"{ME}#key-1", "controller": ME, **method}])
    with pytest.raises(UnavailableError) as caught:
        view.method(f"{ME}#key-1", purpose="assertionMethod")
    assert caught.value.code == "key.unknown_type"


def test_ends_of_a_key_are_read() -> None:
    view = read(
        verificationMethod=[multikey(revoked="2026-01-01T00:00:00Z", expires="2027-01-01T01:00:00+01:00")]
    )
    (method,) = view.verification_methods
    assert method.revoked == datetime(2026, 1, 1, tzinfo=UTC)
    assert method.expires == datetime(2027, 1, 1, tzinfo=UTC)


def test_document_of_another_address_is_refused() -> None:
    assert refusal(id=ME + "/") == ("controller.wrong_id", "/id")
    assert refusal(id=[ME]) == ("controller.wrong_id", "/id")


@pytest.mark.parametrize(
    "member", ["secretKeyMultibase", "privateKeyJwk", "privateKeyMultibase", "privateKeyPem"]
)
def test_published_secret_key_is_refused(member: str) -> None:
    where = f"/verificationMethod/0/{member}"
    assert refusal(verificationMethod=[multikey(**{member: "z"})]) == ("controller.secret_key", where)
    assert refusal(**{member: "z"}) == ("controller.secret_key", f"/{member}")


def test_private_jwk_is_refused() -> None:
    jwk = {**format_jwk(KEY), "d": "AA"}
    method = {"id": "#key-1", "type": "JsonWebKey", "controller": ME, "publicKeyJwk": jwk}
    assert refusal(verificationMethod=[method])[0] == "jwk.secret"


def test_two_keys_at_one_address_are_refused() -> None:
    other = multikey(publicKeyMultibase=format_multikey(signer("other").public_key))
    assert refusal(verificationMethod=[multikey(), other])[0] == "controller.duplicate_method"
    assert refusal(assertionMethod=[multikey("#key-1")])[0] == "controller.duplicate_method"


def test_key_in_two_forms_is_refused() -> None:
    method = multikey(publicKeyJwk=format_jwk(signer("other").public_key))
    assert refusal(verificationMethod=[method])[0] == "controller.two_keys"


def test_flood_of_keys_is_refused() -> None:
    methods = [multikey(f"#key-{number}") for number in range(MAX_METHODS + 1)]
    assert refusal(verificationMethod=methods)[0] == "controller.too_many_methods"


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"verificationMethod": ["x"]}, "/verificationMethod/0"),
        ({"verificationMethod": [multikey("key-1")]}, "/verificationMethod/0/id"),
        ({"verificationMethod": [multikey("#a b")]}, "/verificationMethod/0/id"),
        ({"verificationMethod": [multikey(controller=None)]}, "/verificationMethod/0/controller"),
        ({"verificationMethod": [multikey(type=1)]}, "/verificationMethod/0/type"),
        (
            {"verificationMethod": [multikey(publicKeyMultibase=1)]},
            "/verificationMethod/0/publicKeyMultibase",
        ),
        ({"verificationMethod": [multikey(revoked=1)]}, "/verificationMethod/0/revoked"),
        ({"assertionMethod": [1]}, "/assertionMethod/0"),
        ({"assertionMethod": None}, "/assertionMethod"),
        ({"alsoKnownAs": [1]}, "/alsoKnownAs/0"),
        ({"service": ["x"]}, "/service/0"),
        ({"service": [{"type": "x"}]}, "/service/0"),
    ],
)
def test_other_form_is_refused_at_its_place(members: dict[str, Any], where: str) -> None:
    assert refusal(**members) == ("controller.malformed", where)


def test_fault_in_a_moment_is_told_with_its_place() -> None:
    expected = ("timestamp.no_zone", "/verificationMethod/0/revoked")
    assert refusal(verificationMethod=[multikey(revoked="2026-01-01T00:00:00")]) == expected


@settings(max_examples=150, deadline=None)
@given(mutated_documents([document(service=[SERVICE], alsoKnownAs=[DID])]))
def test_any_change_is_read_or_refused_with_a_type(changed: Any) -> None:
    try:
        view = parse_controller_document(changed, expected_id=ME)
        view.method(f"{ME}#key-1", purpose="assertionMethod")
    except CairnError:
        pass


HISTORY = begun_history(DID, key=signer(), at=datetime(2026, 1, 1, tzinfo=UTC))


def test_built_document_is_read_back() -> None:
    built = build_did_document(DID, history=HISTORY, services=[SERVICE], also_known_as=[ME])
    view = parse_controller_document(copy.deepcopy(built), expected_id=DID)
    assert view.method(method_of(DID, KEY), purpose="assertionMethod").public_key == KEY
    assert view.method(method_of(DID, KEY), purpose="authentication").public_key == KEY
    assert view.also_known_as == (ME,)
    assert view.services == (SERVICE,)
    assert view.source == built


def test_document_with_the_history_of_somebody_else_is_not_built() -> None:
    with pytest.raises(UsageError) as caught:
        build_did_document("did:web:other.example", history=HISTORY)
    assert caught.value.code == "controller.wrong_history"
