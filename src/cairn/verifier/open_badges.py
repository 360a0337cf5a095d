"""An Open Badge 2.0 in the verification report: the same questions, the same five answers.

The proof of a *hosted* Assertion (check 3) is that its own address says the same, and its binding (check 4)
that the issuer's Profile lets Assertions be hosted there. For a *signed* one they are the signature and the
key. Keys of Open Badges 2.0 have no history, so check 5 is absent. What is examined is what stands at the
address, and what is shown and given out is that as well: a copy could say anything.
Proved by ``tests/cairn/verifier/test_open_badges.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import UnavailableError
from cairn.interop import open_badges_2
from cairn.interop.open_badges_2 import Question
from cairn.verifier import holding
from cairn.verifier.registers import NOT_BOUND, look_up_issuer
from cairn.verifier.report import (
    Check,
    CheckCode,
    CredentialSummary,
    IssuerSummary,
    Kind,
    Outcome,
    Report,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.interop.open_badges_2 import Examination, Finding
    from cairn.verifier.holding import Challenge
    from cairn.verifier.presented import Presented
    from cairn.verifier.registers import KnownIssuer, Register

_CODES: Final = {
    Question.CONTEXTS: CheckCode.CONTEXTS,
    Question.STRUCTURE: CheckCode.SCHEMA,
    Question.PROOF: CheckCode.PROOF,
    Question.BINDING: CheckCode.KEY_BINDING,
    Question.VALIDITY: CheckCode.VALIDITY,
    Question.STATUS: CheckCode.STATUS,
    Question.RECIPIENT: CheckCode.HOLDER,
    Question.REFRESH: CheckCode.REFRESH,
}
# What an Assertion whose proof is wrong says of itself is not believed, and so not judged either.
_BEFORE_THE_PROOF: Final = frozenset({Question.CONTEXTS, Question.STRUCTURE, Question.PROOF})
_ABSENT: Final = {
    CheckCode.KEY_TIME: "Open Badges 2.0 does not say from when to when a key is in use.",
    CheckCode.REFRESH: "Open Badges 2.0 has no newer versions.",
    CheckCode.ENDORSEMENTS: "Endorsements of Open Badges 2.0 are not read.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedBadge:
    """The report on an Open Badge 2.0, the Assertion that it is about and the BadgeClass that belongs to it.

    ``assertion`` is empty and ``badge_class`` is ``None`` where they could not be read.
    """

    report: Report
    assertion: JsonObject
    badge_class: JsonObject | None


def inspect(
    presented: Presented,
    *,
    loader: Callable[[str], bytes],
    registers: Sequence[Register],
    now: datetime,
    challenge: Challenge | None = None,
    recipient: str | None = None,
) -> Report:
    """Return the report on an Open Badge 2.0, as :func:`examine` does."""
    return examine(
        presented, loader=loader, registers=registers, now=now, challenge=challenge, recipient=recipient
    ).report


def examine(
    presented: Presented,
    *,
    loader: Callable[[str], bytes],
    registers: Sequence[Register],
    now: datetime,
    challenge: Challenge | None = None,
    recipient: str | None = None,
) -> ExaminedBadge:
    """Return what is found of an Open Badge 2.0: JSON, a JWS, or only the address of a hosted one.

    ``recipient`` is the identity, such as an e-mail address, of the one who shows it. Nobody presents an Open
    Badge 2.0 for a ``challenge``, so check 9 fails where one is set.
    """
    # (1) to (4), (7) to (9): Open Badges 2.0, sections 4 and 5.
    if presented.document:
        examination = open_badges_2.examine(
            presented.document, text=presented.text, loader=loader, now=now, recipient=recipient
        )
    else:
        examination = open_badges_2.examine_address(
            presented.text, loader=loader, now=now, recipient=recipient
        )
    proof = examination.finding(Question.PROOF)
    is_broken = proof is not None and proof.outcome is open_badges_2.Outcome.FAILED
    # (0): it was read before it came here.
    checks = [Check(code=CheckCode.WELL_FORMED, outcome=Outcome.PASSED, message="The document can be read.")]
    checks += [
        _check(finding)
        for finding in examination.findings
        if not is_broken or finding.question in _BEFORE_THE_PROOF or finding.code == "status.revoked"
    ]
    entry = None
    if proof is not None and not is_broken:
        # (6): a register knows the issuer, by the id of the Profile at its own address.
        known, entry = _look_up(examination, registers) if _is_proven(checks) else ([NOT_BOUND], None)
        checks += known
        # (9): nobody is asked to prove that a badge is theirs.
        if challenge is not None or recipient is None:
            checks.append(holding.check_bare(challenge))
        answered = {check.code for check in checks}
        checks += [
            Check(code=code, outcome=Outcome.ABSENT, message=message)
            for code, message in _ABSENT.items()
            if code not in answered
        ]
    answered = {check.code for check in checks}
    checks += [Check.not_reached(code) for code in CheckCode if code not in answered]
    verification = examination.verification
    assertion, badge_class = examination.assertion, examination.badge_class
    report = Report(
        kind=Kind.OPEN_BADGE_2,
        checked_at=now,
        securing="" if verification is None else verification.value,
        checks=tuple(sorted(checks, key=lambda check: check.code.number)),
        credential=_summarize(examination, entry) if _is_proven(checks) else None,
    )
    return ExaminedBadge(
        report=report,
        assertion={} if assertion is None else assertion.document,
        badge_class=None if badge_class is None else badge_class.document,
    )


def _check(finding: Finding) -> Check:
    return Check(
        code=_CODES[finding.question],
        outcome=Outcome(finding.outcome.value),
        message=finding.message,
        reason=finding.code,
        where=finding.where,
    )


def _look_up(
    examination: Examination, registers: Sequence[Register]
) -> tuple[list[Check], KnownIssuer | None]:
    issuer = examination.issuer
    if issuer is None:
        return [], None
    try:
        found = look_up_issuer(issuer.id, stated_name=issuer.name, registers=registers)
    except UnavailableError as error:
        return [Check.of_error(CheckCode.ISSUER_KNOWN, error, outcome=Outcome.NOT_CHECKED)], None
    return [found.check], found.entry


def _is_proven(checks: list[Check]) -> bool:
    """Say whether the proof is right and the issuer's own: nobody's name is lent to anything else."""
    proofs = [check.outcome for check in checks if check.code is CheckCode.PROOF]
    bindings = [check.outcome for check in checks if check.code is CheckCode.KEY_BINDING]
    return (
        bool(proofs) and bool(bindings) and all(outcome is Outcome.PASSED for outcome in (*proofs, *bindings))
    )


def _summarize(examination: Examination, entry: KnownIssuer | None) -> CredentialSummary | None:
    assertion, badge, issuer = examination.assertion, examination.badge_class, examination.issuer
    if assertion is None:
        return None
    return CredentialSummary(
        id=assertion.id,
        types=("Assertion",),
        issuer=IssuerSummary(
            id="" if issuer is None else issuer.id,
            name=entry.name if entry is not None else "" if issuer is None else issuer.name,
            register=None if entry is None else entry.register,
        ),
        name="" if badge is None else badge.name,
        achievement=None if badge is None else badge.id,
        valid_from=assertion.issued_on,
        valid_until=assertion.expires,
    )
