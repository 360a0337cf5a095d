"""What was handed over for verification: JSON, a JWT, or an image with either baked in (check 0).

The bytes are read once and strictly; what they are is decided by what they are made of, not by a file name.
Proved by ``tests/cairn/verifier/test_presented.py``.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn import baking
from cairn.canonical import strict_json
from cairn.errors import DocumentError
from cairn.proofs import jws, vc_jwt
from cairn.verifier.report import Kind

if TYPE_CHECKING:
    from cairn.baking import Baked
    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.proofs.vc_jwt import VcJwt

MAX_BYTES: Final = 64 * 1024 * 1024
# With its mark, or by the empty half of its first character.
_UTF_16: Final = re.compile(rb"\xff\xfe|\xfe\xff|\x00[\t-~]|[\t-~]\x00", re.DOTALL)
_ENVELOPES: Final = {
    Kind.CREDENTIAL: "EnvelopedVerifiableCredential",
    Kind.PRESENTATION: "EnvelopedVerifiablePresentation",
}
_ENVELOPED: Final = frozenset(_ENVELOPES.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """A document that could be read: ``text`` is what was secured, ``jwt`` is set where it is a JWT."""

    kind: Kind
    text: str
    document: JsonObject
    jwt: VcJwt | None = None


def read_presented(data: bytes) -> Presented:
    """Return what ``data`` holds: JSON, a compact JWT, or a PNG or SVG image with either baked in.

    Raises ``DocumentError`` with a code of the reader that refused it, or ``presented.empty``,
    ``presented.too_large``, ``presented.two_types``, ``presented.unknown_form``, ``presented.unknown_type``,
    ``presented.utf16`` and ``presented.wrong_envelope``.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError("presented.too_large", f"The file is larger than {MAX_BYTES} bytes.")
    if baking.is_image(data):
        return _read_baked(baking.unbake(data))
    return read_text(data)


def read_text(data: bytes | str) -> Presented:
    """Return what a credential or presentation in text form holds."""
    stripped = data.strip()
    if not stripped:
        raise DocumentError("presented.empty", "There is nothing in it.")
    if isinstance(data, bytes) and _UTF_16.match(data):
        raise DocumentError(
            "presented.utf16",
            "The text is encoded as UTF-16 and not as UTF-8.",
            mend="Save it in UTF-8 without a byte order mark.",
        )
    # The reader of JSON knows best what to say of a byte order mark.
    if stripped[:1] in (b"{", "{", "\ufeff") or stripped[:3] == codecs.BOM_UTF8:
        return read_document(strict_json.parse_object(data), text=_decode(data))
    text = _decode(stripped)
    if text.count(".") != 2:
        raise DocumentError(
            "presented.unknown_form",
            "This is neither JSON, nor a JWT, nor a PNG or SVG image with a credential in it.",
        )
    return _read_jwt(text)


def read_document(document: JsonObject, *, text: str = "") -> Presented:
    """Return a parsed JSON document, taken out of its envelope where it is in one (VC 2.0, section 4.13)."""
    types = _types(document.get("type"))
    if types & _ENVELOPED:
        presented = _read_jwt(vc_jwt.parse_enveloped(document))
        if types & _ENVELOPED != {_ENVELOPES.get(presented.kind)}:
            raise DocumentError(
                "presented.wrong_envelope", "The envelope holds something else than it says.", where="/type"
            )
        return presented
    return Presented(kind=_kind(document), text=text, document=document)


def _read_baked(baked: Baked) -> Presented:
    """Read what was baked in; an Open Badge 2.0 may be there by its address alone (OB 2.0, baking)."""
    text = baked.text.strip()
    if baked.standard is baking.Standard.OPEN_BADGES_2 and text.startswith(("https://", "http://")):
        return Presented(kind=Kind.OPEN_BADGE_2, text=text, document={})
    return read_text(baked.text)


def _read_jwt(text: str) -> Presented:
    payload = strict_json.parse_object(jws.parse_jws(text).payload)
    if "Assertion" in _types(payload.get("type")):
        return Presented(kind=Kind.OPEN_BADGE_2, text=text, document=payload)
    jwt = vc_jwt.read_vc_jwt(text)
    return Presented(kind=_kind(jwt.credential), text=text, document=jwt.credential, jwt=jwt)


def _kind(document: JsonObject) -> Kind:
    types = _types(document.get("type"))
    if {"VerifiablePresentation", "VerifiableCredential"} <= types:
        raise DocumentError(
            "presented.two_types",
            "The document says that it is a credential and a presentation.",
            where="/type",
        )
    if "VerifiablePresentation" in types:
        return Kind.PRESENTATION
    if "VerifiableCredential" in types:
        return Kind.CREDENTIAL
    if "Assertion" in types:
        return Kind.OPEN_BADGE_2
    raise DocumentError(
        "presented.unknown_type",
        "The document is neither a credential nor a presentation.",
        where="/type",
    )


def _types(value: JsonValue) -> set[str]:
    return {item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)}


def _decode(data: bytes | str) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise DocumentError("presented.unknown_form", "The file is neither text nor a known image.") from None
