"""The JSON Canonicalization Scheme (RFC 8785): one byte sequence for one JSON value.

Members are sorted by the UTF-16 code units of their keys (section 3.2.3), numbers are written as ECMAScript
writes doubles (section 3.2.2.3), and text is escaped as little as JSON allows (section 3.2.2.2).
``tests/cairn/canonical/test_jcs.py`` holds it against the RFC's number table and published pairs.
"""

from __future__ import annotations

from decimal import Decimal
from json.encoder import encode_basestring as _quote
from math import isfinite
from typing import Final

from cairn.canonical.strict_json import JsonValue, check, format_pointer
from cairn.errors import DocumentError

# Up to here every integer is a double of its own, and ECMAScript writes it with all its digits.
_MAX_SAFE_INTEGER: Final = 2**53 - 1


def canonize(value: JsonValue) -> bytes:
    """Return the canonical JSON text of ``value`` in UTF-8.

    Raises ``DocumentError`` with a code ``json.*`` where the value is not JSON, and ``jcs.integer_not_exact``
    for an integer whose canonical text names another number, because it has more digits than a double keeps:
    what is signed would not be what was written.
    """
    try:
        return _write(value).encode()
    except (TypeError, ValueError, OverflowError, RecursionError):
        check(value)
        _find_inexact(value, "")
        raise DocumentError("jcs.not_a_value", "The value cannot be written as canonical JSON.") from None


def format_number(number: float) -> str:
    """Return a double as ECMAScript's ``Number.prototype.toString`` writes it.

    Raises ``DocumentError("json.not_finite")`` for an infinity and for what is not a number.
    """
    if not isfinite(number):
        raise DocumentError("json.not_finite", "The number is not finite.")
    if -_MAX_SAFE_INTEGER <= number <= _MAX_SAFE_INTEGER and number.is_integer():
        return str(int(number))
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    digits = (whole + fraction).lstrip("0")
    # The value is 0.digits times ten to the power of point, as in ECMA-262, Number::toString.
    point = int(exponent or 0) + len(digits) - len(fraction)
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return f"{sign}{digits.ljust(point, '0')}"
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{point - 1:+d}"


def _write(value: object) -> str:
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, dict):
        keys = sorted(value)
        names = "".join(keys)
        # Code points and UTF-16 code units sort alike as long as none is beyond U+D7FF.
        if not names.isascii() and max(names) > "\ud7ff":
            keys.sort(key=_units)
        members = []
        for key in keys:
            member = value[key]
            text = _quote(member) if member.__class__ is str else _write(member)
            members.append(f"{_quote(key)}:{text}")
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        return f"[{','.join([_write(member) for member in value])}]"
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        return _write_integer(value)
    if isinstance(value, float):
        if not isfinite(value):
            raise ValueError
        return format_number(value)
    raise TypeError


def _write_integer(number: int) -> str:
    if -_MAX_SAFE_INTEGER <= number <= _MAX_SAFE_INTEGER:
        return str(number)
    text = format_number(float(number))
    if Decimal(text) != number:
        raise ValueError
    return text


def _units(key: str) -> bytes:
    return key.encode("utf-16-be")


def _find_inexact(value: JsonValue, where: str) -> None:
    if isinstance(value, dict):
        for key, member in value.items():
            _find_inexact(member, where + format_pointer(key))
    elif isinstance(value, list):
        for position, member in enumerate(value):
            _find_inexact(member, f"{where}/{position}")
    elif isinstance(value, int):
        try:
            _write_integer(value)
        except ValueError:
            raise DocumentError(
                "jcs.integer_not_exact",
                "The integer has more digits than a double keeps, so it has no canonical form.",
                where=where,
                mend="Write it as a string.",
            ) from None
