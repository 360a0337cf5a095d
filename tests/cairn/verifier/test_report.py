from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from cairn.errors import DocumentError, UnavailableError
from cairn.verifier import Check, CheckCode, Kind, Outcome, Report, Verdict, format_report
from cairn.verifier.report import fault_of
from simulators.outside import NOW


def report_of(*outcomes: Outcome, contained: tuple[Report, ...] = ()) -> Report:
    checks = tuple(Check(code=CheckCode.PROOF, outcome=outcome, message="So it is.") for outcome in outcomes)
    return Report(kind=Kind.CREDENTIAL, checked_at=NOW, securing="", checks=checks, contained=contained)


@pytest.mark.parametrize("outcomes", list(itertools.product(Outcome, repeat=2)))
def test_verdict_is_the_worst_of_all_checks(outcomes: tuple[Outcome, ...]) -> None:
    if Outcome.FAILED in outcomes:
        expected = Verdict.INVALID
    elif Outcome.NOT_CHECKED in outcomes:
        expected = Verdict.NOT_CHECKED
    else:
        expected = Verdict.VALID
    assert report_of(*outcomes).verdict is expected


def test_report_without_checks_is_not_valid() -> None:
    assert report_of().verdict is Verdict.NOT_CHECKED


@pytest.mark.parametrize("outer", [Outcome.PASSED, Outcome.NOT_CHECKED])
def test_failure_inside_makes_the_whole_invalid(outer: Outcome) -> None:
    inner = report_of(Outcome.PASSED, contained=(report_of(Outcome.FAILED),))
    assert report_of(outer, contained=(inner,)).verdict is Verdict.INVALID


def test_what_could_not_be_checked_inside_is_not_a_pass() -> None:
    inner = report_of(Outcome.NOT_CHECKED)
    assert report_of(Outcome.PASSED, contained=(inner,)).verdict is Verdict.NOT_CHECKED


def test_gravest_answer_stands_for_a_question_with_several() -> None:
    answer = report_of(Outcome.PASSED, Outcome.FAILED, Outcome.WARNING).check(CheckCode.PROOF)
    assert answer is not None
    assert answer.outcome is Outcome.FAILED
    assert report_of(Outcome.PASSED).check(CheckCode.STATUS) is None


def test_warnings_are_collected_here_and_inside() -> None:
    whole = report_of(Outcome.WARNING, Outcome.PASSED, contained=(report_of(Outcome.WARNING),))
    assert len(whole.warnings) == 2


def test_check_of_an_error_tells_how_to_mend_it() -> None:
    error = DocumentError("a.code", "It is wrong.", where="/a", mend="Put it right.")
    check = Check.of_error(CheckCode.SCHEMA, error, outcome=Outcome.FAILED)
    assert (check.reason, check.where, check.message) == ("a.code", "/a", "It is wrong. Put it right.")


def test_report_as_json_has_the_members_that_the_reference_fixes() -> None:
    formatted: Any = format_report(report_of(Outcome.PASSED, contained=(report_of(Outcome.FAILED),)))
    assert list(formatted) == [
        "type", "version", "verdict", "checkedAt", "kind", "securing", "checks", "credential", "contained",
        "endorsements",
    ]  # fmt: skip
    assert formatted["type"] == "VerificationReport"
    assert formatted["version"] == 1
    assert formatted["verdict"] == "invalid"
    assert formatted["checkedAt"] == "2026-03-01T12:00:00Z"
    assert formatted["checks"] == [
        {
            "number": 3,
            "code": "proof",
            "outcome": "passed",
            "reason": "",
            "message": "So it is.",
            "where": "",
        }
    ]
    assert formatted["contained"][0]["verdict"] == "invalid"


def test_questions_are_numbered_in_their_order() -> None:
    assert [code.number for code in CheckCode] == list(range(12))
    assert CheckCode.REFRESH.number == 10


def test_fault_is_the_first_failure_and_else_what_could_not_be_checked() -> None:
    inner = report_of(Outcome.FAILED)
    fault = fault_of(report_of(Outcome.NOT_CHECKED, contained=(inner,)))
    assert isinstance(fault, DocumentError)
    assert isinstance(fault_of(report_of(Outcome.PASSED, Outcome.NOT_CHECKED)), UnavailableError)
    assert fault_of(report_of()).code == "check.not_reached"


def test_endorsement_that_is_not_valid_is_told_and_leaves_the_verdict() -> None:
    whole = replace(report_of(Outcome.PASSED), endorsements=(report_of(Outcome.FAILED),))
    assert whole.verdict is Verdict.VALID
    formatted: Any = format_report(whole)
    assert [inner["verdict"] for inner in formatted["endorsements"]] == ["invalid"]
