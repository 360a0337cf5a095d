from __future__ import annotations

from cairn.errors import DocumentError
from cairn.interop.open_badges_2 import Examination, Finding, Outcome, Question
from cairn.interop.open_badges_2.findings import failed, not_checked, passed, warned


def test_an_error_becomes_a_finding_with_its_code_place_and_remedy() -> None:
    error = DocumentError("a.code", "It is wrong.", where="/id", mend="Mend it.")
    assert Finding.of_error(Question.PROOF, error, outcome=Outcome.NOT_CHECKED) == not_checked(
        Question.PROOF, code="a.code", message="It is wrong. Mend it.", where="/id"
    )


def test_the_gravest_answer_to_a_question_counts() -> None:
    found = [
        passed(Question.STATUS, "Yes."),
        failed(Question.STATUS, code="a", message="No."),
        not_checked(Question.STATUS, code="b", message="Unknown."),
        warned(Question.PROOF, code="c", message="Yes, but."),
    ]
    examination = Examination(findings=tuple(found))
    assert examination.finding(Question.STATUS) == found[1]
    assert examination.finding(Question.PROOF) == found[3]
    assert examination.finding(Question.BINDING) is None
