"""What an organisation publishes as an issuer: its addresses, its Profile, its DID document, its key history.

Open Badges 3.0, B.1.7 (Profile); did:web, section 2.5; ``docs/reference/addresses.md``.
``tests/cairn_site/organisations/test_issuer_documents.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings

from cairn.canonical import strict_json
from cairn.credentials import contexts
from cairn.keys import build_did_document, format_key_history, format_multikey, url_to_did_web

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import KeyHistory, PublicKey
    from cairn_site.organisations.models import Organisation

CONTEXTS: Final = (contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_V3)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerDocuments:
    """The bytes at the three public addresses of an issuer."""

    did_document: bytes
    key_history: bytes
    profile: bytes


def profile_url(slug: str) -> str:
    """Return the address of an organisation's Profile."""
    return f"{settings.CAIRN_ORIGIN}/organisations/{slug}"


def did_of(slug: str) -> str:
    """Return the did:web of an organisation."""
    return url_to_did_web(f"{profile_url(slug)}/did.json")


def method_id_of(slug: str, public_key: PublicKey) -> str:
    """Return the address of a key: the fragment is the key itself, so no two keys share one."""
    return f"{did_of(slug)}#{format_multikey(public_key)}"


def logo_url(slug: str) -> str:
    """Return the public address of an organisation's logo."""
    return f"{profile_url(slug)}/logo.png"


def build_issuer(organisation: Organisation) -> JsonObject:
    """Return the organisation as it stands as ``issuer`` in a credential."""
    issuer: JsonObject = {"id": did_of(organisation.slug), "type": ["Profile"], "name": organisation.name}
    for member in ("url", "description", "email"):
        if value := getattr(organisation, member):
            issuer[member] = value
    if organisation.logo:
        issuer["image"] = {
            "id": logo_url(organisation.slug),
            "type": "Image",
            "caption": organisation.name,
        }
    if organisation.country:
        issuer["address"] = {"type": ["Address"], "addressCountryCode": organisation.country}
    return issuer


def build_documents(organisation: Organisation, history: KeyHistory) -> IssuerDocuments:
    """Return what has to be published for an organisation."""
    did, address = did_of(organisation.slug), profile_url(organisation.slug)
    document = build_did_document(
        did,
        history=history,
        also_known_as=[address],
        services=[
            {
                "id": f"{did}#key-history",
                "type": "KeyHistory",
                "serviceEndpoint": f"{address}/key-history.json",
            }
        ],
    )
    profile: JsonObject = {"@context": list(CONTEXTS), **build_issuer(organisation)}
    return IssuerDocuments(
        did_document=strict_json.format(document) + b"\n",
        key_history=strict_json.format(format_key_history(history)) + b"\n",
        profile=strict_json.format(profile) + b"\n",
    )
