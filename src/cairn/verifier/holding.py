"""Who presents: the challenge and the domain of a presentation, and whose credentials are in it (check 9).

VC 2.0, section 4.13; VC DI 1.0, section 2.1 (challenge and domain). A credential may stand inside a record or
another presentation, so that whose it is is asked at every depth; and whoever makes a record of one person
must not put another's credentials into it. Proved by ``tests/cairn/verifier/test_holding.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.errors import DocumentError, UsageError
from cairn.proofs.proof import read_proofs
from cairn.verifier.containing import find_credentials, find_members
from cairn.verifier.report import Check, CheckCode, Outcome
from cairn.verifier.summaries import party_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.proofs.proof import Proof
    from cairn.verifier.presented import Presented


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a presentation must have been made for: a fresh random value, and the verifier's own domain."""

    value: str
    domain: str

    def __post_init__(self) -> None:
        if not self.value or not self.domain:
            raise UsageError("verify.challenge", "A challenge and a domain belong together.")


def check_bare(challenge: Challenge | None, *, audience: Sequence[str] = ()) -> Check:
    """Answer for a credential that was not presented by anybody; ``audience`` is whom its token was made for.

    RFC 7519, section 4.1.3: who is not in the audience is not meant.
    """
    if challenge is None and audience:
        return _check(
            Outcome.WARNING,
            f"The token was made for {', '.join(audience)[:200]}, and that this is you is not known.",
            reason="holder.audience",
        )
    if challenge is None:
        return _check(Outcome.ABSENT, "It is a credential alone, so nothing says who shows it.")
    return _check(
        Outcome.FAILED,
        "A presentation was asked for, and this is a credential alone.",
        reason="holder.not_presented",
    )


def check_unsigned(challenge: Challenge | None, *, is_empty: bool) -> Check:
    """Answer for a presentation without a proof; one that is empty as well says nothing at all."""
    if is_empty:
        return _check(
            Outcome.FAILED,
            "The presentation is not signed and holds no credential.",
            reason="holder.nothing",
        )
    if challenge is None:
        return _check(
            Outcome.WARNING,
            "The presentation is not signed, so nothing says who shows it.",
            reason="holder.not_signed",
        )
    return _check(Outcome.FAILED, "The presentation is not signed.", reason="holder.not_signed")


def find_presenter(presented: Presented) -> str:
    """Return who says to present: the ``holder``, or else whoever the key of the signature belongs to.

    VC 2.0, section 4.13, lets the holder be left out.
    """
    if "holder" in presented.document:
        return party_id(presented.document["holder"])
    if presented.jwt is not None:
        return (presented.jwt.kid or "").partition("#")[0]
    try:
        proofs = read_proofs(presented.document)
    except DocumentError:
        return ""
    return proofs[0].verification_method.partition("#")[0] if proofs else ""


def check_record(document: JsonObject) -> list[Check]:
    """Return what is wrong where a record holds credentials that are not those of its own subject.

    CLR 2.0, section 4.1: a record is the learner's. An endorsement in it may be about anything.
    """
    checks: list[Check] = []
    for subject in _items(document.get("credentialSubject")):
        if not find_members(subject):
            continue
        own_id = party_id(subject)
        inside = find_credentials(subject)
        foreign = sorted(
            {other for one in inside for other in _subjects(one) if other != own_id and not _endorses(one)}
            - {""}
        )
        if own_id and foreign:
            checks.append(
                _check(
                    Outcome.FAILED,
                    f"The record is of {own_id}, and holds a credential of {foreign[0]}.",
                    reason="holder.mixed_record",
                    where="/credentialSubject/verifiableCredential",
                )
            )
        elif not own_id or any(other != own_id for one in inside for other in _subjects(one)):
            checks.append(
                _check(
                    Outcome.WARNING,
                    "That all credentials in the record are of its own subject is not proven.",
                    reason="holder.record_not_bound",
                    where="/credentialSubject/verifiableCredential",
                )
            )
    return checks


def check_presentation(
    presented: Presented, *, holder_id: str, proofs: Sequence[Proof], challenge: Challenge | None
) -> list[Check]:
    """Answer for a presentation whose signature is right; ``proofs`` are those of the holder's own key."""
    # (9a): it answers this challenge, for this domain (VC DI 1.0, section 2.1).
    checks = [_check_challenge(presented, proofs=proofs, challenge=challenge)]
    if not find_members(presented.document):
        checks.append(
            _check(
                Outcome.WARNING,
                "It presents no credential, so it shows nothing.",
                reason="holder.nothing_presented",
            )
        )
    # (9b): the holder is the subject of what is shown, at every depth (VC 2.0, section 4.13).
    subjects = {
        subject for credential in find_credentials(presented.document) for subject in _subjects(credential)
    }
    foreign = sorted(subject for subject in subjects if subject and subject != holder_id)
    if foreign:
        checks.append(
            _check(
                Outcome.FAILED,
                f"{holder_id or 'Somebody'} presents a credential of {foreign[0]}.",
                reason="holder.other_subject",
            )
        )
    elif "" in subjects:
        checks.append(
            _check(
                Outcome.WARNING,
                "A credential names its subject by no id, so that it is the holder's is not proven.",
                reason="holder.subject_not_bound",
            )
        )
    return checks


def _check_challenge(presented: Presented, *, proofs: Sequence[Proof], challenge: Challenge | None) -> Check:
    if challenge is None:
        return _check(
            Outcome.WARNING,
            "No challenge was asked for, so the presentation may be a copy of one made for somebody else.",
            reason="holder.no_challenge",
        )
    if presented.jwt is not None:
        made_for = [(presented.jwt.nonce, presented.jwt.audience)]
    else:
        made_for = [(proof.challenge, proof.domains) for proof in proofs]
    if all(value != challenge.value for value, _ in made_for):
        return _check(
            Outcome.FAILED,
            "The presentation was made for another challenge.",
            reason="holder.other_challenge",
        )
    if not any(value == challenge.value and challenge.domain in domains for value, domains in made_for):
        return _check(
            Outcome.FAILED, "The presentation was made for another domain.", reason="holder.other_domain"
        )
    return _check(Outcome.PASSED, "It was presented by its holder for this challenge and domain.")


def _subjects(credential: JsonObject) -> set[str]:
    """Return the ids of the subjects of a credential, empty text for one that has none."""
    return {party_id(subject) for subject in _items(credential.get("credentialSubject", "")) or [""]}


def _endorses(credential: JsonObject) -> bool:
    return "EndorsementCredential" in _items(credential.get("type"))


def _items(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _check(outcome: Outcome, message: str, *, reason: str = "", where: str = "") -> Check:
    return Check(code=CheckCode.HOLDER, outcome=outcome, message=message, reason=reason, where=where)
