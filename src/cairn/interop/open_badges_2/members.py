"""Members of the documents of Open Badges 2.0, read strictly: missing or of another kind is an error.

``tests/cairn/interop/open_badges_2/test_documents.py`` proves it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from cairn.canonical import timestamps
from cairn.canonical.strict_json import format_pointer
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue

CONTEXT: Final = "https://w3id.org/openbadges/v2"
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


def types_of(document: JsonObject) -> frozenset[str]:
    """Return the types of a document; raises ``DocumentError("open_badges_2.malformed_member")``."""
    value = document.get("type")
    items = value if isinstance(value, list) else [value]
    names = [item for item in items if isinstance(item, str) and item]
    if not names or len(names) != len(items):
        raise malformed("type", "must be a name or a list of names")
    return frozenset(names)


def check_type(document: JsonObject, *allowed: str) -> None:
    """Return if the document is of one of the types; raises ``DocumentError("open_badges_2.wrong_type")``."""
    if types_of(document).isdisjoint(allowed):
        raise DocumentError(
            "open_badges_2.wrong_type", f"The document is no {' or '.join(allowed)}.", where="/type"
        )


def required_text(document: JsonObject, name: str) -> str:
    """Return text that must be there and not be empty."""
    value = document.get(name)
    if value is None:
        raise DocumentError(
            "open_badges_2.missing_member", f"{name!r} is missing.", where=format_pointer(name)
        )
    if not isinstance(value, str) or not value.strip():
        raise malformed(name, "must be text and not empty")
    return value


def optional_text(document: JsonObject, name: str) -> str | None:
    """Return text that may be there."""
    return None if document.get(name) is None else required_text(document, name)


def required_iri(document: JsonObject, name: str) -> str:
    """Return an absolute IRI that must be there."""
    value = required_text(document, name)
    if not _IRI.fullmatch(value):
        raise malformed(name, "must be an absolute IRI")
    return value


def optional_iri(document: JsonObject, name: str) -> str | None:
    """Return an absolute IRI that may be there."""
    return None if document.get(name) is None else required_iri(document, name)


def optional_truth(document: JsonObject, name: str) -> bool | None:
    """Return a truth value that may be there; words and numbers that look like one are refused."""
    value = document.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise malformed(name, "must be true or false")


def optional_moment(document: JsonObject, name: str) -> datetime | None:
    """Return a moment of ISO 8601 that may be there, in UTC."""
    value = optional_text(document, name)
    if value is None:
        return None
    try:
        return timestamps.parse_iso8601(value)
    except DocumentError as error:
        raise error.at(format_pointer(name)) from None


def optional_texts(document: JsonObject, name: str) -> tuple[str, ...]:
    """Return a list of texts, which may be written as one text or be absent."""
    value = document.get(name)
    items = [] if value is None else value if isinstance(value, list) else [value]
    texts = tuple(item for item in items if isinstance(item, str) and item)
    if len(texts) != len(items):
        raise malformed(name, "must be text or a list of texts")
    return texts


def reference(document: JsonObject, name: str) -> str | JsonObject:
    """Return a linked document that must be there: its IRI, or the document itself."""
    value: JsonValue = document.get(name)
    return value if isinstance(value, dict) else required_iri(document, name)


def reference_id(value: str | JsonObject) -> str | None:
    """Return the IRI of a linked document, written either way."""
    return value if isinstance(value, str) else optional_iri(value, "id")


def objects(document: JsonObject, name: str) -> tuple[JsonObject | str, ...]:
    """Return the objects or IRIs under ``name``, which may be one or a list."""
    value = document.get(name)
    items = [] if value is None else value if isinstance(value, list) else [value]
    kept = tuple(item for item in items if isinstance(item, dict | str))
    if len(kept) != len(items):
        raise malformed(name, "must hold objects or IRIs")
    return kept


def is_web_address(iri: str | None) -> bool:
    """Say whether a document can be asked for at ``iri`` so that nobody can change it on the way."""
    return iri is not None and origin_of(iri).startswith("https://")


def origin_of(iri: str) -> str:
    """Return scheme, host and port of a web address, empty where it is none (RFC 6454, section 4)."""
    try:
        parts = urlsplit(iri)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"https", "http"} or not host or "@" in parts.netloc or "\\" in iri:
        return ""
    usual = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}" if port in (None, usual) else f"{parts.scheme}://{host}:{port}"


def malformed(name: str, what: str) -> DocumentError:
    """Return the error for a member of the wrong kind."""
    return DocumentError("open_badges_2.malformed_member", f"{name!r} {what}.", where=format_pointer(name))
