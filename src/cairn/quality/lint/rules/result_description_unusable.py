"""A result description can be met by some result.

``tests/cairn/quality/lint/rules/test_result_description_unusable.py`` has its samples.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonValue
    from cairn.quality.lint.parts import Part

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def _check(part: Part) -> Iterator[Hit]:
    for place, description in objects(part.node, "resultDescription"):
        low, high, wanted = (
            _number(description.get(name)) for name in ("valueMin", "valueMax", "requiredValue")
        )
        allowed = description.get("allowedValue")
        if low is not None and high is not None and low > high:
            yield Hit(where=f"{place}/valueMin")
        elif (
            isinstance(allowed, list)
            and "requiredValue" in description
            and description["requiredValue"] not in allowed
        ) or (wanted is not None and not _is_within(wanted, low, high)):
            yield Hit(where=f"{place}/requiredValue")


def _is_within(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def _number(value: JsonValue) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


RULE: Final = Rule(
    code="lint.result_description_unusable",
    severity=LintSeverity.ERROR,
    scopes=(Scope.ACHIEVEMENT,),
    message=(
        "No result can fit this description: its bounds, required value or list of values exclude each other."
    ),
    mend="Correct valueMin, valueMax, requiredValue or allowedValue.",
    reason="Every award with such a result would be wrong.",
    check=_check,
)
