"""A name is made of words: neither empty nor only emoji or punctuation.

``tests/cairn/quality/lint/rules/test_name_without_words.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_WORD: Final = re.compile(r"[^\W_]")


def _check(part: Part) -> Iterator[Hit]:
    name = name_of(part)
    if name is not None and not _WORD.search(name):
        yield Hit(where="/name")


RULE: Final = Rule(
    code="lint.name_without_words",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME),
    message="The name has no letter and no digit in it.",
    mend="Give it a name in words; an emoji may stand beside them.",
    reason="A screen reader, a search and a printed page have nothing to show for it.",
    check=_check,
)
