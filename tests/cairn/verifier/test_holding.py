from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical import strict_json
from cairn.errors import UsageError
from cairn.holder import build_presentation, present
from cairn.keys import did_key_method_id, format_did_key
from cairn.proofs import jws
from cairn.proofs.vc_jwt import JwtProfile, format_enveloped, sign_vp_jwt
from cairn.verifier import Challenge, CheckCode, Outcome, Verifier
from cairn.verifier.holding import check_bare, check_record, check_unsigned, find_presenter
from cairn.verifier.presented import Kind, Presented
from factories import keys
from simulators.outside import (
    INTEGRITY,
    NOW,
    holder_did,
    holder_method,
    holder_signer,
    to_bytes,
    verifier_for,
)

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from simulators.outside import SimulatedIssuer

ASKED = Challenge(value="n-0S6_WzA2Mj", domain="https://employer.example")
THIEF = keys.signer("thief")
OPTIONS: Any = {
    "holder_id": holder_did(),
    "challenge": ASKED.value,
    "domain": ASKED.domain,
    "signer": holder_signer(),
    "verification_method": holder_method(),
    "cryptosuite": "eddsa-rdfc-2022",
    "created": NOW,
    "integrity": INTEGRITY,
}
AS_THIEF: Any = {
    "holder_id": format_did_key(THIEF.public_key),
    "signer": THIEF,
    "verification_method": did_key_method_id(THIEF.public_key),
}


def text(document: JsonObject) -> str:
    return to_bytes(document).decode()


def answer(
    issuer: SimulatedIssuer, presentation: Any, *, challenge: Challenge | None = ASKED
) -> tuple[str, str]:
    report = verifier_for(issuer.web, issuer).inspect(to_bytes(presentation), now=NOW, challenge=challenge)
    check = next(
        (check for check in report.checks if check.code == "holder" and check.outcome is Outcome.FAILED),
        report.check(CheckCode.HOLDER),
    )
    assert check is not None
    assert check.code == "holder"
    return check.outcome.value, check.reason


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_presentation_for_this_challenge_and_domain(issuer: SimulatedIssuer, suite: str) -> None:
    presentation = present([text(issuer.issue())], **{**OPTIONS, "cryptosuite": suite})
    assert answer(issuer, presentation) == ("passed", "")


def test_presentation_as_a_jwt(issuer: SimulatedIssuer) -> None:
    unsigned = build_presentation([issuer.issue_jwt(JwtProfile.JOSE)], holder_id=holder_did())
    token = sign_vp_jwt(
        unsigned, signer=holder_signer(), kid=holder_method(), nonce=ASKED.value, audience=ASKED.domain
    )
    assert answer(issuer, token) == ("passed", "")
    assert answer(issuer, token, challenge=Challenge(value="x", domain=ASKED.domain)) == (
        "failed",
        "holder.other_challenge",
    )
    assert answer(issuer, token, challenge=Challenge(value=ASKED.value, domain="x")) == (
        "failed",
        "holder.other_domain",
    )


def test_replayed_presentation_is_refused(issuer: SimulatedIssuer) -> None:
    presentation = present([text(issuer.issue())], **{**OPTIONS, "challenge": "an older one"})
    assert answer(issuer, presentation) == ("failed", "holder.other_challenge")


def test_presentation_passed_on_to_another_verifier_is_refused(issuer: SimulatedIssuer) -> None:
    presentation = present([text(issuer.issue())], **{**OPTIONS, "domain": "https://phisher.example"})
    assert answer(issuer, presentation) == ("failed", "holder.other_domain")


def test_replay_with_a_second_proof_by_the_thief_is_refused(issuer: SimulatedIssuer) -> None:
    """The holder's proof is old and the thief's answers the challenge: both are right, one is the holder's."""
    old = present([text(issuer.issue())], **{**OPTIONS, "challenge": "an older one"})
    both = INTEGRITY.add_proof(
        old,
        cryptosuite="eddsa-rdfc-2022",
        signer=THIEF,
        verification_method=did_key_method_id(THIEF.public_key),
        created=NOW,
        purpose="authentication",
        challenge=ASKED.value,
        domain=ASKED.domain,
    )
    assert answer(issuer, both) == ("failed", "holder.other_challenge")


