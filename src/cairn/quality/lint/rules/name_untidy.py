"""A name has no space at its ends and no two in a row.

``tests/cairn/quality/lint/rules/test_name_untidy.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    name = name_of(part)
    if name is not None and (name != name.strip() or "  " in name):
        yield Hit(where="/name")


RULE: Final = Rule(
    code="lint.name_untidy",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME),
    message="The name has spaces at its ends, or several in a row.",
    mend="Take out the spaces that are too many.",
    reason="Two names that look alike are then not the same for a search.",
    check=_check,
)
