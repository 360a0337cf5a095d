"""An Assertion examined: each question answered, and nobody's word taken for what another must say.

0. contexts: that of Open Badges 2.0, none inline;
1. structure: Assertion, BadgeClass and Profile as Open Badges 2.0, section 4 says;
2. proof: *hosted*: what stands at the Assertion's own address says the same; *signed*: the JWS is right;
3. binding: the Profile, from its own address, allows the address or publishes the key;
4. validity: issued, and not expired;
5. status: *hosted*: there, and not revoked; *signed*: not in the issuer's RevocationList;
6. recipient: the identity of the one who shows it, where that is known;
7. refresh: *hosted*: whether its address says more than the copy that is shown.

A BadgeClass that stands inside the Assertion is read from its own address all the same where it has one, and
a Profile from nowhere else: a copy could say anything. Where copies that stand inside are another's word than
the issuer's, as in a hosted Assertion, what they say of the achievement and the issuer must be the same.
Proved by ``tests/cairn/interop/open_badges_2/test_examination.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from cairn.canonical import timestamps
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.interop.open_badges_2 import members
from cairn.interop.open_badges_2.copies import compare_assertions, compare_copies
from cairn.interop.open_badges_2.documents import (
    Assertion,
    BadgeClass,
    Issuer,
    Verification,
    find_foreign_contexts,
    parse_assertion,
    parse_badge_class,
    parse_issuer,
)
from cairn.interop.open_badges_2.findings import (
    Finding,
    Outcome,
    Question,
    failed,
    not_checked,
    passed,
    warned,
)
from cairn.interop.open_badges_2.hosting import fetch_document, may_host
from cairn.interop.open_badges_2.recipients import check_recipient
from cairn.interop.open_badges_2.signing import check_revocation_list, check_signature

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject

_View = TypeVar("_View")

CLOCK_SKEW: Final = timedelta(minutes=2)
GONE: Final = "fetch.gone"
"""The code with which a loader says that an address answered 410, which is how a hosted Assertion is
revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was found out; ``assertion`` is the one from its address where that could be had.

    ``badge_class`` and ``issuer`` are ``None`` where they could not be read.
    """

    findings: tuple[Finding, ...]
    verification: Verification | None = None
    assertion: Assertion | None = None
    badge_class: BadgeClass | None = None
    issuer: Issuer | None = None

    def finding(self, question: Question) -> Finding | None:
        """Return the gravest answer to one question, or ``None``."""
        answers = [finding for finding in self.findings if finding.question is question]
        return max(answers, key=lambda finding: _GRAVITY.index(finding.outcome), default=None)


_GRAVITY: Final = (Outcome.ABSENT, Outcome.PASSED, Outcome.WARNING, Outcome.NOT_CHECKED, Outcome.FAILED)


def examine(
    document: JsonObject,
    *,
    text: str,
    loader: Callable[[str], bytes],
    now: datetime,
    recipient: str | None = None,
) -> Examination:
    """Examine the Assertion ``document``; ``text`` is the JSON or the compact JWS that it was read from.

    ``loader`` gives the bytes at an address or raises ``UnavailableError``, with the code ``fetch.gone``
    for an answer 410. ``recipient`` is the identity, such as an e-mail address, of the one who shows it.
    """
    run = _Run(loader=loader, now=now)
    # (0), (1): one meaning, and the shape that the standard gives it.
    presented = run.read_assertion(document)
    if presented is None:
        return run.result()
    if presented.verification is Verification.HOSTED:
        run.examine_hosted(presented, is_signed=not text.lstrip().startswith("{"))
    else:
        run.examine_signed(presented, text=text)
    # (4), (6): what the Assertion itself says of time and of its recipient.
    run.check_validity()
    if recipient is not None and run.assertion is not None:
        run.findings.append(check_recipient(run.assertion.recipient, recipient))
    return run.result()


def examine_address(
    address: str, *, loader: Callable[[str], bytes], now: datetime, recipient: str | None = None
) -> Examination:
    """Examine the hosted Assertion at ``address``, of which nothing else is there."""
    try:
        document = fetch_document(address, loader=loader)
    except CairnError as error:
        return Examination(findings=_unreachable(error), verification=Verification.HOSTED)
    return examine(document, text="{}", loader=loader, now=now, recipient=recipient)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run through the list."""

    loader: Callable[[str], bytes]
    now: datetime
    findings: list[Finding] = field(default_factory=list)
    assertion: Assertion | None = None
    badge_class: BadgeClass | None = None
    issuer: Issuer | None = None

    def result(self) -> Examination:
        return Examination(
            findings=tuple(self.findings),
            verification=None if self.assertion is None else self.assertion.verification,
            assertion=self.assertion,
            badge_class=self.badge_class,
            issuer=self.issuer,
        )

    def read_assertion(self, document: JsonObject) -> Assertion | None:
        try:
            foreign = find_foreign_contexts(document)
        except DocumentError as error:
            self.findings.append(Finding.of_error(Question.CONTEXTS, error, outcome=Outcome.FAILED))
        else:
            self.findings.append(_contexts(foreign))
        try:
            self.assertion = parse_assertion(document)
        except DocumentError as error:
            self.findings.append(Finding.of_error(Question.STRUCTURE, error, outcome=Outcome.FAILED))
        return self.assertion

    def examine_hosted(self, presented: Assertion, *, is_signed: bool) -> None:
        if is_signed:
            self.findings.append(
                failed(
                    Question.PROOF,
                    code="proof.other_verification",
                    message="It is signed, and says that it is hosted instead.",
                    where="/verification/type",
                )
            )
            return
        # (2): its own address has the last word.
        try:
            hosted = parse_assertion(fetch_document(presented.id, loader=self.loader))
        except CairnError as error:
            self.findings += _unreachable(error)
            return
        self.assertion = hosted
        self.findings += compare_assertions(presented, hosted)
        # (3): the issuer lets its Assertions stand there.
        self.read_linked(hosted)
        self.findings += compare_copies(
            (presented, hosted), badge_class=self.badge_class, issuer=self.issuer, is_signed=False
        )
        self.findings.append(self.check_host(hosted))
        # (5): still there, and not marked.
        mark = _check_mark(hosted)
        self.findings.append(mark or passed(Question.STATUS, "Its address does not say that it is revoked."))

    def examine_signed(self, presented: Assertion, *, text: str) -> None:
        if text.lstrip().startswith("{") or text.count(".") != 2:
            self.findings.append(
                failed(
                    Question.PROOF,
                    code="proof.missing",
                    message="It says that it is signed, and carries no signature.",
                )
            )
            return
        self.read_linked(presented)
        self.findings += compare_copies(
            (presented,), badge_class=self.badge_class, issuer=self.issuer, is_signed=True
        )
        # (2), (3): the signature and whose it is.
        signature = check_signature(text, presented, issuer=self.issuer, loader=self.loader)
        self.findings += (signature.proof, signature.binding)
        # (5): what the issuer has revoked since.
        if (mark := _check_mark(presented)) is not None:
            self.findings.append(mark)
        elif self.issuer is not None:
            self.findings.append(check_revocation_list(presented, self.issuer, loader=self.loader))
        else:
            self.findings.append(
                not_checked(
                    Question.STATUS,
                    code="status.no_profile",
                    message="The Profile of the issuer could not be read, so what it revoked is unknown.",
                )
            )

    def read_linked(self, assertion: Assertion) -> None:
        """Read the BadgeClass, from its own address where it has one, and the Profile of its issuer."""
        before = len(self.findings)
        badge = self.read_one(assertion.badge, "/badge", may_stand_inside=True)
        if badge is not None:
            self.badge_class = self.parse(badge, parse_badge_class, "/badge")
        if self.badge_class is not None:
            # A Profile without an address of its own is anybody's word for who the issuer is.
            profile = self.read_one(self.badge_class.issuer, "/badge/issuer", may_stand_inside=False)
            if profile is not None:
                self.issuer = self.parse(profile, parse_issuer, "/badge/issuer")
        if len(self.findings) == before:
            self.findings.append(passed(Question.STRUCTURE, "It is built as Open Badges 2.0 says."))

    def read_one(self, linked: str | JsonObject, where: str, *, may_stand_inside: bool) -> JsonObject | None:
        try:
            address = members.reference_id(linked)
            if may_stand_inside and isinstance(linked, dict) and not members.is_web_address(address):
                return linked
            return fetch_document(address or "", loader=self.loader)
        except UnavailableError as error:
            self.findings.append(_of_fetching(Question.STRUCTURE, error))
        except DocumentError as error:
            self.findings.append(
                Finding.of_error(Question.STRUCTURE, error.at(where), outcome=Outcome.FAILED)
            )
        return None

    def parse(self, document: JsonObject, parse: Callable[[JsonObject], _View], where: str) -> _View | None:
        try:
            return parse(document)
        except DocumentError as error:
            self.findings.append(
                Finding.of_error(Question.STRUCTURE, error.at(where), outcome=Outcome.FAILED)
            )
            return None

    def check_host(self, hosted: Assertion) -> Finding:
        issuer = self.issuer
        if issuer is None:
            return not_checked(
                Question.BINDING,
                code="binding.no_profile",
                message="The Profile of the issuer could not be read, so what it allows is unknown.",
                where=hosted.id,
            )
        if not may_host(issuer, hosted.id):
            return failed(
                Question.BINDING,
                code="binding.other_host",
                message=f"{issuer.id} does not let its Assertions stand there: anyone could have put it.",
                where=hosted.id,
            )
        return passed(Question.BINDING, f"{issuer.id} lets its Assertions be hosted there.")

    def check_validity(self) -> None:
        assertion = self.assertion
        if assertion is None:
            return
        if assertion.issued_on > self.now + CLOCK_SKEW:
            finding = failed(
                Question.VALIDITY,
                code="validity.not_yet",
                message=f"It says it will be issued on {timestamps.format(assertion.issued_on)}.",
                where="/issuedOn",
            )
        elif assertion.expires is not None and assertion.expires < self.now:
            finding = failed(
                Question.VALIDITY,
                code="validity.expired",
                message=f"It expired on {timestamps.format(assertion.expires)}.",
                where="/expires",
            )
        else:
            end = assertion.expires
            until = "without an end" if end is None else f"until {timestamps.format(end)}"
            finding = passed(Question.VALIDITY, f"It is valid {until}.")
        self.findings.append(finding)


