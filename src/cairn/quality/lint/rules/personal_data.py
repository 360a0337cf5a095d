"""Texts that everybody can read hold no e-mail address and no phone number.

``tests/cairn/quality/lint/rules/test_personal_data.py`` has its samples.
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

_PERSONAL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w.])(?:\+[1-9]|0)(?:[ ()./-]{0,2}[0-9]){8,14}(?![\w-])"
)
_SIGNS: Final = ("@", "+", " 0", "\n0", "(0", ":0", "/0")


def _check(part: Part) -> Iterator[Hit]:
    prose = f" {part.prose}"
    if any([sign in prose for sign in _SIGNS]):
        yield from prose_matching(part, _PERSONAL)


RULE: Final = Rule(
    code="lint.personal_data",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.ROW),
    message="There is an e-mail address or a phone number in the text: {found}",
    mend="Take it out, or name a page with a form.",
    reason="A credential is copied far, and cannot be called back.",
    check=_check,
)
