"""Texts are plain or Markdown, and hold no HTML.

``tests/cairn/quality/lint/rules/test_html_in_text.py`` has its samples.
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

_HTML: Final = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|button|code|div|em|embed|font|form|h[1-6]|head|hr|html|i|iframe|img|input"
    r"|li|link|meta|object|ol|p|pre|s|script|small|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|u|ul"
    r"|video)(?:\s[^<>]*)?/?>|<!--|&(?:nbsp|amp|lt|gt|quot|#[0-9]{1,7}|#x[0-9a-f]{1,6});",
    re.IGNORECASE,
)


def _check(part: Part) -> Iterator[Hit]:
    if "<" in part.prose or "&" in part.prose:
        yield from prose_matching(part, _HTML)


RULE: Final = Rule(
    code="lint.html_in_text",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="There is HTML in the text: {found}",
    mend="Write plain text, or Markdown where the standard allows it.",
    reason="Most readers show the tags as they are, and careful ones drop them.",
    check=_check,
)
