"""No tag stands twice.

``tests/cairn/quality/lint/rules/test_tag_repeated.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.quality.lint.addresses import shorten
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    tags = part.node.get("tag")
    seen: set[str] = set()
    for index, tag in enumerate(tags if isinstance(tags, list) else []):
        if isinstance(tag, str):
            plain = " ".join(tag.split()).casefold()
            if plain in seen:
                yield Hit(where=f"/tag/{index}", values={"tag": shorten(tag)})
            seen.add(plain)


RULE: Final = Rule(
    code="lint.tag_repeated",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ACHIEVEMENT,),
    message="The tag {tag} stands twice.",
    mend="Take one out.",
    reason="Lists count it twice.",
    check=_check,
)
