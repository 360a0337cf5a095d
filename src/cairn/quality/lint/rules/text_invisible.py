"""Texts hold no characters that cannot be seen.

``tests/cairn/quality/lint/rules/test_text_invisible.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import LintSeverity, Rule, Scope
from cairn.quality.lint.members import prose_matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.findings import Hit
    from cairn.quality.lint.parts import Part

_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)


def _check(part: Part) -> Iterator[Hit]:
    if not part.prose.replace("\n", "").isprintable():
        yield from prose_matching(part, _INVISIBLE)


RULE: Final = Rule(
    code="lint.text_invisible",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="There are characters in the text that cannot be seen, or that turn its direction around.",
    mend="Write the text anew, without copying it.",
    reason="Two texts that look alike differ, and a name can be made to look like another.",
    check=_check,
)
