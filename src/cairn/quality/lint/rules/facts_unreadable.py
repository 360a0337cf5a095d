"""What the alignments tell about the Achievement can be read by a program.

``tests/cairn/quality/lint/rules/test_facts_unreadable.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.facts import parse_facts
from cairn.errors import DocumentError
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    try:
        parse_facts(part.node)
    except DocumentError as error:
        if error.code != "fact.incomplete":
            yield Hit(
                where=error.where,
                values={"code": error.code, "problem": error.message, "advice": error.mend},
            )


RULE: Final = Rule(
    code="lint.facts_unreadable",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="A fact about the Achievement cannot be read by a program: {problem}",
    mend="{advice}",
    reason="Comparison and search go by these facts.",
    check=_check,
)
