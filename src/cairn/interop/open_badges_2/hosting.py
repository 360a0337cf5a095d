"""Documents at their own addresses, and where an issuer lets its Assertions be hosted.

Open Badges 2.0, section 4.7: a hosted Assertion counts only at an address that its issuer's Profile allows;
where the Profile says nothing, at the origin of the Profile itself.
``tests/cairn/interop/open_badges_2/test_hosting.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UnavailableError
from cairn.interop.open_badges_2.members import is_web_address, origin_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject
    from cairn.interop.open_badges_2.documents import Issuer


def fetch_document(address: str, *, loader: Callable[[str], bytes]) -> JsonObject:
    """Return the document at ``address``, which must say that it belongs there.

    Raises ``UnavailableError`` where it cannot be had safely, and ``DocumentError``: ``json.*`` and
    ``open_badges_2.other_id``, told at the address.
    """
    if not is_web_address(address):
        raise UnavailableError(
            "open_badges_2.unsafe_address",
            "There is no https address, so nothing that stands there can be relied upon.",
            where=address,
        )
    try:
        document = strict_json.parse_object(loader(address))
    except DocumentError as error:
        raise DocumentError(error.code, error.message, where=address, mend=error.mend) from None
    if document.get("id") != address:
        raise DocumentError(
            "open_badges_2.other_id",
            "What stands at the address says that it belongs elsewhere.",
            where=address,
        )
    return document


def may_host(issuer: Issuer, address: str) -> bool:
    """Say whether the rule of ``issuer`` allows a hosted Assertion at ``address``."""
    origin = origin_of(address)
    if not origin:
        return False
    if issuer.allowed_origins:
        if not any(_is_origin(allowed, origin) for allowed in issuer.allowed_origins):
            return False
    elif not issuer.starts_with and origin != origin_of(issuer.id):
        return False
    return not issuer.starts_with or any(_is_below(start, address) for start in issuer.starts_with)


def _is_origin(allowed: str, origin: str) -> bool:
    """Compare an allowed origin, with or without its scheme, to that of an address."""
    return (origin_of(allowed) if "://" in allowed else origin_of(f"https://{allowed}")) == origin


def _is_below(start: str, address: str) -> bool:
    """Say whether ``address`` begins with ``start`` and is of the same origin.

    As text, ``https://a.example.evil.example`` begins with ``https://a.example`` too, and a path with dots in
    it could lead out of the part that is allowed.
    """
    if not origin_of(start) or origin_of(start) != origin_of(address):
        return False
    segments = urlsplit(address).path.replace("%2e", ".").replace("%2E", ".").split("/")
    return address.startswith(start) and not {".", ".."} & set(segments)
