"""An Achievement is described in at least a sentence.

``tests/cairn/quality/lint/rules/test_description_thin.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import first_text
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_MIN_LENGTH: Final = 20


def _check(part: Part) -> Iterator[Hit]:
    description = first_text(part.node.get("description")).strip()
    if len(description) < _MIN_LENGTH:
        yield Hit(where="/description" if "description" in part.node else "")


RULE: Final = Rule(
    code="lint.description_thin",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="The description is missing, or shorter than a sentence.",
    mend="Say in a sentence or two what somebody who has it knows or can do.",
    reason="It is the first thing that an employer reads.",
    check=_check,
)
