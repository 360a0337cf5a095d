"""An Achievement says in which language it is.

``tests/cairn/quality/lint/rules/test_language_unsaid.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    if not text_of(part.node, "inLanguage"):
        yield Hit(where="")


RULE: Final = Rule(
    code="lint.language_unsaid",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ACHIEVEMENT,),
    message="It is not said in which language it is.",
    mend="Add inLanguage, such as en.",
    reason="A screen reader needs it to speak the words, and a translation to begin.",
    check=_check,
)
