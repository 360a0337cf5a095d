"""A credential that is issued now has not ended already.

``tests/cairn/quality/lint/rules/test_already_expired.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    end = moment_of(part.node, "validUntil", "expirationDate")
    if end is not None and part.now is not None and end <= part.now:
        where = "/validUntil" if "validUntil" in part.node else "/expirationDate"
        yield Hit(where=where, values={"date": f"{end:%Y-%m-%d}"})


RULE: Final = Rule(
    code="lint.already_expired",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="It has ended already, on {date}.",
    mend="Correct the end, or leave it out.",
    reason="It would be refused by every verifier from the first day on.",
    check=_check,
)
