"""A name is short enough to be shown on a card, a profile or in a list.

``tests/cairn/quality/lint/rules/test_name_too_long.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_MAX_LENGTH: Final = 100


def _check(part: Part) -> Iterator[Hit]:
    name = name_of(part)
    if name is not None and len(name) > _MAX_LENGTH:
        yield Hit(where="/name", values={"length": str(len(name))})


RULE: Final = Rule(
    code="lint.name_too_long",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME),
    message="The name has {length} characters, and is cut off where there is room for fewer.",
    mend="Say it in at most 100 characters, and the rest in the description.",
    reason="Wallets, profiles and printed pages cut long names.",
    check=_check,
)
