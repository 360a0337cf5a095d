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
10. refresh: whether the issuer has made a newer version (Open Badges 3.0, section 8.4).

A failure in 0, 1 or 3 ends the list: what cannot be read in one way, or is not signed, says nothing. A
question that was not answered is *not checked*; only what a document of its kind cannot have is *absent*.
Proved by ``tests/cairn/verifier/test_verification.py``.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.credentials import contexts, validation
from cairn.credentials.findings import Severity
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.proofs.data_integrity import DataIntegrity
from cairn.verifier import holding, periods, refreshing, statuses, summaries
from cairn.verifier.context_policy import check_contexts
from cairn.verifier.loading import BoundedLoader
from cairn.verifier.presented import Presented, read_document, read_presented, read_text
from cairn.verifier.registers import look_up_issuer
from cairn.verifier.report import Check, CheckCode, Kind, Outcome, Report, Verdict
from cairn.verifier.securing import Securing, SecuringChecker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.verifier.holding import Challenge
    from cairn.verifier.registers import KnownIssuer, Register

MAX_CONTAINED: Final = 256
_MAX_NESTING: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedCredential:
    """A credential all of whose checks passed; ``report`` may hold warnings that a person should read."""

    document: JsonObject
    report: Report


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
        report = self.inspect(data, now=now, challenge=challenge)
        if report.verdict is not Verdict.VALID:
            raise _first(report)
        return VerifiedCredential(document=read_presented(data).document, report=report)

    def inspect(self, data: bytes, *, now: datetime, challenge: Challenge | None = None) -> Report:
        """Return the report on ``data``: a JSON document, a JWT, or an image with either in it."""
        loader = BoundedLoader(self._loader)
        return _Inspection(self._integrity, loader, self._registers, now=now).inspect(
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

    def inspect(self, read: Callable[[], Presented], *, challenge: Challenge | None = None) -> Report:
        # (0): the document can be read in one way only (I-JSON, RFC 7515).
        try:
            presented = read()
        except DocumentError as error:
            return self._report(
                Kind.UNREADABLE, [Check.of_error(CheckCode.WELL_FORMED, error, outcome=Outcome.FAILED)]
            )
        if presented.kind is Kind.OPEN_BADGE_2:
            # Their reader is a large part of the library, and few documents need it.
            from cairn.verifier import open_badges  # noqa: PLC0415

            return open_badges.inspect(
                presented,
                loader=self._loader,
                registers=self._registers,
                now=self._now,
                challenge=challenge,
            )
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
        issuer_id = summaries.party_id(document.get("issuer"))
        # (3), (4), (5): the signature, whose key made it, and when (VC DI 1.0, sections 4.4 and 4.5).
        securing = self._securing.check(presented, signer_id=issuer_id, purpose="assertionMethod")
        checks += securing.checks
        if securing.broken:
            return self._report(Kind.CREDENTIAL, checks, securing=securing)
        # (6): a register knows the issuer, under the name that the credential uses.
        known, entry = self._look_up(issuer_id, summaries.party_name(document.get("issuer")))
        checks.append(known)
        # (7): the validity period (VC 2.0, section 4.9).
        checks.append(periods.check_validity(document, token=presented.jwt, now=self._now))
        # (8): revocation and suspension (Bitstring Status List 1.0, section 3.2).
        if "credentialStatus" in document:
            checks += statuses.check(
                document, loader=self._loader, verify_list=self._verify_list, now=self._now
            )
        else:
            checks.append(_absent(CheckCode.STATUS))
        # (9): a bare credential says nothing of who shows it.
        checks.append(holding.check_bare(challenge))
        # (10): a newer version, asked for once and only for a credential that is proven.
        if securing.proven or "refreshService" not in document:
            checks.append(self._check_refresh(document))
        return self._report(
            Kind.CREDENTIAL, checks, securing=securing, document=document, entry=entry,
            contained=self._inspect_contained(document.get("credentialSubject")),
        )  # fmt: skip

    def _inspect_presentation(
        self, presented: Presented, checks: list[Check], challenge: Challenge | None
    ) -> Report:
        document = presented.document
        checks += [_absent(code) for code in (CheckCode.ISSUER_KNOWN, CheckCode.STATUS, CheckCode.REFRESH)]
        if presented.jwt is None and "proof" not in document:
            absent = (CheckCode.PROOF, CheckCode.KEY_BINDING, CheckCode.KEY_TIME, CheckCode.VALIDITY)
            contained = self._inspect_contained(document)
            held = holding.check_unsigned(challenge, is_empty=not contained)
            checks += [*(_absent(code) for code in absent), held]
            return self._report(Kind.PRESENTATION, checks, contained=contained)
        holder_id = holding.find_presenter(presented)
        # (3), (4), (5): the holder's signature.
        securing = self._securing.check(presented, signer_id=holder_id, purpose="authentication")
        checks += securing.checks
        if securing.broken:
            return self._report(Kind.PRESENTATION, checks, securing=securing)
        # (7): the time in which it may be shown, where it says one.
        checks.append(periods.check_validity(document, token=presented.jwt, now=self._now))
        # (9): made for this verifier, by the subject of what it shows.
        if securing.proven:
            checks += holding.check_presentation(
                presented,
                holder_id=holder_id,
                proofs=securing.own,
                challenge=challenge,
                credentials=_contained_documents(document),
            )
        return self._report(
            Kind.PRESENTATION, checks, securing=securing, contained=self._inspect_contained(document)
        )

    def _inspect_contained(self, holder: JsonValue) -> tuple[Report, ...]:
        """Return the reports on the credentials in a presentation or in the subjects of a CLR."""
        members = _contained_members(holder)
        if len(members) > MAX_CONTAINED or (members and self._nesting >= _MAX_NESTING):
            error = DocumentError("presented.too_many", "There are too many credentials inside.")
            check = Check.of_error(CheckCode.WELL_FORMED, error, outcome=Outcome.NOT_CHECKED)
            return (self._report(Kind.UNREADABLE, [check]),)
        inner = self._inner(nesting=self._nesting + 1, refreshed=self._refreshed)
        reports: list[Report] = []
        for member in members:
            reports.append(inner.inspect(partial(_read_member, member)))
            if _is_poisoned(reports[-1]) and len(reports) < len(members):
                # Each such document costs as much as hundreds of sound ones, and a few would be a nuisance.
                error = DocumentError(
                    "presented.poisoned", "The rest is not looked at after such a document."
                )
                check = Check.of_error(CheckCode.WELL_FORMED, error, outcome=Outcome.NOT_CHECKED)
                return (*reports, self._report(Kind.UNREADABLE, [check]))
        return tuple(reports)

    def _inner(self, *, nesting: int, refreshed: bool) -> _Inspection:
        return _Inspection(
            self._integrity,
            self._loader,
            self._registers,
            now=self._now,
            nesting=nesting,
            refreshed=refreshed,
        )

    def _look_up(self, issuer_id: str, stated_name: str) -> tuple[Check, KnownIssuer | None]:
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
            document, loader=self._loader, inspect=lambda data: inner.inspect(lambda: read_presented(data))
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
    ) -> Report:
        answered = {check.code for check in checks}
        rest = [_not_reached(code) for code in CheckCode if code not in answered]
        shown = document is not None and _may_be_shown(checks)
        return Report(
            kind=kind,
            checked_at=self._now,
            securing="" if securing is None else securing.name,
            checks=tuple(sorted([*checks, *rest], key=lambda check: check.code.number)),
            credential=summaries.summarize(document, entry=entry) if shown and document is not None else None,
            contained=contained,
        )


