"""The verification report: every check with its outcome, as ``docs/reference/report.md`` fixes it.

Proved by ``tests/cairn/verifier/test_report.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cairn.canonical import timestamps
from cairn.errors import DocumentError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.errors import CairnError

REPORT_VERSION: Final = 1


class CheckCode(StrEnum):
    """The questions, in the order in which they are asked."""

    WELL_FORMED = "well_formed"
    CONTEXTS = "contexts"
    SCHEMA = "schema"
    PROOF = "proof"
    KEY_BINDING = "key_binding"
    KEY_TIME = "key_time"
    ISSUER_KNOWN = "issuer_known"
    VALIDITY = "validity"
    STATUS = "status"
    HOLDER = "holder"
    REFRESH = "refresh"
    ENDORSEMENTS = "endorsements"

    @property
    def number(self) -> int:
        """The place of the question in the list, from 0."""
        return _ORDER.index(self)


_ORDER: Final = tuple(CheckCode)


class Outcome(StrEnum):
    """What came of one check."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"
    ABSENT = "absent"


class Verdict(StrEnum):
    """What follows from all checks together; the worst is the greatest in ``severity``."""

    VALID = "valid"
    NOT_CHECKED = "not_checked"
    INVALID = "invalid"

    @property
    def severity(self) -> int:
        """0 for valid, 1 for not checked, 2 for invalid."""
        return tuple(Verdict).index(self)


class Kind(StrEnum):
    """What was presented."""

    CREDENTIAL = "credential"
    PRESENTATION = "presentation"
    OPEN_BADGE_2 = "open_badge_2"
    UNREADABLE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One answered question; ``reason`` is the code of the finding, empty where all is well."""

    code: CheckCode
    outcome: Outcome
    message: str
    reason: str = ""
    where: str = ""

    @classmethod
    def of_error(cls, code: CheckCode, error: CairnError, *, outcome: Outcome) -> Check:
        """Return the check that ended with ``error``."""
        message = f"{error.message} {error.mend}" if error.mend else error.message
        return cls(code=code, outcome=outcome, message=message, reason=error.code, where=error.where)

    @classmethod
    def absent(cls, code: CheckCode) -> Check:
        """Return the answer for a document that has nothing of the kind."""
        return cls(
            code=code, outcome=Outcome.ABSENT, message="The document has nothing of this kind to check."
        )

    @classmethod
    def not_reached(cls, code: CheckCode) -> Check:
        """Return the answer to a question that was not asked any more."""
        return cls(
            code=code,
            outcome=Outcome.NOT_CHECKED,
            message="Not looked at, because of what an earlier check found.",
            reason="check.not_reached",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerSummary:
    """Who issued: the name comes from the register where the issuer is in one."""

    id: str
    name: str
    register: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSummary:
    """What a person reads first of a credential that its issuer's own key signed."""

    id: str
    types: tuple[str, ...]
    issuer: IssuerSummary
    name: str
    achievement: str | None
    valid_from: datetime | None
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All checks of one document, and the reports on the credentials and the endorsements inside it.

    What is wrong with an endorsement is a warning of the document that carries it, whose own words it is not.
    """

    kind: Kind
    checked_at: datetime
    securing: str
    checks: tuple[Check, ...]
    credential: CredentialSummary | None = None
    contained: tuple[Report, ...] = ()
    endorsements: tuple[Report, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst that follows from the checks and from the contained credentials."""
        outcomes = {check.outcome for check in self.checks}
        if Outcome.FAILED in outcomes:
            own = Verdict.INVALID
        elif Outcome.NOT_CHECKED in outcomes or not self.checks:
            own = Verdict.NOT_CHECKED
        else:
            own = Verdict.VALID
        verdicts = [own, *(report.verdict for report in self.contained)]
        return max(verdicts, key=lambda verdict: verdict.severity)

    @property
    def warnings(self) -> tuple[Check, ...]:
        """The checks that ended in a warning, here and inside."""
        own = tuple(check for check in self.checks if check.outcome is Outcome.WARNING)
        return own + tuple(check for report in self.contained for check in report.warnings)

    def check(self, code: CheckCode) -> Check | None:
        """Return the answer to one question, the gravest where there are several, or ``None``."""
        answers = [check for check in self.checks if check.code is code]
        return max(answers, key=lambda check: _GRAVITY.index(check.outcome), default=None)


_GRAVITY: Final = (
    Outcome.ABSENT,
    Outcome.PASSED,
    Outcome.WARNING,
    Outcome.NOT_CHECKED,
    Outcome.FAILED,
)


def fault_of(report: Report) -> CairnError:
    """Return what keeps a document from being valid, as an error.

    It is the first failure, here and inside, or else the first check that could not be made.
    """
    checks = list(_all_checks(report))
    failed = next((check for check in checks if check.outcome is Outcome.FAILED), None)
    if failed is not None:
        return DocumentError(failed.reason, failed.message, where=failed.where)
    open_one = next((check for check in checks if check.outcome is Outcome.NOT_CHECKED), None)
    if open_one is not None:
        return UnavailableError(open_one.reason, open_one.message, where=open_one.where)
    return UnavailableError("check.not_reached", "The document could not be checked.")


def _all_checks(report: Report) -> Iterator[Check]:
    yield from report.checks
    for inner in report.contained:
        yield from _all_checks(inner)


def format_report(report: Report) -> JsonObject:
    """Return the report as JSON."""
    return {
        "type": "VerificationReport",
        "version": REPORT_VERSION,
        "verdict": report.verdict.value,
        "checkedAt": timestamps.format(report.checked_at),
        "kind": report.kind.value,
        "securing": report.securing,
        "checks": [
            {
                "number": check.code.number,
                "code": check.code.value,
                "outcome": check.outcome.value,
                "reason": check.reason,
                "message": check.message,
                "where": check.where,
            }
            for check in report.checks
        ],
        "credential": None if report.credential is None else _format_summary(report.credential),
        "contained": [format_report(inner) for inner in report.contained],
        "endorsements": [format_report(inner) for inner in report.endorsements],
    }


def _format_summary(summary: CredentialSummary) -> JsonObject:
    return {
        "id": summary.id,
        "type": list(summary.types),
        "issuer": {
            "id": summary.issuer.id,
            "name": summary.issuer.name,
            "register": summary.issuer.register,
        },
        "name": summary.name,
        "achievement": summary.achievement,
        "validFrom": None if summary.valid_from is None else timestamps.format(summary.valid_from),
        "validUntil": None if summary.valid_until is None else timestamps.format(summary.valid_until),
    }
