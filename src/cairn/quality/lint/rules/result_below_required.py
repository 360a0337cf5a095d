"""Results reach what the Achievement requires.

``tests/cairn/quality/lint/rules/test_result_below_required.py`` has its samples.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cairn.credentials.view import objects
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.quality.lint.parts import Part

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def _check(part: Part) -> Iterator[Hit]:
    for at, subject in part.subjects:
        achievement = subject.get("achievement")
        if not isinstance(achievement, dict) or "result" not in subject:
            continue
        wanted = {
            text_of(row, "id"): text_of(row, "requiredValue")
            for _place, row in objects(achievement, "resultDescription")
            if row.get("requiredValue")
        }
        for place, result in objects(subject, "result"):
            value, required = text_of(result, "value"), wanted.get(text_of(result, "resultDescription"), "")
            if (
                _NUMBER.fullmatch(value)
                and _NUMBER.fullmatch(required)
                and Decimal(value) < Decimal(required)
            ):
                yield Hit(where=f"{at}{place}/value", values={"value": value, "required": required})


RULE: Final = Rule(
    code="lint.result_below_required",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ROW,),
    message="The result {value} is less than {required}, which the Achievement requires.",
    mend="Look whether the award is right, and correct the result or the requirement.",
    reason="Whoever reads both will doubt the award.",
    check=_check,
)
