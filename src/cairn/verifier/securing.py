"""How a document is secured, and what that proves (checks 3, 4 and 5).

A document has one or more embedded proofs, or is a JWT. Every proof must be right; one of them must be the
signer's own, the others are co-signatures. Proved by ``tests/cairn/verifier/test_securing.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.keys import parse_key_history
from cairn.proofs import vc_jwt
from cairn.proofs.data_integrity import is_over_meaning
from cairn.proofs.proof import read_proofs
from cairn.verifier.periods import CLOCK_SKEW, check_key_time
from cairn.verifier.report import Check, CheckCode, Outcome
from cairn.verifier.signing_key import SigningKey, find_signing_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.keys import ControllerDocument, KeyHistory
    from cairn.proofs.data_integrity import DataIntegrity
    from cairn.proofs.proof import Proof
    from cairn.proofs.vc_jwt import VcJwt
    from cairn.verifier.presented import Presented

KEY_HISTORY_SERVICE: Final = "KeyHistory"
MAX_PROOFS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Securing:
    """What was found: the way of securing, and the checks of proof, binding and key time.

    ``own`` are the embedded proofs made with a key that the signer publishes: what another signer's proof
    says, such as its challenge, is not the signer's word. ``over_meaning`` says that a right signature was
    over what the terms of the document mean, and not over its text.
    """

    name: str
    checks: tuple[Check, ...]
    own: tuple[Proof, ...] = ()
    over_meaning: bool = False

    @property
    def broken(self) -> bool:
        """Whether a signature is wrong or missing, so that nothing in the document can be believed."""
        return any(check.code is CheckCode.PROOF and check.outcome is Outcome.FAILED for check in self.checks)

    @property
    def proven(self) -> bool:
        """Whether every signature is right and the signer's own key made one."""
        proofs = [check.outcome for check in self.checks if check.code is CheckCode.PROOF]
        bindings = [check.outcome for check in self.checks if check.code is CheckCode.KEY_BINDING]
        return (
            bool(proofs)
            and all(outcome is Outcome.PASSED for outcome in proofs)
            and Outcome.PASSED in bindings
            and Outcome.FAILED not in bindings
        )


