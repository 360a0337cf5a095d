"""Every date can be read, with its time zone.

``tests/cairn/quality/lint/rules/test_date_unreadable.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical import timestamps
from cairn.errors import DocumentError
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonValue
    from cairn.quality.lint.parts import Part

_ROOT: Final = ("validFrom", "validUntil", "awardedDate", "issuanceDate", "expirationDate")
_SUBJECT: Final = ("activityStartDate", "activityEndDate")


def _check(part: Part) -> Iterator[Hit]:
    holders = [("", part.node, _ROOT), *((at, subject, _SUBJECT) for at, subject in part.subjects)]
    for at, holder, names in holders:
        for name in names:
            if name in holder and not _is_moment(holder[name]):
                yield Hit(where=f"{at}/{name}")


def _is_moment(value: JsonValue) -> bool:
    try:
        timestamps.parse(value if isinstance(value, str) else "")
    except DocumentError:
        return False
    return True


RULE: Final = Rule(
    code="lint.date_unreadable",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ROW,),
    message="The date is not a day, a time and a time zone.",
    mend="Write it as 2026-01-31T12:00:00Z.",
    reason="Without its zone the same text is another moment elsewhere.",
    check=_check,
)
