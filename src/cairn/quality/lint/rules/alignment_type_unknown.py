"""An alignment says with a known word what it points at.

``tests/cairn/quality/lint/rules/test_alignment_type_unknown.py`` has its samples.
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

_KNOWN: Final = frozenset(
    {kind.value for kind in TargetType}
    | {"ceterms:Credential", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel", "CTDL"}
)


def _check(part: Part) -> Iterator[Hit]:
    for place, alignment in objects(part.node, "alignment"):
        if text_of(alignment, "targetType") not in _KNOWN:
            yield Hit(where=f"{place}/targetType" if "targetType" in alignment else place)


RULE: Final = Rule(
    code="lint.alignment_type_unknown",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="The alignment does not say with a known word what it points at.",
    mend=(
        "Write as targetType a word of the standard, such as ceasn:Competency, or one of the "
        "credential profile."
    ),
    reason="Readers cannot tell a skill from a level or a mode of learning.",
    check=_check,
)
