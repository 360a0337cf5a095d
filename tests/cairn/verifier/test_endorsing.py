from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.credentials import builders
from cairn.proofs import vc_jwt
from cairn.proofs.vc_jwt import JwtProfile
from cairn.verifier import CheckCode, Verdict, Verifier
from cairn.verifier.containing import MAX_CONTAINED
from cairn.verifier.endorsing import find_endorsements
from factories import keys
from simulators.outside import ISSUED, NOW, SimulatedIssuer, SimulatedWeb, to_bytes, verifier_for

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.verifier import Report


@pytest.fixture
def endorser(web: SimulatedWeb) -> SimulatedIssuer:
    return SimulatedIssuer(web, slug="agency", signer=keys.signer("agency"))


def unsigned(endorser: SimulatedIssuer, endorsed: Any, **changes: Any) -> JsonObject:
    draft = builders.build_endorsement_credential(
        envelope=builders.Envelope(
            identifier="https://credentials.example.edu/endorsements/1",
            issuer={"id": endorser.did, "type": ["Profile"], "name": "Agency for Quality"},
            name="Endorsement",
            valid_from=ISSUED,
        ),
        endorsed=endorsed,
        comment="Well made.",
    )
    return {**draft, **changes}


def achievement_of(draft: Any) -> Any:
    return draft["credentialSubject"]["achievement"]


def with_endorsement(issuer: SimulatedIssuer, *endorsements: Any, cryptosuite: str = "") -> JsonObject:
    """Return a credential whose Achievement carries ``endorsements``."""
    draft = issuer.draft()
    achievement_of(draft)["endorsement"] = list(endorsements)
    return issuer.sign(draft, **({"cryptosuite": cryptosuite} if cryptosuite else {}))


def inspect(verifier: Verifier, document: Any) -> Report:
    return verifier.inspect(to_bytes(document), now=NOW)


def said(report: Report) -> list[tuple[str, str]]:
    return [
        (check.outcome.value, check.reason) for check in report.checks if check.code is CheckCode.ENDORSEMENTS
    ]


