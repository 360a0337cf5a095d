"""A name is not written in capital letters throughout.

``tests/cairn/quality/lint/rules/test_name_shouting.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_LETTER: Final = re.compile(r"[^\W\d_]")
_MIN_LETTERS: Final = 8


def _check(part: Part) -> Iterator[Hit]:
    name = name_of(part)
    if name is None or not name.isupper() or " " not in name.strip():
        return
    if len(_LETTER.findall(name)) >= _MIN_LETTERS:
        yield Hit(where="/name")


RULE: Final = Rule(
    code="lint.name_shouting",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME),
    message="The name is written in capital letters throughout.",
    mend="Write it as in a sentence.",
    reason="It is harder to read, and some screen readers spell it out.",
    check=_check,
)
