"""An Achievement says what has to be done for it.

``tests/cairn/quality/lint/rules/test_criteria_missing.py`` has its samples.
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
    criteria = objects(part.node, "criteria")
    if not criteria:
        yield Hit(where="")
    for place, row in criteria:
        if not text_of(row, "id") and not text_of(row, "narrative"):
            yield Hit(where=place)


RULE: Final = Rule(
    code="lint.criteria_missing",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT,),
    message="Nothing says what has to be done for it.",
    mend=(
        "Write it in the narrative of the criteria, or give as their id the address of a page that tells it."
    ),
    reason="Without criteria nobody can tell what the credential stands for.",
    check=_check,
)