class SecuringChecker:
    """Checks signatures with what the outside says at ``now``."""

    def __init__(self, integrity: DataIntegrity, *, loader: Callable[[str], bytes], now: datetime) -> None:
        self._integrity = integrity
        self._loader = loader
        self._now = now

    def check(self, presented: Presented, *, signer_id: str, purpose: str) -> Securing:
        """Return what secures ``presented``, which ``signer_id`` is said to have signed for ``purpose``."""
        if presented.jwt is not None:
            return self._check_jwt(presented.jwt, signer_id=signer_id, purpose=purpose)
        return self._check_proofs(presented.document, signer_id=signer_id, purpose=purpose)

    def _check_proofs(self, document: JsonObject, *, signer_id: str, purpose: str) -> Securing:
        # (3a): there are proofs, not too many of them, each well formed (VC DI 1.0, section 2.1).
        try:
            proofs = read_proofs(document)
            if len(proofs) > MAX_PROOFS:
                raise DocumentError(
                    "proof.too_many", f"There are more than {MAX_PROOFS} proofs.", where="/proof"
                )
            if not proofs:
                raise DocumentError("proof.missing", "The document carries no proof.", where="/proof")
        except DocumentError as error:
            return Securing(name="", checks=(_unproven(error),))
        # (3b): every one is right (VC DI 1.0, section 4.7); the first that is not ends it.
        name = proofs[0].suite
        checks: list[Check] = []
        own: list[Proof] = []
        over_meaning = False
        for index, proof in enumerate(proofs):
            where = f"/proof/{index}" if isinstance(document["proof"], list) else "/proof"
            found = self._check_proof(document, proof, where=where, signer_id=signer_id, purpose=purpose)
            checks += found
            if any(check.code is CheckCode.PROOF and check.outcome is Outcome.FAILED for check in found):
                return Securing(name=name, checks=found)
            if any(
                check.code is CheckCode.KEY_BINDING and check.outcome is Outcome.PASSED for check in found
            ):
                own.append(proof)
            over_meaning = over_meaning or (_PROVEN in found and is_over_meaning(proof.suite))
        # (4): one of them is the signer's own, the others are co-signatures.
        if own:
            checks = [_as_co_signature(check) for check in checks]
        return Securing(name=name, checks=tuple(checks), own=tuple(own), over_meaning=over_meaning)

    def _check_proof(
        self, document: JsonObject, proof: Proof, *, where: str, signer_id: str, purpose: str
    ) -> tuple[Check, ...]:
        try:
            # (3c): the proof is for this purpose and in time (VC DI 1.0, section 4.4).
            self._check_options(proof, where=where, purpose=purpose)
            # (4): the signer's own document says which key it is (VC DI 1.0, section 4.5).
            key = find_signing_key(
                proof.verification_method, signer_id=signer_id, purpose=purpose, loader=self._loader
            )
            if key.public_key is None:
                return (_no_key(key), key.binding, _no_key_time())
            # (3d): the signature is over exactly this document and these options.
            self._integrity.verify_proof(document, proof, public_key=key.public_key)
        except CairnError as error:
            return (_unproven(error, where=where),)
        # (5): the key was in use then.
        return (_PROVEN, key.binding, self._check_key_time(key, signed_at=proof.created))

    def _check_options(self, proof: Proof, *, where: str, purpose: str) -> None:
        if proof.purpose != purpose:
            raise DocumentError(
                "proof.purpose",
                f"The proof is for {proof.purpose[:80]}, and {purpose} is needed.",
                where=f"{where}/proofPurpose",
            )
        self._check_made(proof.created, where=f"{where}/created")
        if proof.expires is not None and proof.expires <= self._now:
            raise DocumentError("proof.expired", "The proof has expired.", where=f"{where}/expires")

    def _check_made(self, moment: datetime | None, *, where: str) -> None:
        if moment is not None and moment > self._now + CLOCK_SKEW:
            raise DocumentError(
                "proof.from_the_future",
                "The signature says that it will be made later than now.",
                where=where,
            )

    def _check_jwt(self, jwt: VcJwt, *, signer_id: str, purpose: str) -> Securing:
        name = jwt.profile.value
        try:
            # (3c): the token was not made later than now (RFC 7519, section 4.1.6).
            self._check_made(jwt.issued_at, where="iat")
            # (4): the signer's own document says which key it is (VC-JOSE-COSE 1.0, section 4.1).
            key = find_signing_key(
                jwt.kid or "", signer_id=signer_id, purpose=purpose, loader=self._loader, embedded=jwt.jwk
            )
            if key.public_key is None:
                return Securing(name=name, checks=(_no_key(key), key.binding, _no_key_time()))
            # (3d): the signature is over exactly this token.
            vc_jwt.verify_vc_jwt(jwt, public_key=key.public_key)
        except CairnError as error:
            return Securing(name=name, checks=(_unproven(error),))
        # (5): the key was in use then.
        return Securing(
            name=name, checks=(_PROVEN, key.binding, self._check_key_time(key, signed_at=jwt.issued_at))
        )

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
        """Return the published history of the keys; where one is announced, it has to be read."""
        services = [service for service in controller.services if _is_history(service.get("type"))]
        if not services:
            return None
        endpoint = services[0].get("serviceEndpoint")
        if len(services) > 1 or not isinstance(endpoint, str):
            raise DocumentError("key_history.malformed", "The key history has not one address.")
        history = parse_key_history(strict_json.parse_object(self._loader(endpoint)))
        if history.controller != controller.id:
            raise DocumentError("key_history.foreign", "The key history is that of somebody else.")
        return history


def _is_history(kind: JsonValue) -> bool:
    return KEY_HISTORY_SERVICE in (kind if isinstance(kind, list) else [kind])


_PROVEN: Final = Check(
    code=CheckCode.PROOF, outcome=Outcome.PASSED, message="The signature is right for this document."
)


def _unproven(error: CairnError, *, where: str = "") -> Check:
    """Return why a signature was not found right: *could not check* where this program knows no way."""
    known = isinstance(error, DocumentError) and error.code != "proof.unknown_suite"
    check = Check.of_error(CheckCode.PROOF, error, outcome=Outcome.FAILED if known else Outcome.NOT_CHECKED)
    return check if check.where else replace(check, where=where)


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
