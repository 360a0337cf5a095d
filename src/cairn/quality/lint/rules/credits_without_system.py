"""Credits say what they count.

``tests/cairn/quality/lint/rules/test_credits_without_system.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import TargetType
from cairn.credentials.view import objects
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    if part.node.get("creditsAvailable") is None:
        return
    if not any(
        [
            row.get("targetType") == TargetType.CREDIT_SYSTEM.value
            for _at, row in objects(part.node, "alignment")
        ]
    ):
        yield Hit(where="/creditsAvailable")


RULE: Final = Rule(
    code="lint.credits_without_system",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ACHIEVEMENT,),
    message="It is not said what the credits count.",
    mend="Add the credit system, such as ECTS.",
    reason="One credit of one system is many of another.",
    check=_check,
)
