from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.interop.open_badges_2 import Examination, Outcome, Question, examine, examine_address
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject


def hosted(
    site: world.Site | None = None,
    *,
    now: datetime = world.NOW,
    claimed: str | None = None,
    **changes: object,
) -> Examination:
    document = world.assertion(**changes)
    return examine(
        document, text=json.dumps(document), loader=site or world.Site(), now=now, recipient=claimed
    )


def signed(site: world.Site | None = None, **changes: object) -> Examination:
    document = world.signed_assertion(**changes)
    return examine(document, text=world.sign(document), loader=site or world.Site(), now=world.NOW)


def answer(examination: Examination, question: Question) -> tuple[Outcome, str]:
    finding = examination.finding(question)
    assert finding is not None
    return finding.outcome, finding.code


def worst(examination: Examination) -> dict[Question, str]:
    return {
        finding.question: finding.code
        for finding in examination.findings
        if finding.outcome in {Outcome.FAILED, Outcome.NOT_CHECKED}
    }


def test_a_hosted_assertion_passes_every_question() -> None:
    examination = hosted(claimed=world.EMAIL)
    assert {finding.outcome for finding in examination.findings} == {Outcome.PASSED}
    assert {finding.question for finding in examination.findings} == set(Question) - {Question.REFRESH}
    assert examination.badge_class is not None
    assert examination.issuer is not None


def test_a_signed_assertion_passes_every_question() -> None:
    examination = signed()
    assert {finding.outcome for finding in examination.findings} == {Outcome.PASSED}


def test_the_address_of_a_hosted_assertion_is_enough() -> None:
    examination = examine_address(world.ASSERTION, loader=world.Site(), now=world.NOW)
    assert worst(examination) == {}


def test_linked_documents_may_stand_inside() -> None:
    inside = world.badge_class(issuer=world.profile())
    site = world.Site()
    site.documents[world.ASSERTION] = world.assertion(badge=inside)
    assert worst(hosted(site, badge=inside)) == {}


def test_a_badge_class_without_an_address_is_vouched_for_by_the_assertion() -> None:
    inside = world.badge_class(id="urn:uuid:badge")
    site = world.Site()
    site.documents[world.ASSERTION] = world.assertion(badge=inside)
    assert worst(hosted(site, badge=inside)) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": {"type": "email", "hashed": False, "identity": "eve@example.org"}},
        {"issuedOn": "2020-01-01T00:00:00Z"},
        {"expires": "2040-01-01T00:00:00Z"},
        {"expires": None},
        {"badge": f"{world.ORIGIN}/badges/doctorate"},
    ],
)
def test_a_copy_that_was_changed_is_found_out_at_its_address(changes: JsonObject) -> None:
    assert answer(hosted(**changes), Question.PROOF) == (Outcome.FAILED, "proof.hosted_differs")


def test_a_copy_that_is_older_than_what_stands_at_its_address_is_told_apart() -> None:
    examination = hosted(narrative="Something else.")
    assert answer(examination, Question.PROOF) == (Outcome.PASSED, "")
    assert answer(examination, Question.REFRESH) == (Outcome.WARNING, "refresh.copy_differs")
    assert examination.assertion is not None
    assert examination.assertion.narrative == "Explained two labels."


def test_an_assertion_put_up_by_somebody_else_is_not_the_issuers() -> None:
    address = "https://evil.example/assertions/1"
    site = world.Site()
    site.documents[address] = world.assertion(id=address)
    assert worst(hosted(site, id=address)) == {Question.BINDING: "binding.other_host"}


def test_a_profile_that_stands_inside_is_not_believed() -> None:
    address = "https://evil.example/assertions/1"
    rule = {"allowedOrigins": "evil.example"}
    inside = world.badge_class(id="urn:uuid:badge", issuer=world.profile(verification=rule, name="Forged"))
    site = world.Site()
    site.documents[address] = world.assertion(id=address, badge=inside)
    examination = hosted(site, id=address, badge=inside)
    assert worst(examination) == {
        Question.PROOF: "proof.hosted_differs",
        Question.BINDING: "binding.other_host",
    }
    assert examination.issuer is not None
    assert examination.issuer.name == "Northside College"


@pytest.mark.parametrize(
    "identifier", ["did:web:college.example.edu", "urn:uuid:college", "http://college.example.edu/i"]
)
@pytest.mark.parametrize("is_signed", [False, True])
def test_a_profile_without_a_safe_address_binds_nobody(identifier: str, is_signed: bool) -> None:
    profile = world.profile(id=identifier, publicKey=world.key_document(owner=identifier))
    inside = world.badge_class(id="urn:uuid:badge", issuer=profile)
    site = world.Site()
    site.documents[world.ASSERTION] = world.assertion(badge=inside)
    examination = signed(site, badge=inside) if is_signed else hosted(site, badge=inside)
    assert answer(examination, Question.BINDING)[0] is Outcome.NOT_CHECKED
    assert examination.issuer is None


def test_a_document_that_belongs_elsewhere_is_refused() -> None:
    site = world.Site()
    site.documents[world.ASSERTION] = world.assertion(id=f"{world.ASSERTION}4")
    assert answer(hosted(site), Question.PROOF) == (Outcome.FAILED, "open_badges_2.other_id")


def test_an_expired_assertion_fails() -> None:
    late = world.NOW + timedelta(days=3650)
    assert worst(hosted(now=late)) == {Question.VALIDITY: "validity.expired"}


def test_an_assertion_of_tomorrow_fails() -> None:
    early = world.NOW - timedelta(days=60)
    assert worst(hosted(now=early)) == {Question.VALIDITY: "validity.not_yet"}


