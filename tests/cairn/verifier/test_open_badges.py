from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cairn.baking import bake
from cairn.verifier import Challenge, CheckCode, IssuerList, Kind, Outcome, Report, Verdict, Verifier
from cairn.verifier.open_badges import inspect
from cairn.verifier.presented import read_presented
from factories import images
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject

REGISTER = IssuerList("Example register", {world.PROFILE: "Northside College"})


def report_on(
    data: bytes,
    *,
    site: world.Site | None = None,
    recipient: str | None = None,
    challenge: Challenge | None = None,
) -> Report:
    return inspect(
        read_presented(data),
        loader=site or world.Site(),
        registers=[REGISTER],
        now=world.NOW,
        recipient=recipient,
        challenge=challenge,
    )


def hosted(**changes: object) -> bytes:
    return json.dumps(world.assertion(**changes)).encode()


def signed(**changes: object) -> bytes:
    return world.sign(world.signed_assertion(**changes)).encode()


def outcomes(report: Report) -> dict[str, str]:
    return {check.code.value: check.outcome.value for check in report.checks}


def reason(report: Report, code: CheckCode) -> str:
    check = report.check(code)
    assert check is not None
    return check.reason


SOUND = {
    "well_formed": "passed",
    "contexts": "passed",
    "schema": "passed",
    "proof": "passed",
    "key_binding": "passed",
    "key_time": "absent",
    "issuer_known": "passed",
    "validity": "passed",
    "status": "passed",
    "holder": "absent",
    "refresh": "absent",
    "endorsements": "absent",
}


@pytest.mark.parametrize(("data", "securing"), [(hosted(), "hosted"), (signed(), "signed")])
def test_a_sound_badge_is_valid_and_every_question_is_answered(data: bytes, securing: str) -> None:
    report = report_on(data)
    assert outcomes(report) == SOUND
    assert (report.verdict, report.kind, report.securing) == (Verdict.VALID, Kind.OPEN_BADGE_2, securing)


def test_the_summary_says_who_awarded_what() -> None:
    summary = report_on(hosted()).credential
    assert summary is not None
    assert (summary.id, summary.name, summary.achievement) == (
        world.ASSERTION,
        "Reading a food label",
        world.BADGE,
    )
    assert (summary.issuer.id, summary.issuer.name) == (world.PROFILE, "Northside College")
    assert summary.issuer.register == "Example register"


@pytest.mark.parametrize("image", [images.png(), images.SVG], ids=["png", "svg"])
@pytest.mark.parametrize(
    "text", [hosted().decode(), signed().decode(), world.ASSERTION], ids=["hosted", "signed", "address"]
)
def test_a_badge_in_an_image_is_verified(image: bytes, text: str) -> None:
    verifier = Verifier(loader=world.Site(), registers=[REGISTER])
    report = verifier.inspect(bake(image, text), now=world.NOW)
    assert report.verdict is Verdict.VALID
    assert report.credential is not None


@pytest.mark.parametrize(
    "data",
    [
        hosted(recipient={"type": "email", "hashed": False, "identity": "eve@example.org"}),
        signed()[:-8] + b"AAAAAAAA",
        json.dumps(world.signed_assertion()).encode(),
    ],
    ids=["changed copy", "wrong signature", "no signature"],
)
def test_of_a_badge_with_a_broken_proof_nothing_is_shown_or_judged(data: bytes) -> None:
    report = report_on(data)
    assert report.verdict is Verdict.INVALID
    assert report.credential is None
    later = [check for check in report.checks if check.code.number > CheckCode.PROOF.number]
    assert {(check.outcome, check.reason) for check in later} == {(Outcome.NOT_CHECKED, "check.not_reached")}


def test_a_badge_that_anyone_could_have_put_up_is_not_shown() -> None:
    address = "https://evil.example/1"
    site = world.Site()
    site.documents[address] = world.assertion(id=address)
    report = report_on(hosted(id=address), site=site)
    assert (report.verdict, report.credential) == (Verdict.INVALID, None)
    assert reason(report, CheckCode.KEY_BINDING) == "binding.other_host"
    assert outcomes(report)["proof"] == "passed"


def test_a_badge_signed_by_somebody_elses_key_is_not_shown() -> None:
    site = world.Site()
    site.documents[world.KEY] = world.key_document(owner="https://evil.example/issuer")
    report = report_on(signed(), site=site)
    assert (report.verdict, report.credential) == (Verdict.INVALID, None)
    assert reason(report, CheckCode.KEY_BINDING) == "binding.other_owner"


def test_what_could_not_be_asked_is_not_valid() -> None:
    site = world.Site()
    site.documents.clear()
    for data in (hosted(), signed()):
        report = report_on(data, site=site)
        assert report.verdict is Verdict.NOT_CHECKED
        assert report.credential is None


def test_a_list_of_revocations_that_does_not_answer_is_not_valid() -> None:
    site = world.Site()
    del site.documents[world.REVOCATIONS]
    report = report_on(signed(), site=site)
    assert report.verdict is Verdict.NOT_CHECKED
    assert report.credential is not None


