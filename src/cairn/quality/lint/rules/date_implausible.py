"""Dates lie neither in a far past nor in the future.

``tests/cairn/quality/lint/rules/test_date_implausible.py`` has its samples.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_EARLIEST_AWARD: Final = datetime(1900, 1, 1, tzinfo=UTC)
_YEAR: Final = timedelta(days=366)
_DAY: Final = timedelta(days=1)


def _check(part: Part) -> Iterator[Hit]:
    now = part.now
    if now is None:
        return
    for name, earliest, ahead in (
        ("validFrom", _EARLIEST, _YEAR),
        ("issuanceDate", _EARLIEST, _YEAR),
        ("awardedDate", _EARLIEST_AWARD, _DAY),
    ):
        moment = moment_of(part.node, name)
        if moment is not None and (moment < earliest or moment - now > ahead):
            yield Hit(where=f"/{name}", values={"date": f"{moment:%Y-%m-%d}"})


RULE: Final = Rule(
    code="lint.date_implausible",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ROW,),
    message="The date {date} is most likely a slip.",
    mend="Correct it.",
    reason="A day and a month, or two digits of a year, are easily exchanged.",
    check=_check,
)
