"""Presentations: credentials shown by their holder, to one verifier, once.

VC data model 2.0, section 4.13; VC DI 1.0, section 2.1: the proof answers the verifier's challenge and names
its domain, so that it cannot be shown to anybody else. Proved by ``tests/cairn/holder/test_presenting.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.proofs import vc_jwt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.keys import Signer
    from cairn.proofs.data_integrity import DataIntegrity

CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
MAX_CREDENTIALS: Final = 256


def build_presentation(credentials: Sequence[str], *, holder_id: str) -> JsonObject:
    """Return the unsigned presentation of ``credentials``: JSON texts as received, or compact JWTs.

    A JWT is put into an envelope (VC 2.0, section 4.12). Raises ``UsageError("present.nothing")`` or
    ``UsageError("present.too_many")``, and ``DocumentError`` where a credential cannot be read.
    """
    if not credentials:
        raise UsageError("present.nothing", "There is no credential to present.")
    if len(credentials) > MAX_CREDENTIALS:
        raise UsageError(
            "present.too_many", f"At most {MAX_CREDENTIALS} credentials fit into a presentation."
        )
    members: list[JsonValue] = []
    for number, text in enumerate(credentials, 1):
        try:
            members.append(_read_member(text))
        except DocumentError as error:
            raise DocumentError(
                error.code, error.message, where=f"credential {number}{error.where}", mend=error.mend
            ) from error
    return {
        "@context": [CONTEXT],
        "type": ["VerifiablePresentation"],
        "holder": holder_id,
        "verifiableCredential": members,
    }


def present(
    credentials: Sequence[str],
    *,
    holder_id: str,
    challenge: str,
    domain: str,
    signer: Signer,
    verification_method: str,
    cryptosuite: str,
    created: datetime,
    integrity: DataIntegrity,
) -> JsonObject:
    """Return ``credentials`` presented by ``holder_id`` for one challenge and domain.

    Raises what :func:`build_presentation` and ``DataIntegrity.add_proof`` raise, and
    ``UsageError("present.challenge")`` where the challenge or the domain is empty.
    """
    if not challenge or not domain:
        raise UsageError(
            "present.challenge",
            "A presentation answers a challenge and names a domain.",
            mend="Ask the verifier for both.",
        )
    return integrity.add_proof(
        build_presentation(credentials, holder_id=holder_id),
        cryptosuite=cryptosuite,
        signer=signer,
        verification_method=verification_method,
        created=created,
        purpose="authentication",
        challenge=challenge,
        domain=domain,
    )


def _read_member(text: str) -> JsonObject:
    if text.lstrip()[:1] == "{":
        return strict_json.parse_object(text)
    return vc_jwt.format_enveloped(text.strip())
