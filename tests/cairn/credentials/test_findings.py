"""Findings on their way up through a document."""

from __future__ import annotations

from cairn.credentials.findings import Problem, Severity, below, failure, warning
from cairn.errors import DocumentError

ERROR = DocumentError("a.b", "It is wrong.", where="/c", mend="Mend it.")


def test_the_place_grows_from_the_inside_out() -> None:
    findings = below("~a/b", below(0, failure(ERROR)))
    assert findings[0].error.where == "/~0a~1b/0/c"


def test_a_finding_is_told_with_all_that_the_error_says() -> None:
    assert warning(ERROR)[0].problem() == Problem(
        code="a.b", message="It is wrong.", where="/c", mend="Mend it.", severity=Severity.WARNING
    )
    assert below("x", failure(ERROR))[0].severity is Severity.ERROR
