"""How a document is secured, and what that proves (checks 3, 4 and 5).

A document has one or more embedded proofs, or is a JWT. Every proof must be right; one of them must be the signer's
own, the others are co-signatures. Proved by ``tests/cairn/verifier/test_securing.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.keys import parse_key_history
from cairn.proofs import vc_jwt
from cairn.proofs.proof import read_proofs
from cairn.verifier.periods import CLOCK_SKEW, check_key_time
from cairn.verifier.report import Check, CheckCode, Outcome
from cairn.verifier.signing_key import SigningKey, find_signing_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import ControllerDocument, KeyHistory
    from cairn.proofs.data_integrity import DataIntegrity
    from cairn.proofs.proof import Proof
    from cairn.verifier.presented import Presented

KEY_HISTORY_SERVICE: Final = "KeyHistory"
MAX_PROOFS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Securing:
    """What was found: the way of securing, and the checks of proof, binding and key time."""

    name: str
    checks: tuple[Check, ...]

    @property
    def broken(self) -> bool:
        """Whether a signature is wrong or missing, so that nothing in the document can be believed."""
        return any(check.code is CheckCode.PROOF and check.outcome is Outcome.FAILED for check in self.checks)


class SecuringChecker:
    """Checks signatures with what the outside says at ``now``."""

    def __init__(
        self, integrity: DataIntegrity, *, loader: Callable[[str], bytes], now: datetime
    ) -> None:
        self._integrity = integrity
        self._loader = loader
        self._now = now

    def check(self, presented: Presented, *, signer_id: str, purpose: str) -> Securing:
        """Return what secures ``presented``, which ``signer_id`` is said to have signed for ``purpose``."""
        if presented.jwt is not None:
            return self._check_jwt(presented, signer_id=signer_id, purpose=purpose)
        try:
            proofs = read_proofs(presented.document)
            if len(proofs) > MAX_PROOFS:
                raise DocumentError("proof.too_many", f"There are more than {MAX_PROOFS} proofs.", where="/proof")
            if not proofs:
                raise DocumentError("proof.missing", "The document carries no proof.", where="/proof")
        except DocumentError as error:
            return Securing(name="", checks=(Check.of_error(CheckCode.PROOF, error, outcome=Outcome.FAILED),))
        found = [
            self._check_proof(presented.document, proof, signer_id=signer_id, purpose=purpose)
            for proof in proofs
        ]
        own = any(
            check.code is CheckCode.KEY_BINDING and check.outcome is Outcome.PASSED
            for checks in found
            for check in checks
        )
        checks = [check for checks in found for check in checks]
        if own and len(proofs) > 1:
            checks = [_as_co_signature(check) for check in checks]
        return Securing(name=proofs[0].suite, checks=tuple(checks))

    def _check_proof(
        self, document: JsonObject, proof: Proof, *, signer_id: str, purpose: str
    ) -> tuple[Check, ...]:
        try:
            if proof.purpose != purpose:
                raise DocumentError(
                    "proof.purpose",
                    f"The proof is for {proof.purpose}, and {purpose} is needed.",
                    where="/proof/proofPurpose",
                )
            if proof.created is not None and proof.created > self._now + CLOCK_SKEW:
                raise DocumentError(
                    "proof.from_the_future", "The proof says it will be made later than now.", where="/proof/created"
                )
            if proof.expires is not None and proof.expires < self._now:
                raise DocumentError("proof.expired", "The proof has expired.", where="/proof/expires")
            key = find_signing_key(
                proof.verification_method, signer_id=signer_id, purpose=purpose, loader=self._loader
            )
            if key.public_key is None:
                return (_no_key(key), key.binding, _no_key_time())
            self._integrity.verify_proof(document, proof, public_key=key.public_key)
        except DocumentError as error:
            return (_refused(error),)
        return (
            _proven("The signature is right for this document."),
            key.binding,
            self._check_key_time(key, signed_at=proof.created),
        )

    def _check_jwt(self, presented: Presented, *, signer_id: str, purpose: str) -> Securing:
        jwt = presented.jwt
        assert jwt is not None
        try:
            key = find_signing_key(
                jwt.kid or "", signer_id=signer_id, purpose=purpose, loader=self._loader, embedded=jwt.jwk
            )
            if key.public_key is None:
                checks: tuple[Check, ...] = (_no_key(key), key.binding, _no_key_time())
            else:
                vc_jwt.verify_vc_jwt(jwt, public_key=key.public_key)
                checks = (
                    _proven("The signature is right for this document."),
                    key.binding,
                    self._check_key_time(key, signed_at=None),
                )
        except DocumentError as error:
            checks = (_refused(error),)
        return Securing(name=jwt.profile.value, checks=checks)

    def _check_key_time(self, key: SigningKey, *, signed_at: datetime | None) -> Check:
        if key.method is None or key.controller is None:
            return _no_key_time()
        try:
            history = self._read_history(key.controller)
        except CairnError as error:
            unavailable = isinstance(error, UnavailableError)
            outcome = Outcome.NOT_CHECKED if unavailable else Outcome.FAILED
            return Check.of_error(CheckCode.KEY_TIME, error, outcome=outcome)
        return check_key_time(key.method, signed_at=signed_at, history=history, now=self._now)

    def _read_history(self, controller: ControllerDocument) -> KeyHistory | None:
        for service in controller.services:
            endpoint = service.get("serviceEndpoint")
            if service.get("type") == KEY_HISTORY_SERVICE and isinstance(endpoint, str):
                history = parse_key_history(strict_json.parse_object(self._loader(endpoint)))
                if history.controller != controller.id:
                    raise DocumentError("key_history.foreign", "The key history is that of somebody else.")
                return history
        return None


def _proven(message: str) -> Check:
    return Check(code=CheckCode.PROOF, outcome=Outcome.PASSED, message=message)


def _refused(error: DocumentError) -> Check:
    if error.code == "proof.unknown_suite":
        return Check.of_error(CheckCode.PROOF, error, outcome=Outcome.NOT_CHECKED)
    return Check.of_error(CheckCode.PROOF, error, outcome=Outcome.FAILED)


def _no_key(key: SigningKey) -> Check:
    return Check(
        code=CheckCode.PROOF,
        outcome=Outcome.NOT_CHECKED,
        reason="proof.no_key",
        message="The key that the signature names could not be found, so the signature could not be checked.",
        where=key.binding.where,
    )


def _no_key_time() -> Check:
    return Check(
        code=CheckCode.KEY_TIME,
        outcome=Outcome.NOT_CHECKED,
        reason="key.not_bound",
        message="Nobody says from when to when the key was in use.",
    )


def _as_co_signature(check: Check) -> Check:
    """Return a failed binding as a warning, where another proof is the signer's own."""
    if check.code is CheckCode.KEY_BINDING and check.outcome is not Outcome.PASSED:
        return replace(check, outcome=Outcome.WARNING, reason="binding.co_signature")
    if check.reason == "key.not_bound":
        return replace(check, outcome=Outcome.ABSENT)
    return check
