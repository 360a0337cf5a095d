"""An alignment names what it points at and its address.

``tests/cairn/quality/lint/rules/test_alignment_unlinked.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")


def _check(part: Part) -> Iterator[Hit]:
    for place, alignment in objects(part.node, "alignment"):
        if not text_of(alignment, "targetName") or not _ABSOLUTE.match(text_of(alignment, "targetUrl")):
            yield Hit(where=place)


RULE: Final = Rule(
    code="lint.alignment_unlinked",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT,),
    message="The alignment lacks a name or an absolute address of what it points at.",
    mend="Give it both targetName and targetUrl.",
    reason="Open Badges 3.0, B.1.2, requires both; without an address two skills of one name are the same.",
    check=_check,
)
