"""An image says in words what it shows.

``tests/cairn/quality/lint/rules/test_image_without_caption.py`` has its samples.
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
    for place, image in images_of(part):
        if text_of(image, "id") and not text_of(image, "caption"):
            yield Hit(where=place)


RULE: Final = Rule(
    code="lint.image_without_caption",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME),
    message="Nothing says in words what the image shows.",
    mend="Add a caption.",
    reason="Who cannot see the image is told nothing (WCAG 2.2, 1.1.1).",
    check=_check,
)
