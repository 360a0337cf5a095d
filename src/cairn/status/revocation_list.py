"""The list of revoked credentials of 1EdTech, which names them by their ids.

Open Badges 3.0, section 8.3, and the 1EdTech Verifiable Credentials Revocation List 1.0. The document
carries no proof: that it is the issuer's follows from its address alone. It is only read; Cairn publishes
bitstrings, which do not list anybody. Proved by ``tests/cairn/status/test_revocation_list.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.credentials.identifiers import comparable
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn.canonical.strict_json import JsonValue

# The standard writes the singular; the validator of 1EdTech reads the plural.
_NAMES: Final = ("revokedCredential", "revokedCredentials")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationList:
    """Who revoked, and the ids of what was revoked, each with its reason where one is given.

    The ids in ``reasons`` are in the form in which identifiers are compared.
    """

    id: str
    issuer: str
    reasons: Mapping[str, str]

    def revokes(self, credential_id: str) -> bool:
        """Say whether the credential of that id, however it is spelt, is revoked."""
        return comparable(credential_id) in self.reasons

    def reason(self, credential_id: str) -> str:
        """Return why the credential was revoked, empty text where that is not said."""
        return self.reasons.get(comparable(credential_id), "")


def parse_revocation_list(data: bytes) -> RevocationList:
    """Return the list in ``data``.

    Raises ``DocumentError("status_list.malformed")``, or a code of the JSON reader.
    """
    document = strict_json.parse_object(data)
    name = next((name for name in _NAMES if name in document), "")
    revoked = document.get(name)
    reasons: dict[str, str] = {}
    for place, item in enumerate(revoked if isinstance(revoked, list) else [revoked]):
        entry: JsonValue = {"id": item} if isinstance(item, str) else item
        own_id = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(own_id, str):
            raise DocumentError(
                "status_list.malformed",
                "A revoked credential is named by its id.",
                where=f"/{name}/{place}",
            )
        # Only an express no says that an entry revokes nothing.
        if entry.get("revoked") is not False:
            reason = entry.get("revocationReason")
            reasons[comparable(own_id)] = reason if isinstance(reason, str) else ""
    issuer, own_id = document.get("issuer"), document.get("id")
    issuer = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(issuer, str) or not name:
        raise DocumentError(
            "status_list.malformed", "A revocation list needs an issuer and what was revoked."
        )
    return RevocationList(id=own_id if isinstance(own_id, str) else "", issuer=issuer, reasons=reasons)
