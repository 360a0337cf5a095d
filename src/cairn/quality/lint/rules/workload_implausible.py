"""The hours of learning and the ECTS credits fit each other.

``tests/cairn/quality/lint/rules/test_workload_implausible.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import CreditSystem, TargetType
from cairn.credentials.facts import parse_facts
from cairn.credentials.view import objects
from cairn.errors import DocumentError
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.members import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonValue
    from cairn.quality.lint.parts import Part

_LEAST: Final = 25.0
_MOST: Final = 30.0
_ROUNDING: Final = 0.01
_ASKED: Final = (TargetType.WORKLOAD.value, TargetType.CREDIT_SYSTEM.value)


def _check(part: Part) -> Iterator[Hit]:
    worth = number_of(part.node.get("creditsAvailable"))
    if not worth or worth < 0 or TargetType.WORKLOAD.value not in part.together:
        return
    rows: list[JsonValue] = [
        row for _place, row in objects(part.node, "alignment") if row.get("targetType") in _ASKED
    ]
    try:
        facts = parse_facts({"alignment": rows})
    except DocumentError:
        return
    if facts.credit_system is not CreditSystem.ECTS or facts.workload_hours is None:
        return
    rate = facts.workload_hours / worth
    if not _LEAST * (1 - _ROUNDING) <= rate <= _MOST * (1 + _ROUNDING):
        yield Hit(
            where="/creditsAvailable",
            values={"hours": f"{facts.workload_hours:g}", "credits": f"{worth:g}", "rate": f"{rate:.3g}"},
        )


RULE: Final = Rule(
    code="lint.workload_implausible",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT,),
    message="{hours} hours for {credits} ECTS credits are {rate} hours a credit, where 25 to 30 are usual.",
    mend="Correct the hours or the credits.",
    reason="The ECTS Users' Guide counts 25 to 30 hours for one credit.",
    check=_check,
)
