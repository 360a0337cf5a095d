"""A bitstring as text: GZIP, then multibase base64url without padding.

Bitstring Status List 1.0, sections 3.3 (generation) and 3.4 (expansion). What is expanded is bounded before
it is made, so a list that would grow without end is refused at once; a list is exactly one member of GZIP
(RFC 1952), so nothing can hide behind it. Proved by ``tests/cairn/status/test_encoding.py``.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical import multibase
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LIST_BYTES: Final = 16 * 1024 * 1024
_GZIP: Final = 31
# The default level: the highest one takes seconds for a list that is nearly all zeros, and saves nothing.
_LEVEL: Final = 6


def encode_list(bits: bytes) -> str:
    """Return a bitstring as ``encodedList``; the same bits give the same text."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return multibase.encode(compressor.compress(bits) + compressor.flush(), base="u")


def decode_list(encoded: str, *, size_limit: int = MAX_LIST_BYTES) -> bytes:
    """Return the bitstring of ``encodedList``.

    Raises ``DocumentError``: ``multibase.wrong_base``, ``base64url.*``, ``status_list.not_gzip``,
    ``status_list.truncated``, ``status_list.trailing_bytes``, and ``status_list.too_large`` where it would
    expand to more than ``size_limit`` bytes.
    """
    return _decode(encoded, lambda text: multibase.decode(text, bases="u"), size_limit=size_limit)


def decode_legacy_list(encoded: str, *, size_limit: int = MAX_LIST_BYTES) -> bytes:
    """Return the bitstring of a StatusList2021 list, whose base64, of either alphabet, has no prefix."""
    return _decode(encoded, _decode_either_base64, size_limit=size_limit)


def _decode(encoded: str, decode: Callable[[str], bytes], *, size_limit: int) -> bytes:
    # GZIP cannot make its input much longer, so longer text than this expands to more than the limit or is
    # no GZIP.
    if len(encoded) > 2 * size_limit + 1024:
        _raise_too_large(size_limit)
    return _expand(decode(encoded), size_limit=size_limit)


def _decode_either_base64(text: str) -> bytes:
    return multibase.decode_base64url(text.rstrip("=").replace("+", "-").replace("/", "_"))


def _expand(data: bytes, *, size_limit: int) -> bytes:
    expander = zlib.decompressobj(_GZIP)
    try:
        bits = expander.decompress(data, size_limit + 1)
    except zlib.error:
        raise DocumentError("status_list.not_gzip", "The list is not compressed with GZIP.") from None
    if len(bits) > size_limit:
        _raise_too_large(size_limit)
    if not expander.eof:
        raise DocumentError("status_list.truncated", "The list is cut off.")
    if expander.unused_data:
        raise DocumentError("status_list.trailing_bytes", "There is something behind the end of the list.")
    return bits


def _raise_too_large(size_limit: int) -> NoReturn:
    raise DocumentError("status_list.too_large", f"The list expands to more than {size_limit} bytes.")
