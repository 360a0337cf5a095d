"""No text was left over from a template or a trial.

``tests/cairn/quality/lint/rules/test_placeholder_text.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.addresses import shorten
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import prose_matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonObject
    from cairn.quality.lint.parts import Part

_INSIDE: Final = re.compile(
    r"\blorem ipsum\b|\bdolor sit amet\b|(?-i:\bTODO\b|\bTBD\b|\bFIXME\b|\bXXX+\b)|\{\{[^{}]*\}\}"
    r"|\[(?:insert|your|add)\b[^\]]{0,60}\]|<(?:insert|your|add) [^>]{0,60}>|\basdf|\bqwerty",
    re.IGNORECASE,
)
_SIGNS: Final = ("lorem", "dolor", "todo", "tbd", "fixme", "xxx", "{{", "[", "<", "asdf", "qwerty")
_WHOLE: Final = re.compile(
    r"(?:(?:a |my |new )?(?:test|testing|sample|demo|untitled|placeholder)"
    r"(?: (?:badge|credential|achievement|microcredential))?"
    r"|(?:new|untitled|example) (?:badge|credential|achievement)"
    r"|name|title|description|n/?a|\?+|-+|x+|foo(?:bar)?)[ 0-9.!]*",
    re.IGNORECASE,
)


def _check(part: Part) -> Iterator[Hit]:
    prose = part.prose.lower()
    if any([sign in prose for sign in _SIGNS]):
        yield from prose_matching(part, _INSIDE)
    for at, holder, names in _own_words(part):
        for name in names:
            text = text_of(holder, name)
            if text and _WHOLE.fullmatch(text):
                yield Hit(where=f"{at}/{name}", values={"found": shorten(text)})


def _own_words(part: Part) -> Iterator[tuple[str, JsonObject, tuple[str, ...]]]:
    """Yield what would not be called by one such word alone, as the part of a test may."""
    if part.scope is Scope.ROW:
        for at, subject in part.subjects:
            yield at, subject, ("narrative",)
        for at, evidence in objects(part.node, "evidence"):
            yield at, evidence, ("name", "narrative", "description")
        return
    yield "", part.node, ("name", "description")
    for at, criteria in objects(part.node, "criteria"):
        yield at, criteria, ("narrative",)


RULE: Final = Rule(
    code="lint.placeholder_text",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME, Scope.ROW),
    message="The text looks as if it was left over from a template or a trial: {found}",
    mend="Replace it, or take it out.",
    reason="Once signed it cannot be changed, and everybody sees it.",
    check=_check,
)
