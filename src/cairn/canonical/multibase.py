"""Text forms of bytes: base58btc, base64url and the multibase prefixes that tell them apart.

Controlled Identifiers 1.0, section 2.4 names the prefixes ``z`` (base58btc) and ``u`` (base64url without
padding); the alphabet of base64url is RFC 4648, section 5. Decoding is strict: bytes have one text only, so
that a signature cannot be written in two ways. ``tests/cairn/canonical/test_multibase.py`` proves it.
"""

from __future__ import annotations

import binascii
from typing import Final, Literal, NoReturn

from cairn.errors import DocumentError, UsageError

# Base 58 takes quadratic time, so long text is refused before it begins; keys and signatures are short.
MAX_BASE58_BYTES: Final = 2048
MAX_BASE58_CHARACTERS: Final = 2797

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS: Final = [first + second for first in _ALPHABET for second in _ALPHABET]
_TEN_DIGITS: Final = 58**10
_ALPHABET_BYTES: Final = _ALPHABET.encode()
_DIGITS: Final = bytes.maketrans(_ALPHABET_BYTES, bytes(range(58)))
_FOUR_DIGITS: Final = 58**4
_FIVE_DIGITS: Final = 58**5
_TO_STANDARD: Final = bytes.maketrans(b"-_+/=", b"+/!!!")
_TO_URL: Final = bytes.maketrans(b"+/", b"-_")
_URL_BYTES: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# The last character of text that does not fill its bytes must leave the bits that are left over zero.
_LAST: Final = {2: frozenset("AQgw"), 3: frozenset("AEIMQUYcgkosw048")}


def encode(data: bytes, *, base: Literal["z", "u"]) -> str:
    """Return ``data`` in multibase: ``z`` and base58btc or ``u`` and base64url.

    Raises ``UsageError("multibase.unknown_base")`` for another base and ``base58.too_long`` as below.
    """
    if base == "z":
        return "z" + encode_base58(data)
    if base == "u":
        return "u" + encode_base64url(data)
    raise UsageError("multibase.unknown_base", f"Multibase {base!r} is not written here.")


def decode(text: str, *, bases: str = "zu") -> bytes:
    """Return the bytes of multibase text whose prefix is one of ``bases``.

    Raises ``DocumentError("multibase.wrong_base")`` for another prefix, and ``base58.*`` or ``base64url.*``.
    """
    prefix = text[:1]
    if prefix and prefix in bases:
        if prefix == "z":
            return decode_base58(text[1:])
        if prefix == "u":
            return decode_base64url(text[1:])
    raise DocumentError(
        "multibase.wrong_base",
        f"The text does not begin with the multibase prefix {' or '.join(bases)}.",
    )


def encode_base58(data: bytes) -> str:
    """Return ``data`` in base58btc; each leading zero byte becomes a ``1``.

    Raises ``UsageError("base58.too_long")`` above ``MAX_BASE58_BYTES``.
    """
    if len(data) > MAX_BASE58_BYTES:
        raise UsageError("base58.too_long", f"Base58 is for at most {MAX_BASE58_BYTES} bytes.")
    number = int.from_bytes(data, "big")
    pairs = _PAIRS
    parts: list[str] = []
    while number:
        # Ten digits at a time, and these in pairs: few divisions of the long number, then only short ones.
        number, ten = divmod(number, _TEN_DIGITS)
        six, four = divmod(ten, _FOUR_DIGITS)
        leading, third = divmod(six, 3364)
        first, second = divmod(leading, 3364)
        fourth, fifth = divmod(four, 3364)
        parts.append(f"{pairs[first]}{pairs[second]}{pairs[third]}{pairs[fourth]}{pairs[fifth]}")
    parts.reverse()
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(parts).lstrip("1")


def decode_base58(text: str) -> bytes:
    """Return the bytes of base58btc text.

    Raises ``DocumentError``: ``base58.too_long`` above ``MAX_BASE58_BYTES``, much longer text before any work
    is done, and ``base58.bad_character``.
    """
    if len(text) > MAX_BASE58_CHARACTERS:
        _raise_too_long()
    ascii_text = text.encode("ascii", "replace")
    if ascii_text.translate(None, _ALPHABET_BYTES):
        raise DocumentError(
            "base58.bad_character",
            "The text holds a character that base58btc has not.",
            mend="Look for 0, O, I, l and white space.",
        )
    digits = iter(bytes(-len(ascii_text) % 10) + ascii_text.translate(_DIGITS))
    number = 0
    for a, b, c, d, e, f, g, h, i, j in zip(*[digits] * 10, strict=True):
        high = (((a * 58 + b) * 58 + c) * 58 + d) * 58 + e
        low = (((f * 58 + g) * 58 + h) * 58 + i) * 58 + j
        number = number * _TEN_DIGITS + high * _FIVE_DIGITS + low
    zeros = len(text) - len(text.lstrip("1"))
    length = (number.bit_length() + 7) // 8
    if zeros + length > MAX_BASE58_BYTES:
        _raise_too_long()
    return bytes(zeros) + number.to_bytes(length, "big")


def encode_base64url(data: bytes) -> str:
    """Return ``data`` in base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """Return the bytes of base64url text without padding.

    Raises ``DocumentError``: ``base64url.padding``, ``base64url.bad_character``, ``base64url.bad_length``,
    and ``base64url.trailing_bits`` where the last character holds bits that belong to no byte.
    """
    rest = len(text) % 4
    if text[-1:] == "=":
        raise DocumentError(
            "base64url.padding", "The text ends with padding.", mend="Leave the '=' signs at the end out."
        )
    try:
        data = binascii.a2b_base64(
            text.encode("ascii").translate(_TO_STANDARD) + b"=" * (-rest % 4), strict_mode=True
        )
    except UnicodeEncodeError:
        _raise_bad_character()
    except binascii.Error:
        if rest == 1 and not text.encode().translate(None, _URL_BYTES):
            raise DocumentError(
                "base64url.bad_length", "The text is cut off: no bytes have this length."
            ) from None
        _raise_bad_character()
    if rest and text[-1] not in _LAST[rest]:
        raise DocumentError(
            "base64url.trailing_bits", "The last character holds bits that belong to no byte."
        )
    return data


def _raise_too_long() -> NoReturn:
    raise DocumentError("base58.too_long", f"Base58 is for at most {MAX_BASE58_BYTES} bytes.")


def _raise_bad_character() -> NoReturn:
    raise DocumentError(
        "base64url.bad_character",
        "The text holds a character that base64url has not.",
        mend="Write '-' for '+', '_' for '/', and no white space.",
    ) from None
