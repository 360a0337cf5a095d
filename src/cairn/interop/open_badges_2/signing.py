"""Signed Assertions: the key, whose it is, and the list of revocations.

Open Badges 2.0, sections 4.8 (CryptographicKey) and 4.9 (RevocationList), and its section on signed
verification. The Profile must list the key, and the key must name the Profile as its owner: one without the
other binds nobody. ``tests/cairn/interop/open_badges_2/test_signing.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.credentials.identifiers import comparable
from cairn.errors import CairnError, DocumentError, UnavailableError
from cairn.interop.open_badges_2 import members
from cairn.interop.open_badges_2.findings import Finding, Outcome, Question, failed, not_checked, passed
from cairn.interop.open_badges_2.hosting import fetch_document
from cairn.interop.open_badges_2.pem import parse_pem
from cairn.keys import parse_jwk, parse_multikey
from cairn.proofs import jws

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject
    from cairn.interop.open_badges_2.documents import Assertion, Issuer
    from cairn.keys import PublicKey

ALGORITHMS: Final = frozenset({"RS256", "ES256", "EdDSA", "Ed25519"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFindings:
    """Whether the signature is right, and whether the key is the issuer's own."""

    proof: Finding
    binding: Finding


def check_signature(
    text: str, assertion: Assertion, *, issuer: Issuer | None, loader: Callable[[str], bytes]
) -> SignatureFindings:
    """Check the compact JWS ``text``, the payload of which ``assertion`` is.

    ``issuer`` is the Profile from its own address, or ``None`` where it could not be had: then a key at the
    address that the Assertion names can show the signature to be right, but not whose it is.
    """
    unknown = not_checked(
        Question.BINDING,
        code="binding.no_profile",
        message="The Profile of the issuer could not be read, so whose key it is remains unknown.",
    )
    if issuer is None and assertion.creator is None:
        return SignatureFindings(proof=_no_key("Nothing names the key."), binding=unknown)
    listed = None if issuer is None else _find_listed(issuer, assertion.creator)
    address = assertion.creator or ("" if listed is None else members.reference_id(listed) or "")
    try:
        document = listed if isinstance(listed, dict) else fetch_document(address, loader=loader)
        public_key = _read_key(document)
        jws.verify_jws(jws.parse_jws(text), public_key=public_key, algorithms=ALGORITHMS)
    except UnavailableError as error:
        binding = unknown if issuer is None else _bind(issuer, listed, None, address=address)
        return SignatureFindings(
            proof=Finding.of_error(Question.PROOF, error, outcome=Outcome.NOT_CHECKED), binding=binding
        )
    except DocumentError as error:
        return SignatureFindings(
            proof=Finding.of_error(Question.PROOF, error, outcome=Outcome.FAILED), binding=unknown
        )
    return SignatureFindings(
        proof=passed(Question.PROOF, "The signature is right for this document."),
        binding=unknown if issuer is None else _bind(issuer, listed, document, address=address),
    )


def check_revocation_list(assertion: Assertion, issuer: Issuer, *, loader: Callable[[str], bytes]) -> Finding:
    """Say whether the issuer's list of revocations names the Assertion."""
    address = issuer.revocation_list
    if address is None:
        return Finding(
            question=Question.STATUS,
            outcome=Outcome.ABSENT,
            message="The issuer keeps no list of revocations.",
        )
    try:
        document = fetch_document(address, loader=loader)
        members.check_type(document, "RevocationList")
        owner = members.reference_id(members.reference(document, "issuer"))
        if owner != issuer.id:
            raise DocumentError("status.foreign_list", "The list of revocations is that of somebody else.")
        reasons = _read_revoked(document)
    except CairnError as error:
        # A list that cannot be read in one way says nothing about any Assertion.
        return Finding.of_error(Question.STATUS, error, outcome=Outcome.NOT_CHECKED)
    own_id = comparable(assertion.id)
    if own_id in reasons:
        return failed(
            Question.STATUS,
            code="status.revoked",
            message=f"The issuer revoked it{reasons[own_id]}.",
            where=address,
        )
    return passed(Question.STATUS, "The issuer's list of revocations does not name it.")


def _read_revoked(document: JsonObject) -> dict[str, str]:
    """Return the revoked ids as they are compared, each with its reason as the end of a sentence."""
    reasons: dict[str, str] = {}
    for entry in members.objects(document, "revokedAssertions"):
        if isinstance(entry, str):
            reasons[comparable(entry)] = ""
            continue
        reason = members.optional_text(entry, "revocationReason")
        end = "" if reason is None else f": {reason.rstrip('.')}"
        names = [name for name in (entry.get("id"), entry.get("uid")) if isinstance(name, str)]
        if not names:
            raise DocumentError(
                "open_badges_2.missing_member",
                "An entry of the list does not say what is revoked.",
                where="/revokedAssertions",
            )
        reasons.update(dict.fromkeys(map(comparable, names), end))
    return reasons


def _find_listed(issuer: Issuer, creator: str | None) -> JsonObject | str | None:
    """Return the key that the Profile lists under the id ``creator``, or its only key where none is named."""
    if creator is None:
        return issuer.public_keys[0] if len(issuer.public_keys) == 1 else None
    for key in issuer.public_keys:
        if members.reference_id(key) == creator:
            return key
    return None


def _read_key(document: JsonObject) -> PublicKey:
    members.check_type(document, "CryptographicKey", "Key", "Multikey", "JsonWebKey")
    multikey, jwk = document.get("publicKeyMultibase"), document.get("publicKeyJwk")
    if isinstance(multikey, str):
        return parse_multikey(multikey)
    if isinstance(jwk, dict):
        return parse_jwk(jwk)
    return parse_pem(members.required_text(document, "publicKeyPem"))


def _bind(
    issuer: Issuer, listed: JsonObject | str | None, document: JsonObject | None, *, address: str
) -> Finding:
    if listed is None:
        key = f"the key {address}" if address else "one key that could be meant"
        return failed(
            Question.BINDING,
            code="binding.not_listed",
            message=f"{issuer.id} does not publish {key}: anyone could have made this signature.",
            where=address or issuer.id,
        )
    if document is None:
        return not_checked(
            Question.BINDING,
            code="binding.no_key",
            message="The key could not be read, so its owner is unknown.",
            where=address,
        )
    # A key that stands in the Profile itself is that Profile's, unless it says otherwise.
    if document.get("owner", issuer.id if document is listed else None) != issuer.id:
        return failed(
            Question.BINDING,
            code="binding.other_owner",
            message=f"The key does not say that it belongs to {issuer.id}.",
            where=address,
        )
    return passed(Question.BINDING, f"{issuer.id} publishes the key that signed.")


def _no_key(message: str) -> Finding:
    return not_checked(
        Question.PROOF, code="proof.no_key", message=f"{message} So the signature could not be checked."
    )
