"""An Achievement is neither its own prerequisite nor counts towards itself.

``tests/cairn/quality/lint/rules/test_stacks_into_itself.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import TargetType
from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_LINKS: Final = (TargetType.PREREQUISITE.value, TargetType.STACKS_INTO.value)


def _check(part: Part) -> Iterator[Hit]:
    own = text_of(part.node, "id")
    for place, alignment in objects(part.node, "alignment"):
        if own and text_of(alignment, "targetUrl") == own and text_of(alignment, "targetType") in _LINKS:
            yield Hit(where=f"{place}/targetUrl")


RULE: Final = Rule(
    code="lint.stacks_into_itself",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT,),
    message="The Achievement is named as its own prerequisite or as what it counts towards.",
    mend="Name another Achievement, or take the alignment out.",
    reason="Nobody could ever be given it.",
    check=_check,
)
