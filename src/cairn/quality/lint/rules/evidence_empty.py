"""Evidence shows something: it has an address or a narrative.

``tests/cairn/quality/lint/rules/test_evidence_empty.py`` has its samples.
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
    for place, evidence in objects(part.node, "evidence"):
        if not text_of(evidence, "id") and not text_of(evidence, "narrative"):
            yield Hit(where=place)


RULE: Final = Rule(
    code="lint.evidence_empty",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ROW,),
    message="The evidence has neither an address nor a narrative.",
    mend="Add one, or leave the evidence out.",
    reason="It promises what nobody can look at.",
    check=_check,
)
