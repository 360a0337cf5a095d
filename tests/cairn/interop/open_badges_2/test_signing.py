from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.interop.open_badges_2 import Outcome, parse_assertion, parse_issuer
from cairn.interop.open_badges_2.signing import SignatureFindings, check_revocation_list, check_signature
from cairn.keys import Algorithm, format_jwk, format_multikey
from factories import keys
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject


def check(
    *,
    site: world.Site | None = None,
    profile: JsonObject | None = None,
    text: str = "",
    **changes: object,
) -> SignatureFindings:
    document = world.signed_assertion(**changes)
    return check_signature(
        text or world.sign(document),
        parse_assertion(document),
        issuer=parse_issuer(profile or world.profile()),
        loader=site or world.Site(),
    )


def outcomes(found: SignatureFindings) -> tuple[Outcome, Outcome, str]:
    return found.proof.outcome, found.binding.outcome, found.proof.code or found.binding.code


RIGHT = (Outcome.PASSED, Outcome.PASSED, "")


@pytest.mark.parametrize("algorithm", [Algorithm.ED25519, Algorithm.P256, Algorithm.RSA])
def test_a_signature_of_the_issuers_key_is_right(algorithm: Algorithm) -> None:
    site = world.Site()
    site.documents[world.KEY] = world.key_document(algorithm)
    text = world.sign(world.signed_assertion(), algorithm=algorithm)
    assert outcomes(check(site=site, text=text)) == RIGHT


def test_a_key_may_stand_inside_the_profile() -> None:
    site = world.Site()
    site.documents.clear()
    profile = world.profile(publicKey=[{"id": f"{world.KEY}0"}, world.key_document()])
    assert outcomes(check(site=site, profile=profile)) == RIGHT


def test_the_only_key_of_the_profile_is_meant_where_none_is_named() -> None:
    assert outcomes(check(verification={"type": "signed"})) == RIGHT


@pytest.mark.parametrize("name", ["publicKeyMultibase", "publicKeyJwk"])
def test_a_key_in_a_newer_form_is_read(name: str) -> None:
    public_key = keys.signer().public_key
    value = format_multikey(public_key) if name == "publicKeyMultibase" else format_jwk(public_key)
    site = world.Site()
    site.documents[world.KEY] = {
        "id": world.KEY,
        "type": "CryptographicKey",
        "owner": world.PROFILE,
        name: value,
    }
    assert outcomes(check(site=site)) == RIGHT


def test_a_signature_over_something_else_is_wrong() -> None:
    header, _, signature = world.sign(world.signed_assertion()).split(".")
    payload = world.sign(world.signed_assertion(narrative="More.")).split(".")[1]
    found = check(text=f"{header}.{payload}.{signature}")
    assert (found.proof.outcome, found.proof.code) == (Outcome.FAILED, "signature.invalid")


def test_a_signature_by_another_key_is_wrong() -> None:
    found = check(text=world.sign(world.signed_assertion(), name="eve"))
    assert (found.proof.outcome, found.proof.code) == (Outcome.FAILED, "signature.invalid")


def test_an_algorithm_that_is_none_is_refused() -> None:
    payload = world.sign(world.signed_assertion()).split(".")[1]
    found = check(text=f"eyJhbGciOiJub25lIn0.{payload}.")
    assert (found.proof.outcome, found.proof.code) == (Outcome.FAILED, "jws.unknown_algorithm")


def test_an_algorithm_of_another_type_of_key_is_refused() -> None:
    found = check(text=world.sign(world.signed_assertion(), algorithm=Algorithm.P256))
    assert (found.proof.outcome, found.proof.code) == (Outcome.FAILED, "jws.key_type")


def test_a_key_that_the_issuer_does_not_list_binds_nobody() -> None:
    address = "https://evil.example/key"
    site = world.Site()
    site.documents[address] = world.key_document(id=address, publicKeyPem=world.public_pem(Algorithm.P256))
    document = world.signed_assertion(verification={"type": "signed", "creator": address})
    found = check(
        site=site,
        text=world.sign(document, algorithm=Algorithm.P256),
        verification=document["verification"],
    )
    assert (found.proof.outcome, found.binding.outcome) == (Outcome.PASSED, Outcome.FAILED)
    assert found.binding.code == "binding.not_listed"


