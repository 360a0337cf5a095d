"""Native JSON numbers and truth values as RDF literals (JSON-LD 1.1 API, section 8.6, data round tripping).

A number whose sixteen significant digits do not give it back is refused, because two different numbers would
otherwise be signed as one; so is an integer that is no double, which other readers of JSON round.
Proved by ``tests/cairn/canonical/jsonld/test_native.py``.
"""

from __future__ import annotations

from typing import Final, NoReturn

from cairn.canonical.jsonld.entries import XSD
from cairn.errors import DocumentError

_DOUBLE: Final = XSD + "double"
_LIMIT: Final = 10**21


def format_native(value: float, *, datatype: str | None) -> str:
    """Return the N-Quads literal of a number or truth value, typed ``datatype`` where one is given."""
    if isinstance(value, bool):
        return f'"{"true" if value else "false"}"^^<{datatype or XSD + "boolean"}>'
    if datatype != _DOUBLE and abs(value) < _LIMIT and value == int(value):
        if float(value) != value:
            _raise_imprecise(value)
        return f'"{int(value)}"^^<{datatype or XSD + "integer"}>'
    return f'"{_format_double(value)}"^^<{datatype or _DOUBLE}>'


def _format_double(value: float) -> str:
    try:
        text = f"{float(value):.15E}"
    except OverflowError:
        text = ""
    if not text or float(text) != value:
        _raise_imprecise(value)
    mantissa, _, exponent = text.partition("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{int(exponent)}"


def _raise_imprecise(value: float) -> NoReturn:
    raise DocumentError(
        "jsonld.number_precision",
        f"The number {value!r} has more digits than RDF or other readers of JSON keep of it.",
        mend="Write it with at most 15 significant digits, or as text.",
    )
