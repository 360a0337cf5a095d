"""Letters were not spoilt by a wrong encoding.

``tests/cairn/quality/lint/rules/test_text_mojibake.py`` has its samples.
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

_SPOILT: Final = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac[\u0080-\u02ff\u2010-\u2122]|\ufffd")


def _check(part: Part) -> Iterator[Hit]:
    if not part.prose.isascii():
        yield from prose_matching(part, _SPOILT)


RULE: Final = Rule(
    code="lint.text_mojibake",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="Letters were spoilt by a wrong encoding: {found}",
    mend="Write the text anew; where it came from a table, save that as UTF-8.",
    reason="Names of people and places are the first to suffer.",
    check=_check,
)