def test_signed_endorsement_passes_with_a_report_of_its_own(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    endorsement = endorser.sign(unsigned(endorser, achievement_of(issuer.draft())["id"]))
    report = inspect(verifier, with_endorsement(issuer, endorsement))
    assert said(report) == [("passed", "")]
    assert [inner.verdict for inner in report.endorsements] == [Verdict.VALID]
    assert report.verdict is Verdict.VALID
    summary = report.endorsements[0].credential
    assert summary is not None
    assert summary.issuer.name == "Agency for Quality"


def test_nothing_endorsed_is_absent(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    report = inspect(verifier, issuer.issue())
    assert (said(report), report.endorsements) == ([("absent", "")], ())


def test_endorsement_that_nobody_signed_endorses_nothing(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    """The issuer has signed that the agency endorses, which is not the agency's word."""
    invented = unsigned(endorser, achievement_of(issuer.draft())["id"])
    report = inspect(verifier, with_endorsement(issuer, invented))
    assert said(report) == [("warning", "endorsement.not_valid")]
    assert report.verdict is Verdict.VALID
    assert report.endorsements[0].verdict is Verdict.INVALID


def test_endorsement_signed_by_another_key_endorses_nothing(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    forged = issuer.sign(unsigned(endorser, achievement_of(issuer.draft())["id"]))
    report = inspect(verifier, with_endorsement(issuer, forged))
    assert said(report) == [("warning", "endorsement.not_valid")]
    assert report.endorsements[0].credential is None


def test_endorsement_of_something_else_is_told(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    borrowed = endorser.sign(unsigned(endorser, "https://other.example/achievements/1"))
    report = inspect(verifier, with_endorsement(issuer, borrowed))
    assert said(report) == [("warning", "endorsement.other_subject")]


def test_credential_in_the_place_of_an_endorsement_is_told(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    document = with_endorsement(issuer, issuer.issue(number=1), cryptosuite="eddsa-jcs-2022")
    assert ("warning", "endorsement.wrong_type") in said(inspect(verifier, document))


def test_endorser_that_does_not_answer_is_told(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer, web: SimulatedWeb
) -> None:
    endorsement = endorser.sign(unsigned(endorser, achievement_of(issuer.draft())["id"]))
    web.down.add(endorser.did_url)
    report = inspect(verifier, with_endorsement(issuer, endorsement))
    assert said(report) == [("warning", "endorsement.not_checked")]
    assert report.endorsements[0].verdict is Verdict.NOT_CHECKED


@pytest.mark.parametrize("junk", ["a.b.c", "junk", "", "eyJhbGciOiJub25lIn0.e30."])
def test_junk_in_the_place_of_an_endorsement_jwt_is_told(
    verifier: Verifier, issuer: SimulatedIssuer, junk: str
) -> None:
    document = issuer.issue(cryptosuite="eddsa-jcs-2022", endorsementJwt=[junk])
    assert ("warning", "endorsement.not_valid") in said(inspect(verifier, document))


def test_endorsement_as_a_jwt_is_verified(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    token = vc_jwt.sign_vc_jwt(
        unsigned(endorser, issuer.draft()["id"]),
        signer=endorser.signer,
        kid=endorser.method,
        profile=JwtProfile.JOSE,
    )
    for text, expected in (
        (token, ("passed", "")),
        (token[:-8] + "AAAAAAAA", ("warning", "endorsement.not_valid")),
    ):
        document = issuer.issue(cryptosuite="eddsa-jcs-2022", endorsementJwt=[text])
        assert said(inspect(verifier, document)) == [expected]


def test_flood_of_endorsements_is_told_and_not_opened(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    document = issuer.issue(cryptosuite="eddsa-jcs-2022", endorsementJwt=["a.b.c"] * (MAX_CONTAINED + 1))
    report = inspect(verifier, document)
    assert (said(report), report.endorsements) == ([("warning", "endorsement.not_checked")], ())


def test_endorsements_of_a_broken_document_are_not_opened(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer, web: SimulatedWeb
) -> None:
    endorsement = endorser.sign(unsigned(endorser, achievement_of(issuer.draft())["id"]))
    document: Any = {**with_endorsement(issuer, endorsement), "name": "Another"}
    web.asked.clear()
    report = inspect(verifier, document)
    assert (said(report), report.endorsements) == ([("not_checked", "check.not_reached")], ())
    assert endorser.did_url not in web.asked


def test_endorsements_are_found_wherever_they_stand() -> None:
    document: Any = {
        "id": "urn:credential",
        "endorsement": {"id": "urn:1", "issuer": {"endorsement": [{"id": "urn:inner"}]}},
        "issuer": {"id": "urn:issuer", "endorsementJwt": ["a.b.c"]},
        "credentialSubject": [
            {"achievement": {"id": "urn:achievement", "endorsement": [{"id": "urn:2"}, 7]}}
        ],
        "proof": {"endorsement": "no"},
        "verifiableCredential": [{"endorsement": "by itself"}],
    }
    assert [(one.endorsed, one.where) for one in find_endorsements(document)] == [
        ("urn:credential", "/endorsement"),
        ("urn:issuer", "/issuer/endorsementJwt/0"),
        ("urn:achievement", "/credentialSubject/0/achievement/endorsement/0"),
        ("urn:achievement", "/credentialSubject/0/achievement/endorsement/1"),
    ]


def test_endorsement_under_an_escaped_name_is_found_out(
    verifier: Verifier, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    invented = unsigned(endorser, achievement_of(issuer.draft())["id"])
    data = to_bytes(with_endorsement(issuer, invented)).replace(
        b'"endorsement"', b'"\\u0065ndors\\u0065ment"'
    )
    assert b'"endorsement"' not in data
    assert said(inspect(verifier, data)) == [("warning", "endorsement.not_valid")]


def test_stranger_who_endorses_is_unknown_to_the_registers(
    web: SimulatedWeb, issuer: SimulatedIssuer, endorser: SimulatedIssuer
) -> None:
    endorsement = endorser.sign(unsigned(endorser, achievement_of(issuer.draft())["id"]))
    report = inspect(verifier_for(web, issuer), with_endorsement(issuer, endorsement))
    assert [check.reason for check in report.endorsements[0].warnings] == ["issuer.unknown"]
