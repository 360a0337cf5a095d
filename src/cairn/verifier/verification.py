"""The verifier: a numbered list of questions about one document.

0. well-formed: strict JSON, a strict JWT, or either taken out of an image;
1. contexts: pinned, in order, none inline (VC 2.0, section 4.3);
2. schema: the rules of Open Badges 3.0, CLR 2.0 and VC 2.0;
3. proof: the signature is right for exactly this document (VC DI 1.0, section 4.4; RFC 7515, section 5.2);
4. key binding: the signer's own controller document lists the key for this purpose (VC DI 1.0, section 4.5);
5. key time: the key was in use when it signed;
6. issuer known: a register knows the issuer;
7. validity: now lies in the validity period (VC 2.0, section 4.9);
8. status: neither revoked nor suspended (Bitstring Status List 1.0, section 3.2);
9. holder: presented by its holder, for this challenge and domain (VC 2.0, section 4.13);
10. refresh: whether the issuer has made a newer version (Open Badges 3.0, section 8.4);
11. endorsements: whoever is said to endorse it has signed that (Open Badges 3.0, section 5.7).

A failure in 0, 1 or 3 ends the list: what cannot be read in one way, or is not signed, says nothing. A
question that was not answered is *not checked*; only what a document of its kind cannot have is *absent*.
Proved by ``tests/cairn/verifier/test_verification.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from cairn.credentials import contexts, validation
from cairn.credentials.findings import Severity
from cairn.errors import DocumentError, UnavailableError
from cairn.proofs.data_integrity import DataIntegrity
from cairn.verifier import endorsing, holding, periods, refreshing, statuses, summaries
from cairn.verifier.containing import MAX_CONTAINED, MAX_NESTING, find_members, read_member
from cairn.verifier.context_policy import DEFINED, check_contexts, check_terms
from cairn.verifier.loading import BoundedLoader
from cairn.verifier.presented import Presented, read_presented, read_text
from cairn.verifier.registers import NOT_BOUND, look_up_issuer
from cairn.verifier.report import Check, CheckCode, Kind, Outcome, Report, Verdict, fault_of
from cairn.verifier.securing import Securing, SecuringChecker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.verifier.holding import Challenge
    from cairn.verifier.registers import KnownIssuer, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedCredential:
    """A credential all of whose checks passed; ``report`` may hold warnings that a person should read.

    ``document`` is what was proven, which is not always what was presented: for an Open Badge 2.0 that is
    hosted it is the Assertion that stands at its own address. ``badge_class`` is set for an Open Badge 2.0
    only: the BadgeClass as its issuer publishes it, to be read instead of a copy inside the Assertion.
    """

    document: JsonObject
    report: Report
    badge_class: JsonObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A report, and what it is about."""

    report: Report
    document: JsonObject
    badge_class: JsonObject | None = None


class Verifier:
    """Answers the questions for documents of any issuer; keep one for many documents.

    ``loader`` gives the bytes at an address and raises ``UnavailableError``; ``registers`` are asked in
    order.
    """

    def __init__(self, *, loader: Callable[[str], bytes], registers: Sequence[Register] = ()) -> None:
        self._loader = loader
        self._registers = tuple(registers)
        self._integrity = DataIntegrity(contexts.load)

    def verify(self, data: bytes, *, now: datetime, challenge: Challenge | None = None) -> VerifiedCredential:
        """Return the credential or presentation in ``data`` if nothing speaks against it.

        Raises ``DocumentError`` with the reason of the first check that failed, or ``UnavailableError`` with
        that of the first that could not be made.
        """
        found = self._run(data, now=now, challenge=challenge)
        if found.report.verdict is not Verdict.VALID:
            raise fault_of(found.report)
        return VerifiedCredential(document=found.document, report=found.report, badge_class=found.badge_class)

    def inspect(self, data: bytes, *, now: datetime, challenge: Challenge | None = None) -> Report:
        """Return the report on ``data``: a JSON document, a JWT, or an image with either in it."""
        return self._run(data, now=now, challenge=challenge).report

    def _run(self, data: bytes, *, now: datetime, challenge: Challenge | None) -> _Found:
        loader = BoundedLoader(self._loader)
        return _Inspection(self._integrity, loader, self._registers, now=now).run(
            lambda: read_presented(data), challenge=challenge
        )


