"""What validation finds in a document: errors and warnings, each with its place.

A finding is a ``DocumentError`` that is not raised but kept, so that all of them can be told at once; its
place grows from the inside out, so a sound document costs nothing.
``tests/cairn/credentials/test_validation.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cairn.errors import CairnError, DocumentError


class Severity(StrEnum):
    """Whether a problem makes the document invalid, or only unusual."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that a document gets wrong: a stable code, a sentence, a JSON pointer, and how to mend it."""

    code: str
    message: str
    where: str
    mend: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem on its way up through the document."""

    error: CairnError
    severity: Severity

    def problem(self) -> Problem:
        """Return the finding as it is told to callers."""
        error = self.error
        return Problem(
            code=error.code,
            message=error.message,
            where=error.where,
            mend=error.mend,
            severity=self.severity,
        )


Findings: TypeAlias = list[Finding]


def failure(error: DocumentError) -> Findings:
    """Return the one finding that makes a document invalid."""
    return [Finding(error=error, severity=Severity.ERROR)]


def warning(error: DocumentError) -> Findings:
    """Return the one finding that leaves a document valid."""
    return [Finding(error=error, severity=Severity.WARNING)]


def below(step: str | int, findings: Iterable[Finding]) -> Findings:
    """Return the findings about a member or an item, told from where that one stands."""
    token = step if isinstance(step, int) else step.replace("~", "~0").replace("/", "~1")
    return [Finding(error=finding.error.at(f"/{token}"), severity=finding.severity) for finding in findings]
