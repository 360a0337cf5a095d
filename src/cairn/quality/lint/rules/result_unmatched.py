"""Every result belongs to a result description of the Achievement.

``tests/cairn/quality/lint/rules/test_result_unmatched.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    for at, subject in part.subjects:
        achievement = subject.get("achievement")
        described = (
            {text_of(row, "id") for _at, row in objects(achievement, "resultDescription")}
            if isinstance(achievement, dict)
            else set()
        )
        for place, result in objects(subject, "result"):
            reference = text_of(result, "resultDescription")
            if reference and reference not in described:
                yield Hit(where=f"{at}{place}/resultDescription")
            elif not reference and not result.get("alignment"):
                yield Hit(where=f"{at}{place}")


RULE: Final = Rule(
    code="lint.result_unmatched",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="The result belongs to no result description of the Achievement.",
    mend="Name as resultDescription the id of one of them.",
    reason="Nobody can tell what was measured (Open Badges 3.0, B.1.19).",
    check=_check,
)
