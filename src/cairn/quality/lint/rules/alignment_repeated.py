"""No skill or fact is aligned twice.

``tests/cairn/quality/lint/rules/test_alignment_repeated.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import OUTCOME_TYPES
from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.addresses import shorten
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_OUTCOMES: Final = frozenset([kind.value for kind in OUTCOME_TYPES])


def _check(part: Part) -> Iterator[Hit]:
    alignments = objects(part.node, "alignment")
    if len(alignments) < 2:
        return
    seen: set[tuple[str, ...]] = set()
    for place, alignment in alignments:
        kind, url, code, name = (
            text_of(alignment, member) for member in ("targetType", "targetUrl", "targetCode", "targetName")
        )
        marks: set[tuple[str, ...]] = {(kind, url.rstrip("/"), code)} if url else set()
        if kind in _OUTCOMES and name:
            marks.add((text_of(alignment, "targetFramework"), " ".join(name.split()).casefold()))
        if not seen.isdisjoint(marks):
            yield Hit(where=place, values={"name": shorten(name or url)})
        seen |= marks


RULE: Final = Rule(
    code="lint.alignment_repeated",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="The alignment to {name} stands twice.",
    mend="Take one out.",
    reason="Who counts skills counts it twice.",
    check=_check,
)
