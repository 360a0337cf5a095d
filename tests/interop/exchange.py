"""What both exchanges need: keys, credentials, and Cairn's own word on a document."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cairn.credentials import contexts
from cairn.errors import UnavailableError
from cairn.keys import Algorithm, did_key_method_id, format_did_key
from cairn.proofs.data_integrity import DataIntegrity
from cairn.verifier import CheckCode, Outcome, Verifier
from factories.documents import realistic_credential
from factories.keys import signer

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import SoftwareSigner

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
CREATED = datetime(2026, 1, 30, 9, tzinfo=UTC)
SUITES = {Algorithm.ED25519: "eddsa-rdfc-2022", Algorithm.P256: "ecdsa-rdfc-2019"}
INTEGRITY = DataIntegrity(contexts.load)
TOLD = (CheckCode.WELL_FORMED, CheckCode.CONTEXTS, CheckCode.SCHEMA, CheckCode.PROOF, CheckCode.KEY_BINDING)


def issuing_key(algorithm: Algorithm) -> tuple[SoftwareSigner, str, str]:
    """Return the signer, its did:key and the address of its method."""
    key = signer("interop", algorithm)
    return key, format_did_key(key.public_key), did_key_method_id(key.public_key)


def unsigned_credential(issuer: str) -> JsonObject:
    """Return a realistic credential of ``issuer``."""
    document: Any = realistic_credential()
    document["issuer"]["id"] = issuer
    document["credentialSubject"]["achievement"]["creator"]["id"] = issuer
    return dict(document)


def secure(document: JsonObject, algorithm: Algorithm) -> JsonObject:
    """Return the document with Cairn's proof."""
    key, _, method = issuing_key(algorithm)
    return INTEGRITY.add_proof(
        document,
        cryptosuite=SUITES[algorithm],
        signer=key,
        verification_method=method,
        created=CREATED,
    )


def forge(document: JsonObject) -> JsonObject:
    """Return the document with another name for what was achieved."""
    forged: Any = copy.deepcopy(document)
    subject = forged["credentialSubject"]
    (subject[0] if isinstance(subject, list) else subject)["achievement"]["name"] = "Something much harder"
    return dict(forged)


def _nothing(url: str) -> bytes:
    raise UnavailableError("net.unavailable", "Nothing is fetched.", where=url)


def outcomes(data: bytes) -> dict[CheckCode, Outcome]:
    """Return what Cairn says to the questions that need no network."""
    # They sign with the time of their own clock.
    report = Verifier(loader=_nothing).inspect(data, now=datetime.now(UTC) + timedelta(minutes=1))
    return {check.code: check.outcome for check in report.checks if check.code in TOLD}


def is_accepted(data: bytes) -> bool:
    """Tell whether every question that needs no network is answered well."""
    found = outcomes(data)
    return set(found) == set(TOLD) and set(found.values()) <= {Outcome.PASSED, Outcome.WARNING}