class _Inspection:
    """One run through the list."""

    def __init__(
        self,
        integrity: DataIntegrity,
        loader: Callable[[str], bytes],
        registers: tuple[Register, ...],
        *,
        now: datetime,
        nesting: int = 0,
        refreshed: bool = False,
    ) -> None:
        self._integrity = integrity
        self._loader = loader
        self._registers = registers
        self._now = now
        self._nesting = nesting
        self._refreshed = refreshed
        self._securing = SecuringChecker(integrity, loader=loader, now=now)

    def run(self, read: Callable[[], Presented], *, challenge: Challenge | None = None) -> _Found:
        # (0): the document can be read in one way only (I-JSON, RFC 7515).
        try:
            presented = read()
        except DocumentError as error:
            report = self._report(
                Kind.UNREADABLE, [Check.of_error(CheckCode.WELL_FORMED, error, outcome=Outcome.FAILED)]
            )
            return _Found(report=report, document={})
        if presented.kind is Kind.OPEN_BADGE_2:
            # Their reader is a large part of the library, and few documents need it.
            from cairn.verifier import open_badges  # noqa: PLC0415

            badge = open_badges.examine(
                presented,
                loader=self._loader,
                registers=self._registers,
                now=self._now,
                challenge=challenge,
            )
            return _Found(report=badge.report, document=badge.assertion, badge_class=badge.badge_class)
        return _Found(report=self._inspect(presented, challenge), document=presented.document)

    def _inspect(self, presented: Presented, challenge: Challenge | None) -> Report:
        document, kind = presented.document, presented.kind
        # (1): terms have the meaning that pinned contexts give them (VC 2.0, section 4.3).
        checks = [_READABLE, _check_contexts(document)]
        # (2): the document is built as its standards say.
        checks += _check_schema(document)
        if checks[1].outcome is Outcome.FAILED:
            return self._report(kind, checks)
        if kind is Kind.PRESENTATION:
            return self._inspect_presentation(presented, checks, challenge)
        return self._inspect_credential(presented, checks, challenge)

    def _inspect_credential(
        self, presented: Presented, checks: list[Check], challenge: Challenge | None
    ) -> Report:
        document = presented.document
        issuer = document.get("issuer")
        issuer_id = summaries.party_id(issuer)
        # (3), (4), (5): the signature, whose key made it, and when (VC DI 1.0, sections 4.4 and 4.5).
        securing = self._securing.check(presented, signer_id=issuer_id, purpose="assertionMethod")
        checks += securing.checks
        if securing.broken:
            return self._report(Kind.CREDENTIAL, checks, securing=securing)
        # (1): a signature over the text has not asked what the terms mean.
        checks[1] = self._check_terms(document, securing)
        # (6): a register knows the issuer, under the name that the credential uses.
        known, entry = self._look_up(issuer_id, summaries.party_name(issuer), securing)
        checks.append(known)
        # (7): the validity period (VC 2.0, section 4.9).
        checks.append(periods.check_validity(document, token=presented.jwt, now=self._now))
        # (8): revocation and suspension (Bitstring Status List 1.0, section 3.2).
        if "credentialStatus" in document:
            checks += statuses.check(
                document, loader=self._loader, verify_list=self._verify_list, now=self._now
            )
        else:
            checks.append(Check.absent(CheckCode.STATUS))
        # (9): a bare credential says nothing of who shows it, and a record is of one person.
        audience = () if presented.jwt is None else presented.jwt.audience
        checks += [holding.check_bare(challenge, audience=audience), *holding.check_record(document)]
        # (10): a newer version, asked for once and only for a credential that is proven.
        if securing.proven or "refreshService" not in document:
            checks.append(self._check_refresh(document))
        # (11): who is said to endorse it has signed that.
        endorsements = self._inspect_endorsements(presented, checks)
        return self._report(
            Kind.CREDENTIAL, checks, securing=securing, document=document, entry=entry,
            contained=self._inspect_contained(document.get("credentialSubject")), endorsements=endorsements,
        )  # fmt: skip

    def _inspect_presentation(
        self, presented: Presented, checks: list[Check], challenge: Challenge | None
    ) -> Report:
        document = presented.document
        absent = [CheckCode.ISSUER_KNOWN, CheckCode.STATUS, CheckCode.REFRESH, CheckCode.ENDORSEMENTS]
        if presented.jwt is None and "proof" not in document:
            absent += (CheckCode.PROOF, CheckCode.KEY_BINDING, CheckCode.KEY_TIME, CheckCode.VALIDITY)
            checks[1] = check_terms(document, processor=self._integrity.canonizer.processor)
            contained = self._inspect_contained(document)
            checks.append(holding.check_unsigned(challenge, is_empty=not contained))
            checks += map(Check.absent, absent)
            return self._report(Kind.PRESENTATION, checks, contained=contained)
        checks += map(Check.absent, absent)
        holder_id = holding.find_presenter(presented)
        # (3), (4), (5): the holder's signature.
        securing = self._securing.check(presented, signer_id=holder_id, purpose="authentication")
        checks += securing.checks
        if securing.broken:
            return self._report(Kind.PRESENTATION, checks, securing=securing)
        checks[1] = self._check_terms(document, securing)
        # (7): the time in which it may be shown, where it says one.
        checks.append(periods.check_validity(document, token=presented.jwt, now=self._now))
        # (9): made for this verifier, by the subject of what it shows.
        if securing.proven:
            checks += holding.check_presentation(
                presented, holder_id=holder_id, proofs=securing.own, challenge=challenge
            )
        return self._report(
            Kind.PRESENTATION, checks, securing=securing, contained=self._inspect_contained(document)
        )

    def _inspect_contained(self, holder: JsonValue) -> tuple[Report, ...]:
        """Return the reports on the credentials in a presentation or in the subjects of a CLR."""
        members = find_members(holder)
        reports = [found.report for found in self._run_inside(members)]
        if len(reports) < len(members):
            error = DocumentError("presented.too_many", "There are too many credentials inside.")
            if reports:
                error = DocumentError(
                    "presented.poisoned", "The rest is not looked at after such a document."
                )
            check = Check.of_error(CheckCode.WELL_FORMED, error, outcome=Outcome.NOT_CHECKED)
            reports.append(self._report(Kind.UNREADABLE, [check]))
        return tuple(reports)

    def _inspect_endorsements(self, presented: Presented, checks: list[Check]) -> tuple[Report, ...]:
        """Add to ``checks`` what is to be said of the endorsements, and return the reports on them."""
        text = presented.text if presented.jwt is None else ""
        endorsements = endorsing.find_endorsements(presented.document, text=text)
        inside = self._run_inside([one.member for one in endorsements])
        told = [
            endorsing.judge(one, found.document, found.report)
            for one, found in zip(endorsements, inside, strict=False)
        ]
        checks += endorsing.sum_up(endorsements, told)
        return tuple(found.report for found in inside)

    def _run_inside(self, members: Sequence[JsonValue]) -> list[_Found]:
        """Return what is found of documents inside, of none where they are too many or too deep.

        After a poisoned one the rest is left out: each such document costs as much as hundreds of sound ones,
        and a few would be a nuisance.
        """
        if not members or len(members) > MAX_CONTAINED or self._nesting >= MAX_NESTING:
            return []
        inner = self._inner(nesting=self._nesting + 1, refreshed=self._refreshed)
        inside: list[_Found] = []
        for member in members:
            inside.append(inner.run(partial(read_member, member)))
            if _is_poisoned(inside[-1].report):
                break
        return inside

    def _inner(self, *, nesting: int, refreshed: bool) -> _Inspection:
        return _Inspection(
            self._integrity,
            self._loader,
            self._registers,
            now=self._now,
            nesting=nesting,
            refreshed=refreshed,
        )

    def _check_terms(self, document: JsonObject, securing: Securing) -> Check:
        if securing.over_meaning:
            return DEFINED
        return check_terms(document, processor=self._integrity.canonizer.processor)

    def _look_up(
        self, issuer_id: str, stated_name: str, securing: Securing
    ) -> tuple[Check, KnownIssuer | None]:
        if not securing.proven:
            return NOT_BOUND, None
        try:
            found = look_up_issuer(issuer_id, stated_name=stated_name, registers=self._registers)
        except UnavailableError as error:
            return Check.of_error(CheckCode.ISSUER_KNOWN, error, outcome=Outcome.NOT_CHECKED), None
        return found.check, found.entry

    def _verify_list(self, data: bytes, issuer_id: str) -> JsonObject:
        """Return the status list credential in ``data`` if checks 0, 1, 3, 4, 5 and 7 pass for it."""
        presented = read_text(data)
        document = presented.document
        if presented.kind is not Kind.CREDENTIAL:
            raise DocumentError("status_list.no_credential", "The status list is not a credential.")
        check_contexts(document)
        securing = self._securing.check(presented, signer_id=issuer_id, purpose="assertionMethod")
        validity = periods.check_validity(document, token=presented.jwt, now=self._now)
        for check in (*securing.checks, validity):
            if check.outcome is Outcome.FAILED:
                raise DocumentError(check.reason, check.message, where=check.where)
            if check.outcome is Outcome.NOT_CHECKED:
                raise UnavailableError(check.reason, check.message, where=check.where)
        return document

    def _check_refresh(self, document: JsonObject) -> Check:
        if self._refreshed:
            return refreshing.NOTHING
        inner = self._inner(nesting=self._nesting, refreshed=True)
        return refreshing.check(
            document,
            loader=self._loader,
            inspect=lambda data: inner.run(lambda: read_presented(data)).report,
        )

    def _report(
        self,
        kind: Kind,
        checks: list[Check],
        *,
        securing: Securing | None = None,
        document: JsonObject | None = None,
        entry: KnownIssuer | None = None,
        contained: tuple[Report, ...] = (),
        endorsements: tuple[Report, ...] = (),
    ) -> Report:
        answered = {check.code for check in checks}
        rest = [Check.not_reached(code) for code in CheckCode if code not in answered]
        # Nobody's name is lent to what another's key may have signed.
        shown = document if securing is not None and securing.proven else None
        return Report(
            kind=kind,
            checked_at=self._now,
            securing="" if securing is None else securing.name,
            checks=tuple(sorted([*checks, *rest], key=lambda check: check.code.number)),
            credential=None if shown is None else summaries.summarize(shown, entry=entry),
            contained=contained,
            endorsements=endorsements,
        )


