"""The activity begins before it ends, and before the award.

``tests/cairn/quality/lint/rules/test_activity_reversed.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    awarded = moment_of(part.node, "awardedDate", "validFrom")
    for at, subject in part.subjects:
        begin, end = moment_of(subject, "activityStartDate"), moment_of(subject, "activityEndDate")
        if begin is not None and end is not None and end < begin:
            yield Hit(where=f"{at}/activityEndDate")
        elif begin is not None and awarded is not None and begin > awarded:
            yield Hit(where=f"{at}/activityStartDate")


RULE: Final = Rule(
    code="lint.activity_reversed",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ROW,),
    message="The activity ends before it begins, or begins after the award.",
    mend="Correct the dates.",
    reason="It is most likely a slip.",
    check=_check,
)
