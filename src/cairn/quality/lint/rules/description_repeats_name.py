"""A description says more than the name.

``tests/cairn/quality/lint/rules/test_description_repeats_name.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import first_text
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_NO_WORD: Final = re.compile(r"[\W_]+")


def _check(part: Part) -> Iterator[Hit]:
    name, description = (
        _NO_WORD.sub(" ", first_text(part.node.get(member))).strip().casefold()
        for member in ("name", "description")
    )
    if name and name == description:
        yield Hit(where="/description")


RULE: Final = Rule(
    code="lint.description_repeats_name",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="The description only repeats the name.",
    mend="Say what somebody who has it knows or can do.",
    reason="The same words twice tell nobody anything.",
    check=_check,
)
