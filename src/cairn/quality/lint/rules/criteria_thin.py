"""Criteria in words say more than a word or two.

``tests/cairn/quality/lint/rules/test_criteria_thin.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_MIN_LENGTH: Final = 20


def _check(part: Part) -> Iterator[Hit]:
    for place, row in objects(part.node, "criteria"):
        if 0 < len(text_of(row, "narrative")) < _MIN_LENGTH and not text_of(row, "id"):
            yield Hit(where=f"{place}/narrative")


RULE: Final = Rule(
    code="lint.criteria_thin",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="The criteria are shorter than a sentence.",
    mend="Say what has to be done, how it is assessed, and what counts as enough.",
    reason="A verifier judges a credential by what had to be done for it.",
    check=_check,
)
