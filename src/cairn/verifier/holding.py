"""Who presents: the challenge and the domain of a presentation, and whose credentials are in it (check 9).

VC 2.0, section 4.13; VC DI 1.0, section 2.1 (challenge and domain). Proved by
``tests/cairn/verifier/test_holding.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.errors import DocumentError, UsageError
from cairn.proofs.proof import read_proofs
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


def check_bare(challenge: Challenge | None) -> Check:
    """Answer for a credential that was not presented by anybody."""
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


def check_presentation(
    presented: Presented,
    *,
    holder_id: str,
    proofs: Sequence[Proof],
    challenge: Challenge | None,
    credentials: Sequence[JsonObject],
) -> list[Check]:
    """Answer for a presentation of ``credentials`` whose signature is right.

    ``proofs`` are those that the holder's own key made.
    """
    # (9a): it answers this challenge, for this domain (VC DI 1.0, section 2.1).
    checks = [_check_challenge(presented, proofs=proofs, challenge=challenge)]
    # (9b): the holder is the subject of what is shown (VC 2.0, section 4.13).
    subjects = {
        party_id(subject)
        for credential in credentials
        for subject in _items(credential.get("credentialSubject", ""))
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


def _items(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _check(outcome: Outcome, message: str, *, reason: str = "") -> Check:
    return Check(code=CheckCode.HOLDER, outcome=outcome, message=message, reason=reason)
