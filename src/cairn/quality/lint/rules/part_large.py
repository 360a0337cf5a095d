"""A credential is small enough for every wallet.

``tests/cairn/quality/lint/rules/test_part_large.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_MAX_LENGTH: Final = 100_000


def _check(part: Part) -> Iterator[Hit]:
    size = len(part.together) + sum(map(len, part.data))
    if size > _MAX_LENGTH:
        yield Hit(where="", values={"part": part.scope.value, "size": str(size // 1000)})


RULE: Final = Rule(
    code="lint.part_large",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The {part} part of the credential is {size} kB large.",
    mend="Put long texts and data at an address of their own.",
    reason="Some wallets and QR codes have room for little, and signing large documents is slow.",
    check=_check,
)
