"""The elements that the EU asks of a micro-credential are told.

``tests/cairn/quality/lint/rules/test_eu_element_missing.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.elements import Presence, Standing, read_element
from cairn.quality.completeness.european import EU_ELEMENTS
from cairn.quality.completeness.seen import see_achievement, see_award
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_FRAME: Final = ("eu.country", "eu.awarding_body")
_ROW: Final = ("eu.learner", "eu.date")
_MANDATORY: Final = [row for row in EU_ELEMENTS if row.standing is Standing.MANDATORY]
_ELEMENTS: Final = {
    Scope.ACHIEVEMENT: [row for row in _MANDATORY if row.code not in _FRAME + _ROW],
    Scope.FRAME: [row for row in _MANDATORY if row.code in _FRAME],
    Scope.ROW: [row for row in _MANDATORY if row.code in _ROW],
}
_OPEN: Final = (Presence.MISSING, Presence.PARTLY)


def _check(part: Part) -> Iterator[Hit]:
    seen = see_achievement(part.node) if part.scope is Scope.ACHIEVEMENT else see_award(part.document)
    for element in _ELEMENTS[part.scope]:
        if element.look(seen).presence in _OPEN:
            reading = read_element(element, seen)
            yield Hit(
                where=reading.where[0] if reading.where else "",
                values={"code": element.code, "element": element.title, "advice": reading.mend},
            )


RULE: Final = Rule(
    code="lint.eu_element_missing",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="An element of a micro-credential is not told, or only in part: {element}",
    mend="{advice}",
    reason=(
        "Council Recommendation 2022/C 243/02, Annex I, names it as mandatory; see "
        "docs/algorithms/completeness.md."
    ),
    check=_check,
)
