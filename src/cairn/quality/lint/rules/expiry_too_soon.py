"""A credential is valid for more than a day.

``tests/cairn/quality/lint/rules/test_expiry_too_soon.py`` has its samples.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_DAY: Final = timedelta(days=1)


def _check(part: Part) -> Iterator[Hit]:
    begin = moment_of(part.node, "validFrom", "issuanceDate")
    end = moment_of(part.node, "validUntil", "expirationDate")
    if begin is not None and end is not None and end - begin <= _DAY:
        yield Hit(where="/validUntil" if "validUntil" in part.node else "/expirationDate")


RULE: Final = Rule(
    code="lint.expiry_too_soon",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="It ends before it begins, or within a day.",
    mend="Correct the dates, or leave out the end.",
    reason="Nobody could use it.",
    check=_check,
)