_READABLE: Final = Check(
    code=CheckCode.WELL_FORMED, outcome=Outcome.PASSED, message="The document can be read."
)
_CONTEXTS: Final = Check(
    code=CheckCode.CONTEXTS,
    outcome=Outcome.PASSED,
    message="All terms are defined by contexts that are known here.",
)


def _check_contexts(document: JsonObject) -> Check:
    try:
        check_contexts(document)
    except DocumentError as error:
        return Check.of_error(CheckCode.CONTEXTS, error, outcome=Outcome.FAILED)
    return _CONTEXTS


def _is_poisoned(report: Report) -> bool:
    """Say whether the blank nodes of a document were made to be entangled (RDFC-1.0, section 7.1)."""
    return any(check.reason == "rdfc.too_complex" for check in _all_checks(report))


def _may_be_shown(checks: list[Check]) -> bool:
    """Say whether every signature is right and no proof belongs to somebody else."""
    proofs = [check.outcome for check in checks if check.code is CheckCode.PROOF]
    bindings = [check.outcome for check in checks if check.code is CheckCode.KEY_BINDING]
    return (
        bool(proofs)
        and all(outcome is Outcome.PASSED for outcome in proofs)
        and Outcome.FAILED not in bindings
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


def _absent(code: CheckCode) -> Check:
    return Check(code=code, outcome=Outcome.ABSENT, message="The document has nothing of this kind to check.")


def _not_reached(code: CheckCode) -> Check:
    return Check(
        code=code,
        outcome=Outcome.NOT_CHECKED,
        message="Not looked at, because of what an earlier check found.",
        reason="check.not_reached",
    )


def _read_member(member: JsonValue) -> Presented:
    if isinstance(member, dict):
        return read_document(member, text=strict_json.format(member).decode())
    if isinstance(member, str):
        return read_text(member)
    raise DocumentError("presented.unknown_form", "A contained credential is neither an object nor a JWT.")


def _contained_members(holder: JsonValue) -> list[JsonValue]:
    """Return what stands in ``verifiableCredential`` of an object or of each object of a list."""
    members: list[JsonValue] = []
    for item in holder if isinstance(holder, list) else [holder]:
        if isinstance(item, dict) and "verifiableCredential" in item:
            value = item["verifiableCredential"]
            members += value if isinstance(value, list) else [value]
    return members


def _contained_documents(presentation: JsonObject) -> list[JsonObject]:
    """Return the credentials in a presentation that can be read, out of their envelopes."""
    documents = []
    for member in _contained_members(presentation):
        with contextlib.suppress(DocumentError):
            documents.append(_read_member(member).document)
    return documents


def _first(report: Report) -> CairnError:
    """Return the first failure, here and inside, or else the first check that could not be made."""
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