def test_an_assertion_that_its_address_marks_is_revoked() -> None:
    site = world.Site()
    site.documents[world.ASSERTION] = world.assertion(revoked=True, revocationReason="Copied.")
    assert worst(hosted(site)) == {Question.STATUS: "status.revoked"}


@pytest.mark.parametrize("by_address", [False, True])
def test_an_assertion_that_is_gone_is_revoked(by_address: bool) -> None:
    site = world.Site()
    site.gone.add(world.ASSERTION)
    examination = examine_address(world.ASSERTION, loader=site, now=world.NOW) if by_address else hosted(site)
    assert worst(examination) == {Question.PROOF: "fetch.gone", Question.STATUS: "status.revoked"}


def test_a_signed_assertion_that_the_list_names_is_revoked() -> None:
    site = world.Site()
    site.documents[world.REVOCATIONS] = world.revocation_list(world.SIGNED_ID)
    assert worst(signed(site)) == {Question.STATUS: "status.revoked"}


def test_a_signed_assertion_that_says_so_itself_is_revoked() -> None:
    assert worst(signed(revoked=True)) == {Question.STATUS: "status.revoked"}


def test_an_assertion_whose_address_does_not_answer_is_not_checked() -> None:
    site = world.Site()
    del site.documents[world.ASSERTION]
    assert answer(hosted(site), Question.PROOF) == (Outcome.NOT_CHECKED, "fetch.status")


def test_an_assertion_without_a_safe_address_is_not_checked() -> None:
    address = "http://college.example.edu/assertions/1"
    assert answer(hosted(id=address), Question.PROOF) == (Outcome.NOT_CHECKED, "open_badges_2.unsafe_address")


@pytest.mark.parametrize("missing", [world.BADGE, world.PROFILE])
@pytest.mark.parametrize("is_signed", [False, True])
def test_without_the_profile_nothing_binds(missing: str, is_signed: bool) -> None:
    site = world.Site()
    del site.documents[missing]
    examination = signed(site) if is_signed else hosted(site)
    assert answer(examination, Question.STRUCTURE)[0] is Outcome.NOT_CHECKED
    assert answer(examination, Question.BINDING) == (Outcome.NOT_CHECKED, "binding.no_profile")


@pytest.mark.parametrize(
    ("address", "changes", "where"),
    [
        (world.BADGE, {"name": ""}, "/badge/name"),
        (world.BADGE, {"issuer": 3}, "/badge/issuer"),
        (world.PROFILE, {"type": "Person"}, "/badge/issuer/type"),
    ],
)
def test_a_linked_document_of_another_shape_fails_with_its_place(
    address: str, changes: JsonObject, where: str
) -> None:
    site = world.Site()
    site.documents[address] = {**site.documents[address], **changes}
    finding = hosted(site).finding(Question.STRUCTURE)
    assert finding is not None
    assert (finding.outcome, finding.where) == (Outcome.FAILED, where)


def test_a_signed_assertion_without_its_signature_fails() -> None:
    document = world.signed_assertion()
    examination = examine(document, text=json.dumps(document), loader=world.Site(), now=world.NOW)
    assert answer(examination, Question.PROOF) == (Outcome.FAILED, "proof.missing")


def test_a_signature_around_an_assertion_that_says_it_is_hosted_fails() -> None:
    document = world.assertion()
    examination = examine(document, text=world.sign(document), loader=world.Site(), now=world.NOW)
    assert answer(examination, Question.PROOF) == (Outcome.FAILED, "proof.other_verification")


def test_somebody_else_fails_as_recipient() -> None:
    assert worst(hosted(claimed="eve@example.org")) == {Question.RECIPIENT: "recipient.other"}


def test_a_context_written_inline_fails() -> None:
    contexts = [world.CONTEXT, {"recipient": "https://evil.example/"}]
    assert answer(hosted(**{"@context": contexts}), Question.CONTEXTS) == (Outcome.FAILED, "contexts.inline")


def test_an_unknown_context_is_told_and_not_read() -> None:
    site = world.Site()
    examination = hosted(site, **{"@context": [world.CONTEXT, "https://a.example/context"]})
    assert answer(examination, Question.CONTEXTS) == (Outcome.WARNING, "contexts.not_read")
    assert "https://a.example/context" not in site.asked


def test_a_document_that_is_no_assertion_is_not_asked_after() -> None:
    site = world.Site()
    assert worst(hosted(site, badge=None)) == {Question.STRUCTURE: "open_badges_2.missing_member"}
    assert site.asked == []


def test_badge_inside_a_copy_that_was_made_more_of_is_found_out() -> None:
    """The BadgeClass of a hosted Assertion was written into the copy, under another name."""
    inside = world.badge_class(name="Doctor of Medicine")
    examination = hosted(badge=inside)
    assert worst(examination) == {Question.PROOF: "proof.hosted_differs"}
    assert examination.badge_class is not None
    assert examination.badge_class.name == "Reading a food label"


def test_badge_inside_a_signed_assertion_may_be_older_than_its_original() -> None:
    inside = world.badge_class(name="Reading labels")
    assert answer(signed(badge=inside), Question.REFRESH) == (Outcome.WARNING, "refresh.copy_differs")


def test_a_signed_assertion_that_the_list_names_in_another_spelling_is_revoked() -> None:
    site = world.Site()
    site.documents[world.REVOCATIONS] = world.revocation_list(
        world.SIGNED_ID.replace(":", "%3A"), {"id": f" {world.SIGNED_ID}"}
    )
    assert worst(signed(site)) == {Question.STATUS: "status.revoked"}