_READABLE: Final = Check(
    code=CheckCode.WELL_FORMED, outcome=Outcome.PASSED, message="The document can be read."
)
_CONTEXTS: Final = Check(
    code=CheckCode.CONTEXTS,
    outcome=Outcome.PASSED,
    message="Its contexts are known here, and in the right order.",
)


def _check_contexts(document: JsonObject) -> Check:
    try:
        check_contexts(document)
    except DocumentError as error:
        return Check.of_error(CheckCode.CONTEXTS, error, outcome=Outcome.FAILED)
    return _CONTEXTS


def _is_poisoned(report: Report) -> bool:
    """Say whether the blank nodes of a document were made to be entangled (RDFC-1.0, section 7.1)."""
    return any(check.reason == "rdfc.too_complex" for check in report.checks) or any(
        _is_poisoned(inner) for inner in (*report.contained, *report.endorsements)
    )


def _check_schema(document: JsonObject) -> list[Check]:
    problems = validation.validate(document)
    if not problems:
        return [
            Check(code=CheckCode.SCHEMA, outcome=Outcome.PASSED, message="It is built as its standards say.")
        ]
    return [
        Check(
            code=CheckCode.SCHEMA,
            outcome=Outcome.FAILED if problem.severity is Severity.ERROR else Outcome.WARNING,
            message=f"{problem.message} {problem.mend}".strip(),
            reason=problem.code,
            where=problem.where,
        )
        for problem in problems
    ]
