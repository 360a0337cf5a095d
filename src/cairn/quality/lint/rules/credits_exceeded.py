"""Nobody is given more credits than the Achievement is worth.

``tests/cairn/quality/lint/rules/test_credits_exceeded.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    for at, subject in part.subjects:
        earned = number_of(subject.get("creditsEarned"))
        achievement = subject.get("achievement")
        available = number_of(achievement.get("creditsAvailable")) if isinstance(achievement, dict) else None
        if earned is not None and (earned < 0 or (available is not None and earned > available)):
            shown = "" if available is None else f"{available:g}"
            yield Hit(where=f"{at}/creditsEarned", values={"available": shown})


RULE: Final = Rule(
    code="lint.credits_exceeded",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="The credits that are given are fewer than none, or more than the {available} that there are.",
    mend="Correct creditsEarned, or creditsAvailable of the Achievement.",
    reason="Who adds up credits counts too many.",
    check=_check,
)
