"""Whether asking at an address would tell which credential is looked at, or whose.

Bitstring Status List 1.0, section 6.1, hides a holder in the herd of a list; an address made for one
credential undoes that. What makes it known is a part of the credential's id, or of the id of its subject, in
the address. A word that many addresses have, such as ``credentials``, and a short number, which may count
lists as well as credentials, make nobody known. Proved by ``tests/cairn/verifier/test_privacy.py``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from cairn.verifier.summaries import id_text, party_id

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

_PARTS: Final = re.compile(r"[^/:#?=&@;,+]+")
_HOST: Final = re.compile(r"https?://([^/?#:@]*)")
_QUERY: Final = re.compile(r"[?#](.*)", re.DOTALL)
_MIN_LONG: Final = 8
_MAX_ROUNDS: Final = 4
_GENERIC: Final = frozenset(
    {
        "achievement", "achievements", "assertion", "assertions", "award", "awards", "badge", "badges",
        "certificate", "certificates", "credential", "credentials", "id", "json", "list", "lists",
        "microcredential", "microcredentials", "organisations", "organizations", "revocation", "revocations",
        "status", "suspension", "suspensions", "vc",
    }
)  # fmt: skip


def names_credential(address: str, document: JsonObject) -> bool:
    """Say whether ``address`` names the credential ``document`` or its subject, in whatever spelling."""
    plain = _plain(address)
    host = _HOST.match(plain)
    squeezed = plain.replace("-", "")
    # A short name is told from a part of the address only where that can hardly mean anything else.
    telling = set(_PARTS.findall(plain)[-1:])
    if query := _QUERY.search(plain):
        telling.update(_PARTS.findall(query[1]))
    for name in _names(document):
        if host is not None and name == host[1]:
            continue
        if len(name) < _MIN_LONG:
            if name in telling and not name.isdigit():
                return True
        elif name.replace("-", "") in squeezed:
            return True
    return False


def _names(document: JsonObject) -> set[str]:
    """Return what names the credential or its subject: their last parts, of an e-mail the first."""
    names = set(_PARTS.findall(_plain(id_text(document.get("id"))))[-1:])
    subject = document.get("credentialSubject")
    for one in subject if isinstance(subject, list) else [subject]:
        own_id = _plain(party_id(one)).partition("@")[0]
        names.update(_PARTS.findall(own_id)[-1:])
    return names - _GENERIC


def _plain(address: str) -> str:
    """Return ``address`` without the spellings that mean the same: percent-encoding and capitals."""
    for _ in range(_MAX_ROUNDS):
        decoded = unquote(address)
        if decoded == address:
            break
        address = decoded
    return address.strip().casefold()
