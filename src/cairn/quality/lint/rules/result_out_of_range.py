"""A result is one that its description allows.

``tests/cairn/quality/lint/rules/test_result_out_of_range.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.results import check_results
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_ELSEWHERE: Final = "credential.result_unknown"


def _check(part: Part) -> Iterator[Hit]:
    for at, subject in part.subjects:
        for finding in check_results(subject):
            error = finding.error
            if error.code != _ELSEWHERE:
                yield Hit(
                    where=at + error.where,
                    values={
                        "code": error.code,
                        "problem": error.message,
                        "advice": error.mend or "Correct it.",
                    },
                )


RULE: Final = Rule(
    code="lint.result_out_of_range",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="The description of the result does not allow it: {problem}",
    mend="{advice}",
    reason="Open Badges 3.0, B.1.20: the value has to be one of those allowed, and within its bounds.",
    check=_check,
)
