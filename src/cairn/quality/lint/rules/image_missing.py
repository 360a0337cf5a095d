"""An Achievement has an image.

``tests/cairn/quality/lint/rules/test_image_missing.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import images_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    if not any([text_of(image, "id") for _place, image in images_of(part)]):
        yield Hit(where="")


RULE: Final = Rule(
    code="lint.image_missing",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="There is no image.",
    mend="Add one; it is what people see first, and what the credential is baked into.",
    reason="Wallets and profiles show an empty frame without it.",
    check=_check,
)
