"""The address of a credential cannot be guessed from that of another.

``tests/cairn/quality/lint/rules/test_id_guessable.py`` has its samples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_COUNTED: Final = re.compile(r"https?://.*[/=](?:[A-Za-z]{1,8}[-_]?)?[0-9]{1,8}/?", re.IGNORECASE)


def _check(part: Part) -> Iterator[Hit]:
    if _COUNTED.fullmatch(text_of(part.node, "id")):
        yield Hit(where="/id")


RULE: Final = Rule(
    code="lint.id_guessable",
    severity=LintSeverity.NOTE,
    scopes=(Scope.ROW,),
    message="The address ends in a short number, so those of other credentials can be guessed.",
    mend="End it in a random or derived identifier, such as a UUID.",
    reason="Somebody could count through all of them and see who was awarded what.",
    check=_check,
)