def _contexts(foreign: tuple[str, ...]) -> Finding:
    if foreign:
        return warned(
            Question.CONTEXTS,
            code="contexts.not_read",
            message=f"It names further contexts, which are not read here: {foreign[0]}.",
            where="/@context",
        )
    return passed(Question.CONTEXTS, "Its terms are those of Open Badges 2.0.")


def _check_mark(assertion: Assertion) -> Finding | None:
    if not assertion.revoked:
        return None
    reason = assertion.revocation_reason
    end = "" if reason is None else f": {reason.rstrip('.')}"
    return failed(
        Question.STATUS, code="status.revoked", message=f"The issuer revoked it{end}.", where="/revoked"
    )


def _unreachable(error: CairnError) -> tuple[Finding, ...]:
    """Return what it means that nothing could be read at the address of a hosted Assertion."""
    proof = _of_fetching(Question.PROOF, error)
    if error.code != GONE:
        return (proof,)
    withdrawn = failed(
        Question.STATUS,
        code="status.revoked",
        message="The issuer has withdrawn it: its address answers that it is gone.",
        where=error.where,
    )
    return (proof, withdrawn)


def _of_fetching(question: Question, error: CairnError) -> Finding:
    outcome = Outcome.NOT_CHECKED if isinstance(error, UnavailableError) else Outcome.FAILED
    return Finding.of_error(question, error, outcome=outcome)