def test_challenge_of_one_proof_and_domain_of_another_are_refused(issuer: SimulatedIssuer) -> None:
    first = present([text(issuer.issue())], **{**OPTIONS, "domain": "https://phisher.example"})
    mixed = INTEGRITY.add_proof(
        first,
        cryptosuite="eddsa-rdfc-2022",
        signer=holder_signer(),
        verification_method=holder_method(),
        created=NOW,
        purpose="authentication",
        challenge="another",
        domain=ASKED.domain,
    )
    assert answer(issuer, mixed) == ("failed", "holder.other_domain")


def test_stolen_credential_is_refused(issuer: SimulatedIssuer) -> None:
    stolen = present([text(issuer.issue())], **{**OPTIONS, **AS_THIEF})
    assert answer(issuer, stolen) == ("failed", "holder.other_subject")


def test_stolen_credential_behind_an_own_one_is_refused(issuer: SimulatedIssuer) -> None:
    own = issuer.issue(subject=AS_THIEF["holder_id"])
    stolen = present([text(own), text(issuer.issue())], **{**OPTIONS, **AS_THIEF})
    assert answer(issuer, stolen) == ("failed", "holder.other_subject")


def test_presentation_in_the_name_of_the_subject_by_another_key_is_refused(issuer: SimulatedIssuer) -> None:
    forged = present([text(issuer.issue())], **{**OPTIONS, **AS_THIEF, "holder_id": holder_did()})
    report = verifier_for(issuer.web, issuer).inspect(to_bytes(forged), now=NOW, challenge=ASKED)
    assert report.verdict.value == "invalid"
    assert answer(issuer, forged) == ("not_checked", "check.not_reached")


def test_holder_may_be_left_out(issuer: SimulatedIssuer) -> None:
    unsigned = build_presentation([text(issuer.issue())], holder_id=holder_did())
    del unsigned["holder"]
    for signer, method, expected in (
        (holder_signer(), holder_method(), ("passed", "")),
        (THIEF, AS_THIEF["verification_method"], ("failed", "holder.other_subject")),
    ):
        signed = INTEGRITY.add_proof(
            unsigned,
            cryptosuite="eddsa-rdfc-2022",
            signer=signer,
            verification_method=method,
            created=NOW,
            purpose="authentication",
            challenge=ASKED.value,
            domain=ASKED.domain,
        )
        assert answer(issuer, signed) == expected


def test_subject_without_an_id_is_a_warning(issuer: SimulatedIssuer) -> None:
    draft: Any = copy.deepcopy(issuer.draft())
    del draft["credentialSubject"]["id"]
    presentation = present([text(issuer.sign(draft))], **OPTIONS)
    assert answer(issuer, presentation) == ("warning", "holder.subject_not_bound")


def test_no_challenge_is_a_warning(issuer: SimulatedIssuer) -> None:
    presentation = present([text(issuer.issue())], **OPTIONS)
    assert answer(issuer, presentation, challenge=None) == ("warning", "holder.no_challenge")


def test_credential_alone_does_not_answer_a_challenge() -> None:
    assert check_bare(None).outcome is Outcome.ABSENT
    check = check_bare(ASKED)
    assert (check.outcome, check.reason) == (Outcome.FAILED, "holder.not_presented")