@pytest.mark.parametrize("owner", ["https://evil.example/issuer", None])
def test_a_key_that_belongs_to_somebody_else_binds_nobody(owner: str | None) -> None:
    site = world.Site()
    site.documents[world.KEY] = world.key_document(owner=owner)
    assert outcomes(check(site=site)) == (Outcome.PASSED, Outcome.FAILED, "binding.other_owner")


def test_a_key_inside_the_profile_that_names_another_owner_binds_nobody() -> None:
    profile = world.profile(publicKey=world.key_document(owner="https://evil.example/issuer"))
    assert outcomes(check(profile=profile)) == (Outcome.PASSED, Outcome.FAILED, "binding.other_owner")


def test_without_a_named_key_and_with_two_to_choose_from_nothing_is_checked() -> None:
    profile = world.profile(publicKey=[world.KEY, f"{world.KEY}2"])
    found = check(profile=profile, verification={"type": "signed"})
    assert (found.proof.outcome, found.binding.outcome) == (Outcome.NOT_CHECKED, Outcome.FAILED)


def test_a_key_that_cannot_be_reached_is_not_checked() -> None:
    site = world.Site()
    del site.documents[world.KEY]
    assert outcomes(check(site=site)) == (Outcome.NOT_CHECKED, Outcome.NOT_CHECKED, "fetch.status")


def test_without_a_profile_the_signature_may_be_right_and_binds_nobody() -> None:
    document = world.signed_assertion()
    found = check_signature(world.sign(document), parse_assertion(document), issuer=None, loader=world.Site())
    assert (found.proof.outcome, found.binding.outcome) == (Outcome.PASSED, Outcome.NOT_CHECKED)


def status(site: world.Site, **profile: object) -> tuple[Outcome, str]:
    finding = check_revocation_list(
        parse_assertion(world.signed_assertion()),
        parse_issuer(world.profile(**profile)),
        loader=site,
    )
    return finding.outcome, finding.code


def test_an_assertion_that_the_list_does_not_name_is_not_revoked() -> None:
    site = world.Site()
    site.documents[world.REVOCATIONS] = world.revocation_list("urn:uuid:1", {"id": "urn:uuid:2"})
    assert status(site) == (Outcome.PASSED, "")


@pytest.mark.parametrize(
    "entry",
    [
        world.SIGNED_ID,
        {"id": world.SIGNED_ID, "revocationReason": "Copied."},
        {"uid": world.SIGNED_ID},
    ],
)
def test_an_assertion_that_the_list_names_is_revoked(entry: JsonObject | str) -> None:
    site = world.Site()
    site.documents[world.REVOCATIONS] = world.revocation_list(entry)
    assert status(site) == (Outcome.FAILED, "status.revoked")


def test_without_a_list_there_is_nothing_to_ask() -> None:
    assert status(world.Site(), revocationList=None) == (Outcome.ABSENT, "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuer": "https://evil.example/issuer"}, "status.foreign_list"),
        ({"id": "https://evil.example/list"}, "open_badges_2.other_id"),
        ({"type": "List"}, "open_badges_2.wrong_type"),
        ({"revokedAssertions": [{"reason": "x"}]}, "open_badges_2.missing_member"),
        ({"revokedAssertions": [3]}, "open_badges_2.malformed_member"),
    ],
)
def test_a_list_that_is_not_the_issuers_or_not_a_list_says_nothing(changes: JsonObject, code: str) -> None:
    site = world.Site()
    site.documents[world.REVOCATIONS] = world.revocation_list(**changes)
    assert status(site) == (Outcome.NOT_CHECKED, code)


def test_a_list_that_cannot_be_reached_is_not_checked() -> None:
    site = world.Site()
    del site.documents[world.REVOCATIONS]
    assert status(site) == (Outcome.NOT_CHECKED, "fetch.status")
