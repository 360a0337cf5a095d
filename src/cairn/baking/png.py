"""A credential in a chunk ``iTXt`` of a PNG image.

PNG (third edition), sections 5.3 and 11.3.3; Open Badges 3.0, section 5.3.1: keyword
``openbadgecredential``, no compression, exactly one. Open Badges 2.0 has the keyword ``openbadges``; its
predecessors wrote an address into ``tEXt``, which is read and never written.

The chunks are walked by their lengths. The check value is compared for the first and the last chunk and for
the one with the credential, which are all that is read; pixels are passed over unread, so damage in them is
left to those who paint them. ``tests/cairn/baking/test_png.py`` proves it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from struct import Struct
from typing import Final, NoReturn

from cairn.baking.baked import WHITE_SPACE, Baked, Form, Standard
from cairn.errors import DocumentError, UsageError

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS: Final = 65_536
MAX_TEXT_BYTES: Final = 16 * 1024 * 1024

_HEAD: Final = Struct(">I4s")
_CHECK_VALUE: Final = Struct(">I")
_OVERHEAD: Final = 12
_IHDR_LENGTH: Final = 13
_IEND: Final = b"\0\0\0\0IEND\xaeB`\x82"
_TEXTS: Final = frozenset({b"iTXt", b"tEXt", b"zTXt"})
_KEYWORDS: Final = {Standard.OPEN_BADGES_3: b"openbadgecredential", Standard.OPEN_BADGES_2: b"openbadges"}
_MARKS: Final = tuple((standard, keyword + b"\0") for standard, keyword in _KEYWORDS.items())
# No compression, no language tag and no translated keyword.
_PREFIXES: Final = {standard: b"iTXt" + keyword + b"\0\0\0\0\0" for standard, keyword in _KEYWORDS.items()}


@dataclass(slots=True)
class _Found:
    """A chunk that is for a credential: where it stands in the image, from its length to its check value."""

    standard: Standard
    kind: bytes
    start: int
    end: int


def bake(image: bytes, text: str, *, standard: Standard, replace: bool) -> bytes:
    """Return ``image`` with ``text`` in a chunk before the first one with pixels."""
    pixels, found = _walk(image)
    if found and not replace:
        raise UsageError(
            "image.already_baked",
            "There is a credential in the image already.",
            mend="Ask for it to be replaced, or take the image without it.",
        )
    try:
        body = _PREFIXES[standard] + text.encode()
    except UnicodeEncodeError:
        raise DocumentError("baking.unwritable_character", "The text holds half of a character.") from None
    chunk = b"".join((_CHECK_VALUE.pack(len(body) - 4), body, _CHECK_VALUE.pack(zlib.crc32(body))))
    view = memoryview(image)
    if not found:
        return b"".join((view[:pixels], chunk, view[pixels:]))
    pieces: list[bytes | memoryview] = []
    position = 0
    for start, end, insert in sorted(
        [(pixels, pixels, chunk), *((one.start, one.end, b"") for one in found)]
    ):
        pieces += (view[position:start], insert)
        position = end
    return b"".join((*pieces, view[position:]))


def unbake(image: bytes) -> Baked:
    """Return the credential in ``image``, that of Open Badges 3.0 where there are two."""
    _, found = _walk(image)
    for standard in _KEYWORDS:
        chunks = [one for one in found if one.standard is standard]
        if len(chunks) > 1:
            raise DocumentError(
                "image.second_credential",
                "The image holds more than one credential, so it is not clear which is meant.",
                where=f"byte {chunks[1].start}",
            )
        if chunks:
            text = _read_text(image, chunks[0])
            return Baked(text=text.strip(WHITE_SPACE), standard=standard, form=Form.PNG)
    raise DocumentError("image.not_baked", "There is no credential in the image.")


def _walk(image: bytes) -> tuple[int, list[_Found]]:
    """Return where the first chunk with pixels begins, and the chunks that are for credentials."""
    size = len(image)
    unpack = _HEAD.unpack_from
    found: list[_Found] = []
    pixels = 0
    end = _check_header(image)
    for _ in range(MAX_CHUNKS):
        position = end
        if position + _OVERHEAD > size:
            _raise_malformed("The image ends before its last chunk.", position)
        length, kind = unpack(image, position)
        end = position + _OVERHEAD + length
        if end > size:
            _raise_malformed("A chunk says that it is longer than the rest of the image.", position)
        if kind == b"IDAT":
            pixels = pixels or position
        elif kind in _TEXTS:
            standard = _standard_of(image, position + 8, end - 4)
            if standard is not None:
                found.append(_Found(standard, kind, position, end))
        elif kind == b"IEND":
            if image[position:end] != _IEND:
                _raise_malformed("The last chunk is not empty, or its check value is wrong.", position)
            if not pixels:
                _raise_malformed("There is no chunk with pixels.", position)
            return pixels, found
        elif kind == b"IHDR" or not kind.isalpha():
            _raise_malformed("There is a chunk where it cannot be.", position)
    raise DocumentError("image.too_many_chunks", f"The image has more than {MAX_CHUNKS} chunks.")


def _check_header(image: bytes) -> int:
    """Return where the first chunk ends."""
    start = len(SIGNATURE)
    end = start + _OVERHEAD + _IHDR_LENGTH
    if len(image) < end or _HEAD.unpack_from(image, start) != (_IHDR_LENGTH, b"IHDR"):
        _raise_malformed("The image does not begin with its header.", start)
    _check_value(image, start, end)
    return end


def _standard_of(image: bytes, start: int, end: int) -> Standard | None:
    """Return the standard whose keyword the text chunk with the data from ``start`` to ``end`` has."""
    for standard, mark in _MARKS:
        if image.startswith(mark, start, end):
            return standard
    return None


def _read_text(image: bytes, chunk: _Found) -> str:
    _check_value(image, chunk.start, chunk.end)
    if chunk.end - chunk.start > MAX_TEXT_BYTES:
        raise DocumentError("baking.text_too_large", f"The credential is larger than {MAX_TEXT_BYTES} bytes.")
    data = image[chunk.start + 8 + len(_KEYWORDS[chunk.standard]) + 1 : chunk.end - 4]
    place = f"byte {chunk.start}"
    if chunk.kind == b"tEXt" and chunk.standard is Standard.OPEN_BADGES_2:
        return data.decode("latin-1")
    # (PNG, section 11.3.3.4): compression flag, compression method, language tag, translated keyword, text.
    if chunk.kind == b"zTXt" or data[:1] == b"\1":
        raise DocumentError(
            "image.compressed", "The credential is compressed, which the standard forbids.", where=place
        )
    if chunk.kind != b"iTXt" or data[:2] != b"\0\0":
        _raise_malformed("The chunk of the credential is not of the kind that it must be.", chunk.start)
    parts = data.split(b"\0")
    if len(parts) != 5:
        _raise_malformed("The chunk of the credential has not the parts that it must have.", chunk.start)
    try:
        return parts[4].decode()
    except UnicodeDecodeError:
        raise DocumentError("image.not_utf8", "The credential is not UTF-8.", where=place) from None


def _check_value(image: bytes, start: int, end: int) -> None:
    if zlib.crc32(memoryview(image)[start + 4 : end - 4]) != _CHECK_VALUE.unpack_from(image, end - 4)[0]:
        raise DocumentError(
            "image.bad_check_value",
            "A chunk of the image is damaged: its check value is wrong.",
            where=f"byte {start}",
        )


def _raise_malformed(message: str, position: int) -> NoReturn:
    raise DocumentError("image.malformed_png", message, where=f"byte {position}")
