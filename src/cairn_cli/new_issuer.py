"""What a new issuer may be called, and where it may publish: what cannot be changed later is checked first.

A name stands in every credential and is read by people, so it is one line that hides nothing. An origin is
asked by every verifier, so it has to be one that a careful fetcher asks.
``tests/cairn_cli/test_new_issuer.py`` proves it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from cairn.errors import CairnError, DocumentError, UsageError
from cairn.issuer.cells import check_email, check_url
from cairn.keys import url_to_did_web
from cairn_cli.issuer_folder import check_names
from cairn_net.targets import LOCALHOST, parse_target

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

MAX_NAME: Final = 200
# Two that hide nothing: without them words of Persian and of Indian languages are spelled wrongly.
_JOINERS: Final = "\u200c\u200d"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def check_address(*, origin: str, slug: str) -> None:
    """Raise ``UsageError`` (``issuer.origin``, ``issuer.slug``) where nobody would fetch the documents."""
    check_names(origin=origin, slug=slug)
    url = f"{origin}/organisations/{slug}/did.json"
    try:
        target = parse_target(url, allow_localhost=True)
        url_to_did_web(url)
    except CairnError as error:
        raise UsageError(
            "issuer.origin",
            f"No verifier asks this origin: {error.message}",
            where=origin,
            mend="Take a public name, such as https://credentials.example.edu, without a port or with 8443.",
        ) from None
    if target.url != url:
        raise UsageError(
            "issuer.origin",
            "The origin says what goes without saying.",
            where=origin,
            mend="Leave the port out.",
        )


def is_local(origin: str) -> bool:
    """Say whether only this machine can ask an origin that has passed :func:`check_address`."""
    return parse_target(origin, allow_localhost=True).host == LOCALHOST


def check_profile(profile: JsonObject) -> None:
    """Raise ``UsageError`` (``issuer.name``, ``issuer.url``, ``issuer.email``) for what is of no use."""
    name, url, email = (profile.get(member) for member in ("name", "url", "email"))
    if isinstance(name, str):
        _check_name(name)
    try:
        if isinstance(url, str):
            check_url(url)
    except DocumentError as error:
        raise UsageError("issuer.url", error.message, where=str(url), mend=error.mend) from None
    try:
        if isinstance(email, str):
            check_email(email)
    except DocumentError as error:
        raise UsageError("issuer.email", error.message, where=str(email), mend=error.mend) from None


def _check_name(name: str) -> None:
    if not name.strip():
        raise UsageError("issuer.name", "The name is blank.", mend="Write it as people know the issuer.")
    if len(name) > MAX_NAME:
        raise UsageError("issuer.name", f"The name has {len(name):,} characters; it may have {MAX_NAME}.")
    for character in name:
        if character not in _JOINERS and unicodedata.category(character) in _UNSEEN:
            raise UsageError(
                "issuer.name",
                f"The name holds U+{ord(character):04X}, which cannot be seen.",
                mend="Type it again, in one line.",
            )
