from __future__ import annotations

import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cairn import baking
from cairn.canonical import strict_json
from cairn.errors import DocumentError, UnavailableError
from cairn.holder import build_presentation, present
from cairn.keys import did_key_method_id, format_did_key
from cairn.proofs.vc_jwt import JwtProfile, sign_vp_jwt
from cairn.verifier import Challenge, CheckCode, Verdict, Verifier, format_report
from cairn.verifier.containing import MAX_CONTAINED
from factories import keys
from simulators.outside import (
    INTEGRITY,
    NOW,
    SimulatedIssuer,
    SimulatedWeb,
    failures,
    holder_did,
    holder_method,
    holder_signer,
    outcomes,
    reasons,
    to_bytes,
    verifier_for,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject
    from cairn.verifier import Report

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
ASKED = Challenge(value="n-0S6_WzA2Mj", domain="https://employer.example")
ALL_WELL = {
    "well_formed": "passed",
    "contexts": "passed",
    "schema": "passed",
    "proof": "passed",
    "key_binding": "passed",
    "key_time": "passed",
    "issuer_known": "passed",
    "validity": "passed",
    "status": "passed",
    "holder": "absent",
    "refresh": "absent",
    "endorsements": "absent",
}


def clr(issuer: SimulatedIssuer, *members: JsonObject, subjects: int = 1) -> JsonObject:
    """Return a signed learner record that holds ``members``."""
    subject: JsonObject = {
        "id": holder_did(),
        "type": ["ClrSubject"],
        "verifiableCredential": list(members),
    }
    draft = issuer.draft(
        type=["VerifiableCredential", "ClrCredential"],
        id="https://credentials.example.edu/credentials/0190d1f2-5c1b-8e3a-9d4f-aaaaaaaaaaaa",
        credentialSubject=subject if subjects == 1 else [subject] * subjects,
    )
    draft["@context"] = [draft["@context"][0], CLR, draft["@context"][1]]  # type: ignore[index]
    del draft["evidence"]
    return issuer.sign(draft)


def inspect(verifier: Verifier, document: Any, **options: Any) -> Report:
    return verifier.inspect(to_bytes(document), **{"now": NOW, **options})


def present_as_holder(*credentials: Any) -> JsonObject:
    return present(
        [to_bytes(credential).decode() for credential in credentials],
        holder_id=holder_did(),
        challenge=ASKED.value,
        domain=ASKED.domain,
        signer=holder_signer(),
        verification_method=holder_method(),
        cryptosuite="eddsa-rdfc-2022",
        created=NOW,
        integrity=INTEGRITY,
    )


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_sound_credential_passes_every_question(
    verifier: Verifier, issuer: SimulatedIssuer, suite: str
) -> None:
    document = issuer.issue(cryptosuite=suite)
    verified = verifier.verify(to_bytes(document), now=NOW)
    assert outcomes(verified.report) == ALL_WELL
    assert [check.code for check in verified.report.checks] == list(CheckCode)
    assert verified.document == document
    assert verified.report.credential is not None
    assert verified.report.credential.name == "Reading a food label"


@pytest.mark.parametrize("profile", JwtProfile)
def test_sound_jwt_passes_every_question(
    verifier: Verifier, issuer: SimulatedIssuer, profile: JwtProfile
) -> None:
    assert outcomes(inspect(verifier, issuer.issue_jwt(profile))) == ALL_WELL


def test_sound_credential_in_an_image_passes_every_question(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    image = baking.bake(svg, to_bytes(issuer.issue()).decode())
    assert outcomes(inspect(verifier, image)) == ALL_WELL


@pytest.mark.parametrize("name", ["spec-vector-achievement-credential.json", "spec-vector-clr.json"])
def test_signatures_of_the_standard_are_right(shared_data: Path, verifier: Verifier, name: str) -> None:
    report = inspect(verifier, (shared_data / "open-badges-3" / name).read_bytes())
    for part in (report, *report.contained):
        assert outcomes(part)["proof"] == "passed"
        assert outcomes(part)["key_binding"] == "not_checked"
        assert not failures(part)
    assert report.verdict is Verdict.NOT_CHECKED


def test_broken_signature_shows_nothing_else(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    document: Any = issuer.issue()
    document["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    web.asked.clear()
    report = inspect(verifier, document)
    assert report.verdict is Verdict.INVALID
    assert report.credential is None
    assert failures(report) == ["signature.invalid"]
    later = [check for check in report.checks if check.code.number > 3]
    assert {(check.outcome.value, check.reason) for check in later} == {("not_checked", "check.not_reached")}
    assert not any("Doctor" in check.message for check in report.checks)
    assert issuer.list_url not in web.asked


def test_inline_context_ends_the_list(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    """A context can take the name out of what is signed; it must not be shown as if it were."""
    document: Any = issuer.issue()
    document["@context"].append({"name": None})
    web.asked.clear()
    report = inspect(verifier, document)
    assert failures(report) == ["contexts.inline"]
    assert outcomes(report)["proof"] == "not_checked"
    assert report.credential is None
    assert web.asked == []


def test_unreadable_document_is_a_report_as_well(verifier: Verifier) -> None:
    report = inspect(verifier, b'{"a":1,"a":2}')
    assert (report.kind.value, report.verdict, failures(report)) == (
        "",
        Verdict.INVALID,
        ["json.duplicate_key"],
    )
    assert len(report.checks) == len(CheckCode)


def test_broken_rule_of_the_standard_is_a_failure(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    draft: Any = issuer.draft()
    del draft["credentialSubject"]["achievement"]["criteria"]
    report = inspect(verifier, issuer.sign(draft))
    assert outcomes(report)["proof"] == "passed"
    assert outcomes(report)["schema"] == "failed"
    assert report.verdict is Verdict.INVALID


def test_credential_of_the_attackers_own_key_is_not_the_issuers(verifier: Verifier) -> None:
    forger = SimulatedIssuer(SimulatedWeb(), signer=keys.signer("attacker"))
    report = inspect(verifier, forger.issue())
    assert outcomes(report)["proof"] == "passed"
    assert outcomes(report)["key_binding"] == "failed"
    assert report.credential is None
    assert report.verdict is Verdict.INVALID


def test_cryptography_binding_and_trust_are_told_apart(web: SimulatedWeb) -> None:
    issuer = SimulatedIssuer(web, slug="stranger")
    report = inspect(verifier_for(web), issuer.issue())
    told = outcomes(report)
    assert (told["proof"], told["key_binding"], told["issuer_known"]) == ("passed", "passed", "warning")
    assert report.verdict is Verdict.VALID
    assert [check.reason for check in report.warnings] == ["issuer.unknown"]


def test_silent_issuer_is_not_a_pass(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    web.down.add(issuer.did_url)
    document = issuer.issue()
    report = inspect(verifier, document)
    assert outcomes(report)["key_binding"] == "not_checked"
    assert report.verdict is Verdict.NOT_CHECKED
    with pytest.raises(UnavailableError) as caught:
        verifier.verify(to_bytes(document), now=NOW)
    assert caught.value.code == "fetch.failed"


def test_silent_status_list_is_not_a_pass(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    web.down.add(issuer.list_url)
    report = inspect(verifier, issuer.issue())
    assert outcomes(report)["status"] == "not_checked"
    assert report.verdict is Verdict.NOT_CHECKED


def test_register_that_cannot_be_asked_is_not_a_pass(web: SimulatedWeb, issuer: SimulatedIssuer) -> None:
    class Closed:
        name = "Closed"

        def find(self, issuer_id: str) -> None:
            raise UnavailableError("register.closed", "The register does not answer.")

    report = inspect(Verifier(loader=web, registers=[Closed()]), issuer.issue())
    assert outcomes(report)["issuer_known"] == "not_checked"
    assert report.verdict is Verdict.NOT_CHECKED


def test_revoked_credential_is_refused(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    document = to_bytes(issuer.issue())
    issuer.revocations.set(94_567)
    issuer.publish_list()
    with pytest.raises(DocumentError) as caught:
        verifier.verify(document, now=NOW)
    assert caught.value.code == "status.revoked"


def test_status_list_by_another_key_is_not_believed(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    forger = SimulatedIssuer(SimulatedWeb(), signer=keys.signer("attacker"))
    web.publish(issuer.list_url, forger.web.pages[issuer.list_url])
    assert outcomes(inspect(verifier, issuer.issue()))["status"] == "not_checked"


def test_presentation_in_the_place_of_a_status_list_is_not_believed(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    web.publish(issuer.list_url, present_as_holder(issuer.issue()))
    report = inspect(verifier, issuer.issue())
    assert "status_list.no_credential" in reasons(report)
    assert report.verdict is Verdict.NOT_CHECKED


def test_expired_status_list_is_not_believed(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    issuer.publish_list(validUntil="2026-02-01T00:00:00Z")
    report = inspect(verifier, issuer.issue())
    assert outcomes(report)["status"] == "not_checked"
    assert "validity.expired" in reasons(report)


def test_status_is_absent_only_where_the_document_has_none(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    assert outcomes(inspect(verifier, issuer.issue(credentialStatus=...)))["status"] == "absent"


@pytest.mark.parametrize("status", [[], {}, None, "text", [None], {"id": "https://a.example"}])
def test_odd_status_is_never_absent(verifier: Verifier, issuer: SimulatedIssuer, status: Any) -> None:
    document = issuer.issue(cryptosuite="eddsa-jcs-2022", credentialStatus=status)
    report = inspect(verifier, document)
    assert outcomes(report)["proof"] == "passed"
    assert outcomes(report)["status"] in {"failed", "not_checked"}
    assert report.verdict is not Verdict.VALID


def test_status_hidden_under_its_full_address_is_found_out(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    document = issuer.issue()
    issuer.revocations.set(94_567)
    issuer.publish_list()
    document["https://www.w3.org/2018/credentials#credentialStatus"] = document.pop("credentialStatus")
    assert failures(inspect(verifier, document)) == ["contexts.not_compact"]


def test_expired_credential_is_refused(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    report = inspect(verifier, issuer.issue(), now=NOW + timedelta(days=3650))
    assert failures(report) == ["validity.expired"]


def test_credential_alone_does_not_answer_a_challenge(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    assert failures(inspect(verifier, issuer.issue(), challenge=ASKED)) == ["holder.not_presented"]


def test_presentation_reports_on_what_it_holds(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    document = present_as_holder(issuer.issue(number=1), issuer.issue_jwt(JwtProfile.JOSE, number=2))
    report = inspect(verifier, document, challenge=ASKED)
    assert report.verdict is Verdict.VALID
    assert outcomes(report) == {
        **ALL_WELL,
        "schema": "warning",
        "issuer_known": "absent",
        "status": "absent",
        "holder": "passed",
    }
    assert [outcomes(inner) for inner in report.contained] == [ALL_WELL, ALL_WELL]
    assert report.credential is None


def test_revoked_credential_in_a_presentation_makes_it_invalid(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    issuer.revocations.set(2)
    issuer.publish_list()
    document = to_bytes(present_as_holder(issuer.issue(number=1), issuer.issue(number=2)))
    with pytest.raises(DocumentError) as caught:
        verifier.verify(document, now=NOW, challenge=ASKED)
    assert caught.value.code == "status.revoked"


def test_broken_presentation_is_not_opened(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    document: Any = present_as_holder(issuer.issue())
    document["proof"][0]["challenge"] = "another"
    web.asked.clear()
    report = inspect(verifier, document)
    assert (failures(report), report.contained, web.asked) == (["signature.invalid"], (), [])


def test_expired_token_around_a_presentation_is_refused(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    unsigned = build_presentation([to_bytes(issuer.issue()).decode()], holder_id=holder_did())
    token = sign_vp_jwt(
        unsigned,
        signer=holder_signer(),
        kid=holder_method(),
        nonce=ASKED.value,
        audience=ASKED.domain,
        issued_at=NOW - timedelta(minutes=10),
        expires_at=NOW - timedelta(minutes=5),
    )
    assert failures(inspect(verifier, token, challenge=ASKED)) == ["validity.expired"]


def test_unsigned_presentation_is_a_warning(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    report = inspect(
        verifier, build_presentation([to_bytes(issuer.issue()).decode()], holder_id=holder_did())
    )
    assert outcomes(report)["proof"] == "absent"
    assert [check.reason for check in report.warnings] == ["holder.not_signed"]
    assert report.verdict is Verdict.VALID


def test_record_reports_on_what_it_holds(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    report = inspect(verifier, clr(issuer, issuer.issue(number=1)))
    assert failures(report) == []
    assert [outcomes(inner) for inner in report.contained] == [ALL_WELL]


def test_forged_credential_in_a_record_makes_it_invalid(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    forged: Any = issuer.issue(number=1)
    forged["credentialSubject"]["narrative"] = "With the highest honours."
    report = inspect(verifier, clr(issuer, forged))
    assert outcomes(report)["proof"] == "passed"
    assert failures(report) == ["signature.invalid"]


def test_forged_credential_behind_a_list_of_subjects_is_found(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    forged: Any = issuer.issue(number=1)
    forged["credentialSubject"]["narrative"] = "With the highest honours."
    report = inspect(verifier, clr(issuer, forged, subjects=2))
    assert len(report.contained) == 2
    assert "signature.invalid" in failures(report)


def test_unsigned_credential_in_a_record_is_refused(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    assert failures(inspect(verifier, clr(issuer, issuer.draft(number=1)))) == ["proof.missing"]


@pytest.mark.parametrize("member", [7, None, "hello", [], {"type": "Profile"}])
def test_what_is_no_credential_inside_is_refused(verifier: Verifier, member: Any) -> None:
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [member],
    }
    assert inspect(verifier, document).verdict is Verdict.INVALID


def test_flood_of_credentials_is_not_checked(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    document = build_presentation([to_bytes(issuer.issue()).decode()], holder_id=holder_did())
    document["verifiableCredential"] *= MAX_CONTAINED + 1  # type: ignore[operator]
    report = inspect(verifier, document)
    assert report.verdict is not Verdict.VALID
    assert "presented.too_many" in reasons(report.contained[0])


def test_deep_nest_of_presentations_is_not_checked(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    document = issuer.issue()
    for _ in range(6):
        document = build_presentation([to_bytes(document).decode()], holder_id=holder_did())
    assert inspect(verifier, document).verdict is not Verdict.VALID


def test_two_issuers_are_told_apart(verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    """The issuer of the JSON is the one whose key must have signed, also where both are known."""
    other = SimulatedIssuer(web, slug="southside", signer=keys.signer("other"))
    document = other.sign(issuer.draft())
    assert failures(inspect(verifier, document)) == ["key.not_found"]


def test_issuer_by_did_key(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    signer = keys.signer("small")
    draft: Any = copy.deepcopy(issuer.draft(credentialStatus=...))
    draft["issuer"]["id"] = format_did_key(signer.public_key)
    document = issuer.sign(draft, signer=signer, verification_method=did_key_method_id(signer.public_key))
    assert inspect(verifier, document).verdict is Verdict.VALID


def test_one_bad_bundled_file_is_not_the_documents_fault(
    verifier: Verifier, issuer: SimulatedIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*args: object, **options: object) -> None:
        raise UnavailableError("context.missing", "The file of a bundled context cannot be read.")

    monkeypatch.setattr(verifier._integrity, "verify_proof", unreadable)
    report = inspect(verifier, issuer.issue())
    assert outcomes(report)["proof"] == "not_checked"
    assert report.credential is None


def test_report_never_holds_text_that_is_not_json(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    strict_json.check(format_report(inspect(verifier, issuer.issue())))