@pytest.mark.parametrize("data", [hosted(), signed()], ids=["hosted", "signed"])
def test_a_revoked_badge_is_invalid(data: bytes) -> None:
    site = world.Site()
    site.documents[world.ASSERTION] = world.assertion(revoked=True)
    site.documents[world.REVOCATIONS] = world.revocation_list(world.SIGNED_ID)
    report = report_on(data, site=site)
    assert report.verdict is Verdict.INVALID
    assert reason(report, CheckCode.STATUS) == "status.revoked"


def test_a_badge_whose_address_is_gone_is_revoked() -> None:
    site = world.Site()
    site.gone.add(world.ASSERTION)
    report = report_on(hosted(), site=site)
    assert (report.verdict, report.credential) == (Verdict.INVALID, None)
    assert reason(report, CheckCode.STATUS) == "status.revoked"


def test_an_issuer_that_no_register_knows_is_a_warning() -> None:
    report = inspect(read_presented(hosted()), loader=world.Site(), registers=[], now=world.NOW)
    assert report.verdict is Verdict.VALID
    assert reason(report, CheckCode.ISSUER_KNOWN) == "issuer.unknown"


def test_a_copy_that_is_older_than_its_original_is_a_warning() -> None:
    report = report_on(hosted(narrative="Older."))
    assert report.verdict is Verdict.VALID
    assert reason(report, CheckCode.REFRESH) == "refresh.copy_differs"


@pytest.mark.parametrize(
    ("recipient", "outcome"), [(world.EMAIL, Outcome.PASSED), ("eve@example.org", Outcome.FAILED)]
)
def test_the_one_who_shows_it_is_compared_to_the_recipient(recipient: str, outcome: Outcome) -> None:
    check = report_on(hosted(), recipient=recipient).check(CheckCode.HOLDER)
    assert check is not None
    assert check.outcome is outcome


def test_a_badge_does_not_answer_a_challenge() -> None:
    challenge = Challenge(value="fresh", domain="verifier.example")
    report = Verifier(loader=world.Site()).inspect(hosted(), now=world.NOW, challenge=challenge)
    assert report.verdict is Verdict.INVALID
    assert reason(report, CheckCode.HOLDER) == "holder.not_presented"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"badge": None}, CheckCode.SCHEMA),
        ({"@context": "https://w3id.org/openbadges/v1"}, CheckCode.CONTEXTS),
        ({"verification": {"type": "magic"}}, CheckCode.SCHEMA),
    ],
)
def test_a_badge_of_another_shape_is_invalid(changes: JsonObject, code: CheckCode) -> None:
    report = report_on(hosted(**changes))
    check = report.check(code)
    assert check is not None
    assert check.outcome is Outcome.FAILED
    assert report.verdict is Verdict.INVALID


@pytest.mark.parametrize(
    ("name", "verdict", "code"),
    [
        ("bad-json.svg", Verdict.INVALID, "json.malformed"),
        ("unbaked.svg", Verdict.INVALID, "image.not_baked"),
        ("unbaked.png", Verdict.INVALID, "image.not_baked"),
        ("baked.svg", Verdict.INVALID, "presented.unknown_type"),
        ("no-json.svg", Verdict.NOT_CHECKED, "open_badges_2.unsafe_address"),
    ],
)
def test_no_image_of_the_real_documents_is_valid(
    shared_data: Path, name: str, verdict: Verdict, code: str
) -> None:
    data = (shared_data / "open-badges-2" / name).read_bytes()
    report = Verifier(loader=world.Site()).inspect(data, now=world.NOW)
    assert report.verdict is verdict
    assert code in {check.reason for check in report.checks}
    assert report.credential is None


@pytest.mark.parametrize("text", [hosted(narrative="I am a doctor.").decode(), world.ASSERTION])
def test_what_verify_gives_out_is_what_stands_at_the_address(text: str) -> None:
    verifier = Verifier(loader=world.Site(), registers=[REGISTER])
    verified = verifier.verify(bake(images.png(), text), now=world.NOW)
    assert verified.document == world.assertion()
    assert verified.badge_class == world.badge_class()


def test_what_verify_gives_out_of_a_signed_badge_is_what_was_signed() -> None:
    verified = Verifier(loader=world.Site()).verify(signed(), now=world.NOW)
    assert verified.document == world.signed_assertion()
    assert verified.badge_class == world.badge_class()


def test_badge_embedded_under_another_name_is_not_valid() -> None:
    report = report_on(hosted(badge=world.badge_class(name="Doctor of Medicine")))
    assert (report.verdict, report.credential) == (Verdict.INVALID, None)
    assert reason(report, CheckCode.PROOF) == "proof.hosted_differs"
    assert not any("Doctor" in check.message for check in report.checks)


def test_badge_whose_issuer_is_not_bound_borrows_no_trusted_name() -> None:
    site = world.Site()
    site.documents[world.KEY] = world.key_document(owner="https://evil.example/issuer")
    report = report_on(signed(), site=site)
    assert outcomes(report)["issuer_known"] == "not_checked"
    assert reason(report, CheckCode.ISSUER_KNOWN) == "issuer.not_bound"
