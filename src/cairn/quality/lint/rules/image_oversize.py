"""What is written into the credential itself is small.

``tests/cairn/quality/lint/rules/test_image_oversize.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_MAX_LENGTH: Final = 100_000


def _check(part: Part) -> Iterator[Hit]:
    if any([len(data) > _MAX_LENGTH for data in part.data]):
        for text in part.texts():
            if text.value.startswith("data:") and len(text.value) > _MAX_LENGTH:
                yield Hit(where=text.where, values={"size": str(len(text.value) // 1000)})


RULE: Final = Rule(
    code="lint.image_oversize",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="{size} kB of data are written into the credential.",
    mend="Put it at an address of its own, or make it smaller than 100 kB.",
    reason="Every copy of the credential carries it, and some wallets refuse it.",
    check=_check,
)
