"""A level says which framework it is a level of.

``tests/cairn/quality/lint/rules/test_level_without_framework.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import EQF, TargetType
from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_EQF_LEVEL: Final = re.compile(re.escape(EQF) + "[1-8]")


def _check(part: Part) -> Iterator[Hit]:
    for place, alignment in objects(part.node, "alignment"):
        if (
            alignment.get("targetType") == TargetType.LEVEL.value
            and not text_of(alignment, "targetFramework")
            and not _EQF_LEVEL.fullmatch(text_of(alignment, "targetUrl"))
        ):
            yield Hit(where=place)


RULE: Final = Rule(
    code="lint.level_without_framework",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="It is not said which framework the level is of.",
    mend="Add targetFramework, such as EQF, or take the address of the level in the EQF.",
    reason="Level 4 of one framework is not level 4 of another.",
    check=_check,
)
