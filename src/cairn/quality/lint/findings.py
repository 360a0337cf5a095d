"""What a rule of the lint is, where it looks, and what it finds.

``tests/cairn/quality/lint/test_findings.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cairn.quality.lint.parts import Part


class LintSeverity(StrEnum):
    """An error should not be signed, a warning should be looked at, and a note is advice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Scope(StrEnum):
    """The part of a credential that a rule looks at.

    ``ACHIEVEMENT`` is the Achievement, ``ROW`` what differs from one award of it to the next, and ``FRAME``
    all the rest. In a batch only the rows have to be looked at more than once.
    """

    ACHIEVEMENT = "achievement"
    FRAME = "frame"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place, seen from the root of the part, where a rule is broken; ``values`` fill in its texts."""

    where: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``message`` and ``mend`` may have ``{names}`` in them, which the values of a hit fill in."""

    code: str
    severity: LintSeverity
    scopes: tuple[Scope, ...]
    message: str
    mend: str
    reason: str
    check: Callable[[Part], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One thing that should be looked at before anything is signed.

    ``where`` is a JSON pointer into the document. For another language translate the ``message`` and ``mend``
    of the rule of this ``code``, and fill in ``values``.
    """

    code: str
    severity: LintSeverity
    message: str
    where: str
    mend: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


def tell(rule: Rule, hit: Hit, *, at: str) -> LintFinding:
    """Return what a rule found, for people; ``at`` is the pointer of the part."""
    return LintFinding(
        code=rule.code,
        severity=rule.severity,
        message=fill(rule.message, hit.values),
        where=at + hit.where,
        mend=fill(rule.mend, hit.values),
        values=hit.values,
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with ``values`` in the places of their names; what is filled in is not filled again.

    >>> fill("The link {url} is dead.", {"url": "{url}"})
    'The link {url} is dead.'
    """
    for name in values:
        if f"{{{name}}}" in text:
            return text.format_map(values)
    return text