def test_unsigned_presentation_does_not_answer_a_challenge(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    assert check_unsigned(None, is_empty=False).outcome is Outcome.WARNING
    unsigned = to_bytes(build_presentation([text(issuer.issue())], holder_id=holder_did()))
    assert verifier.inspect(unsigned, now=NOW).verdict.value == "valid"
    assert verifier.inspect(unsigned, now=NOW, challenge=ASKED).verdict.value == "invalid"


def test_unsigned_presentation_of_nothing_is_refused() -> None:
    check = check_unsigned(None, is_empty=True)
    assert (check.outcome, check.reason) == (Outcome.FAILED, "holder.nothing")


@pytest.mark.parametrize(("value", "domain"), [("", "d"), ("v", ""), ("", "")])
def test_empty_challenge_is_refused(value: str, domain: str) -> None:
    with pytest.raises(UsageError) as caught:
        Challenge(value=value, domain=domain)
    assert caught.value.code == "verify.challenge"


@pytest.mark.parametrize("document", [{}, {"proof": 7}, {"holder": ["did:key:z"]}, {"holder": None}])
def test_presenter_that_cannot_be_told_is_nobody(document: Any) -> None:
    assert find_presenter(Presented(kind=Kind.PRESENTATION, text="", document=document)) == ""


def self_issued_record(
    issuer: SimulatedIssuer,
    member: Any,
    *,
    subject: str = AS_THIEF["holder_id"],
    name: str = "https://bob.example/records/1",
) -> Any:
    """Return a learner record that the thief has made of ``member`` and signed as its issuer."""
    draft: Any = issuer.draft(
        type=["VerifiableCredential", "ClrCredential"],
        id=name,
        credentialSubject={"id": subject, "type": ["ClrSubject"], "verifiableCredential": [member]},
        credentialStatus=...,
        evidence=...,
    )
    if not subject:
        del draft["credentialSubject"]["id"]
    draft["issuer"] = {"id": AS_THIEF["holder_id"], "type": ["Profile"], "name": "Bob"}
    draft["@context"].insert(1, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json")
    return issuer.sign(draft, signer=THIEF, verification_method=AS_THIEF["verification_method"])


def test_stolen_credential_inside_a_self_issued_record_is_refused(issuer: SimulatedIssuer) -> None:
    record = self_issued_record(issuer, issuer.issue())
    stolen = present([text(record)], **{**OPTIONS, **AS_THIEF})
    assert answer(issuer, stolen) == ("failed", "holder.other_subject")


def test_stolen_token_inside_a_record_inside_a_record_is_refused(issuer: SimulatedIssuer) -> None:
    envelope = format_enveloped(issuer.issue_jwt(JwtProfile.JOSE))
    inner = self_issued_record(issuer, envelope, name="https://bob.example/records/2")
    record = self_issued_record(issuer, inner)
    stolen = present([text(record)], **{**OPTIONS, **AS_THIEF})
    assert answer(issuer, stolen) == ("failed", "holder.other_subject")


def test_stolen_credential_inside_the_presentation_of_another_is_refused(issuer: SimulatedIssuer) -> None:
    adas = present([text(issuer.issue())], **OPTIONS)
    stolen = INTEGRITY.add_proof(
        {**build_presentation([text(adas)], holder_id=AS_THIEF["holder_id"])},
        cryptosuite="eddsa-rdfc-2022",
        signer=THIEF,
        verification_method=AS_THIEF["verification_method"],
        created=NOW,
        purpose="authentication",
        challenge=ASKED.value,
        domain=ASKED.domain,
    )
    assert answer(issuer, stolen) == ("failed", "holder.other_subject")


def test_record_of_one_person_with_a_credential_of_another_is_refused(issuer: SimulatedIssuer) -> None:
    record = self_issued_record(issuer, issuer.issue())
    assert answer(issuer, record, challenge=None) == ("failed", "holder.mixed_record")


def test_record_whose_subject_has_no_id_is_a_warning(issuer: SimulatedIssuer) -> None:
    record = self_issued_record(issuer, issuer.issue(), subject="")
    assert answer(issuer, record, challenge=None) == ("warning", "holder.record_not_bound")


def test_endorsement_in_a_record_may_be_of_anything() -> None:
    endorsement = {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {"id": "https://a.example/achievements/1"},
    }
    record: Any = {"credentialSubject": {"id": "did:example:ada", "verifiableCredential": [endorsement]}}
    assert [check.reason for check in check_record(record)] == ["holder.record_not_bound"]


def test_credential_that_is_no_record_is_not_one_of_anybody_else(issuer: SimulatedIssuer) -> None:
    assert check_record(issuer.issue()) == []


@pytest.mark.parametrize("members", [[], ...])
def test_presentation_of_nothing_answers_no_challenge_in_silence(
    issuer: SimulatedIssuer, members: Any
) -> None:
    unsigned: Any = build_presentation([text(issuer.issue())], holder_id=holder_did())
    del unsigned["verifiableCredential"]
    if members is not ...:
        unsigned["verifiableCredential"] = members
    empty = INTEGRITY.add_proof(
        unsigned,
        cryptosuite="eddsa-rdfc-2022",
        signer=holder_signer(),
        verification_method=holder_method(),
        created=NOW,
        purpose="authentication",
        challenge=ASKED.value,
        domain=ASKED.domain,
    )
    assert answer(issuer, empty) == ("warning", "holder.nothing_presented")


def test_credential_token_made_for_somebody_is_a_warning(issuer: SimulatedIssuer) -> None:
    payload = strict_json.format({**issuer.draft(), "aud": "https://another.example"})
    token = jws.sign_jws(payload, signer=issuer.signer, header={"typ": "vc+jwt", "kid": issuer.method})
    report = verifier_for(issuer.web, issuer).inspect(token.encode(), now=NOW)
    assert [check.reason for check in report.warnings] == ["holder.audience"]
    assert answer(issuer, token) == ("failed", "holder.not_presented")
