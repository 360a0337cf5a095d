"""Which key signed, and whether it is the signer's own (check 4).

The verification method is looked up in the controller document of the one who claims to have signed: the
issuer of a credential, the holder of a presentation. A key that merely stands in the document (in the
fragment of an address, in a ``jwk`` header, in a document of somebody else) is enough to say that the
signature is right, and proves nothing about the signer. Proved by
``tests/cairn/verifier/test_signing_key.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.canonical import strict_json
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.keys import parse_jwk, parse_multikey, resolve_controller
from cairn.verifier.report import Check, CheckCode, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.keys import ControllerDocument, PublicKey, VerificationMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """The key of a signature, if it could be found, and what is known of whose it is.

    ``method`` and ``controller`` are set only where the signer's own document lists the key for the purpose.
    """

    public_key: PublicKey | None
    binding: Check
    method: VerificationMethod | None = None
    controller: ControllerDocument | None = None


def find_signing_key(
    method_id: str,
    *,
    signer_id: str,
    purpose: str,
    loader: Callable[[str], bytes],
    embedded: PublicKey | None = None,
) -> SigningKey:
    """Return the key that ``method_id`` names, looked up with the one who is said to have signed.

    ``embedded`` is a key that came with the signature itself; without a ``method_id`` it is looked for among
    the signer's own. Never raises for what the document or the outside does wrong: the binding says it.
    """
    if method_id.startswith("#"):
        method_id = signer_id + method_id
    try:
        controller = resolve_controller(signer_id, loader=loader)
        if not method_id and embedded is not None:
            method_id = _find_published(controller, embedded)
        method = controller.method(method_id, purpose=purpose)
    except CairnError as error:
        # A key that can be read here is not the one of a kind that cannot.
        if embedded is not None and error.code == "key.unknown_type":
            return SigningKey(public_key=embedded, binding=_other_key(method_id, signer_id=signer_id))
        binding = _explain(error, method_id, signer_id=signer_id)
        return SigningKey(public_key=embedded or _standing_key(method_id, loader=loader), binding=binding)
    if embedded is not None and embedded != method.public_key:
        return SigningKey(public_key=embedded, binding=_other_key(method_id, signer_id=signer_id))
    return SigningKey(
        public_key=method.public_key,
        binding=Check(
            code=CheckCode.KEY_BINDING,
            outcome=Outcome.PASSED,
            message=f"{signer_id} publishes the key that signed.",
        ),
        method=method,
        controller=controller,
    )


def _other_key(method_id: str, *, signer_id: str) -> Check:
    return Check(
        code=CheckCode.KEY_BINDING,
        outcome=Outcome.FAILED,
        reason="binding.other_key",
        message=f"The signature brings another key than {signer_id} publishes as {method_id}.",
        where=method_id,
    )


def _explain(error: CairnError, method_id: str, *, signer_id: str) -> Check:
    who = signer_id or "Nobody who is named"
    if isinstance(error, UnavailableError):
        return Check(
            code=CheckCode.KEY_BINDING,
            outcome=Outcome.NOT_CHECKED,
            reason=error.code,
            message=f"The keys of {who} could not be read, so whose key it was is unknown. {error.message}",
            where=error.where or signer_id,
        )
    if error.code == "key.not_found":
        message = f"{who} does not publish the key that signed: anyone could have made this signature."
    else:
        message = f"{who} does not vouch for the key that signed. {error.message}"
    return Check(
        code=CheckCode.KEY_BINDING,
        outcome=Outcome.FAILED,
        reason=error.code,
        message=message,
        where=error.where or method_id,
    )


def _find_published(controller: ControllerDocument, public_key: PublicKey) -> str:
    """Return the address under which ``controller`` publishes ``public_key``."""
    for method in controller.verification_methods:
        if method.public_key == public_key:
            return method.id
    raise DocumentError("key.not_found", f"The document of {controller.id} holds no such key.")


def _standing_key(method_id: str, *, loader: Callable[[str], bytes]) -> PublicKey | None:
    """Return the key that the address carries or leads to, which binds it to nobody."""
    address, _, fragment = method_id.partition("#")
    try:
        return parse_multikey(fragment)
    except DocumentError:
        pass
    try:
        return resolve_controller(address, loader=loader).method(method_id, purpose=None).public_key
    except CairnError:
        pass
    if fragment or not address.startswith("https://"):
        return None
    try:
        return _read_key(strict_json.parse_object(loader(address)))
    except CairnError:
        return None


def _read_key(document: strict_json.JsonObject) -> PublicKey:
    multikey, jwk = document.get("publicKeyMultibase"), document.get("publicKeyJwk", document)
    if isinstance(multikey, str):
        return parse_multikey(multikey)
    return parse_jwk(jwk if isinstance(jwk, dict) else {})
