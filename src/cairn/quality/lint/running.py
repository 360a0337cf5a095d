"""Run the rules over a credential, or over its parts where a batch shares some of them.

``tests/cairn/quality/lint/test_running.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn.quality.lint.findings import LintFinding, LintSeverity, Rule, Scope, tell
from cairn.quality.lint.parts import achievement_part, achievement_parts, frame_part, row_part
from cairn.quality.lint.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.quality.lint.parts import Part

ACHIEVEMENT_RULES: Final = tuple([row for row in RULES if Scope.ACHIEVEMENT in row.scopes])
FRAME_RULES: Final = tuple([row for row in RULES if Scope.FRAME in row.scopes])
ROW_RULES: Final = tuple([row for row in RULES if Scope.ROW in row.scopes])
_BY_SCOPE: Final = {
    Scope.ACHIEVEMENT: ACHIEVEMENT_RULES,
    Scope.FRAME: FRAME_RULES,
    Scope.ROW: ROW_RULES,
}
_BY_CODE: Final = {row.code: row for row in RULES}
_ORDER: Final = {severity: number for number, severity in enumerate(LintSeverity)}
_NONE: Final[frozenset[str]] = frozenset()


def lint_credential(
    document: JsonObject, *, now: datetime, ignoring: Collection[str] = _NONE
) -> tuple[LintFinding, ...]:
    """Return all that the rules find in an AchievementCredential, errors first.

    It is the same as :func:`lint_frame`, :func:`lint_achievement` and :func:`lint_row` together. Rules whose
    codes are in ``ignoring`` are left out. Nothing is fetched, and no document is too broken to be linted;
    whether it keeps its standard is for :func:`cairn.credentials.validation.validate` to say.
    """
    parts = [frame_part(document), *achievement_parts(document), row_part(document, now=now)]
    return _run(parts, ignoring)


def lint_achievement(document: JsonObject, *, ignoring: Collection[str] = _NONE) -> tuple[LintFinding, ...]:
    """Return all that the rules find in an Achievement, errors first."""
    return _run([achievement_part(document)], ignoring)


def lint_frame(document: JsonObject, *, ignoring: Collection[str] = _NONE) -> tuple[LintFinding, ...]:
    """Return what the rules find in all that the credentials of one batch share, without the Achievement."""
    return _run([frame_part(document)], ignoring)


def lint_row(
    document: JsonObject, *, now: datetime, ignoring: Collection[str] = _NONE
) -> tuple[LintFinding, ...]:
    """Return what the rules find in all that differs from one credential of a batch to the next."""
    return _run([row_part(document, now=now)], ignoring)


def rule(code: str) -> Rule:
    """Return the rule of a code.

    Raises ``UsageError`` ``lint.unknown_rule``.
    """
    found = _BY_CODE.get(code)
    if found is None:
        raise UsageError(
            "lint.unknown_rule",
            f"There is no rule {code!r}.",
            mend="docs/reference/lint-rules.md lists them.",
        )
    return found


def _run(parts: Iterable[Part], ignoring: Collection[str]) -> tuple[LintFinding, ...]:
    found = [
        tell(row, hit, at=part.at)
        for part in parts
        for row in _BY_SCOPE[part.scope]
        if row.code not in ignoring
        for hit in row.check(part)
    ]
    if len(found) > 1:
        found.sort(key=lambda finding: _ORDER[finding.severity])
    return tuple(found)
