"""``did:web``: an identifier that is the address of a document on the web.

The did:web Method Specification, sections 2.2 and 2.5: a host, with its port after ``%3A``, and path segments
between colons; without a path the document is at ``/.well-known/did.json``. Each identifier has one address
and each address one identifier: whatever could be written in two ways is refused. Fetching is the work of the
loader. ``tests/cairn/keys/test_did_web.py`` proves it.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from cairn.errors import DocumentError, UsageError

PREFIX: Final = "did:web:"

_MAX_CHARACTERS: Final = 2000
_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label of a name is never a number, so an IPv4 address, which did:web forbids, is none.
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)*(?![0-9]+$){_LABEL}")
_PORT: Final = re.compile("[1-9][0-9]{0,4}")
_SEGMENT: Final = re.compile("(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+")
# What stands for itself, and what would split or end a path once it is decoded.
_NEVER_ENCODED: Final = re.compile(rb"[A-Za-z0-9._~/\\?#%\x00-\x1f\x7f-]")
_ADDRESS: Final = re.compile("(https?)://([^/?#@:]+)(?::([0-9]+))?(/[^?#]+)")
_LOCAL: Final = "localhost"
_DOCUMENT: Final = "/did.json"
_WELL_KNOWN: Final = "/.well-known/did.json"


def did_web_to_url(did: str) -> str:
    """Return the address of the document of ``did``.

    It is an ``https`` address; for ``localhost``, which no certificate is given for, it is ``http``, and
    whether such an address is fetched at all is for the loader to say. Raises
    ``DocumentError("did.malformed")``.
    """
    if not did.startswith(PREFIX) or len(did) > _MAX_CHARACTERS:
        _raise_malformed(did, "The identifier is no did:web.")
    authority, *segments = did.removeprefix(PREFIX).split(":")
    host, separator, port = authority.replace("%3a", "%3A").partition("%3A")
    if len(host) > 253 or not _HOST.fullmatch(host):
        _raise_malformed(
            did, "The host of a did:web is a domain name in small letters, with a port only after %3A."
        )
    if separator and (not _PORT.fullmatch(port) or int(port) > 65535):
        _raise_malformed(did, "The port of a did:web is a number from 1 to 65535.")
    for segment in segments:
        _check_segment(segment, did)
    scheme = "http" if host == _LOCAL else "https"
    path = _WELL_KNOWN if not segments else f"/{'/'.join(segments)}{_DOCUMENT}"
    return f"{scheme}://{host}{':' if port else ''}{port}{path}"


def url_to_did_web(url: str) -> str:
    """Return the did:web whose document is at ``url``.

    Raises ``UsageError("did.no_did_web")`` where no did:web leads there.
    """
    match = _ADDRESS.fullmatch(url)
    if match is not None:
        _, host, port, path = match.groups()
        authority = host if port is None else f"{host}%3A{port}"
        folder = "" if path == _WELL_KNOWN else path.removesuffix(_DOCUMENT).replace("/", ":")
        did = f"{PREFIX}{authority}{folder}"
        try:
            if did_web_to_url(did) == url:
                return did
        except DocumentError:
            pass
    raise UsageError(
        "did.no_did_web",
        "No did:web leads to this address.",
        where=url,
        mend="Use https, a domain name in small letters, and a path that ends in /did.json.",
    )


def _check_segment(segment: str, did: str) -> None:
    if not _SEGMENT.fullmatch(segment) or segment in {".", ".."}:
        _raise_malformed(
            did, "A part of the path of the did:web is empty or holds a character that it has not."
        )
    encoded = bytes.fromhex("".join(re.findall("%([0-9A-F]{2})", segment)))
    if _NEVER_ENCODED.search(encoded):
        _raise_malformed(did, "The path of the did:web hides a character behind a percent sign.")


def _raise_malformed(did: str, message: str) -> NoReturn:
    raise DocumentError("did.malformed", message, where=did[:200])
