"""Moments as text: XSD 1.1 dateTimeStamp, read strictly and written in one way.

Section 3.4.28 of XML Schema 1.1 part 2 gives the lexical form, section 3.3.7 the meaning of ``24:00:00`` (the
first moment of the next day). The years 0001 to 9999 are read, because Python knows no others; a leap second
is refused, as XSD has none. Fractions may be of any length and are cut to microseconds, so a moment read is
never later than the one written. ``tests/cairn/canonical/test_timestamps.py`` proves it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, NoReturn

from cairn.errors import DocumentError, UsageError

_STAMP: Final = re.compile(
    r"""
    [0-9]{4}-[0-9]{2}-[0-9]{2}
    T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)
    (?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)
    """,
    re.VERBOSE,
)
_LEAP_SECOND: Final = re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:60(?:\.|Z|[+-]|$)")
_OTHER_YEAR: Final = re.compile(r"(?:-[0-9]{4,}|[1-9][0-9]{4,})-[0-9]{2}-[0-9]{2}T")
_ISO_8601: Final = re.compile(
    r"""
    ([0-9]{4})-?([0-9]{2})-?([0-9]{2})
    (?:[Tt\ ]([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?
    \ ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?
    """,
    re.VERBOSE,
)


def parse(text: str) -> datetime:
    """Return the moment, in UTC, that an XSD dateTimeStamp names.

    Raises ``DocumentError``: ``timestamp.no_zone``, ``timestamp.leap_second``, ``timestamp.out_of_range`` (a
    year beyond 0001 to 9999, also in UTC), ``timestamp.no_such_day`` and ``timestamp.malformed``.
    """
    if not _STAMP.fullmatch(text):
        _raise_malformed(text)
    try:
        if text[11:13] == "24":
            midnight = datetime.fromisoformat(f"{text[:11]}00{text[13:]}")
            return (midnight + timedelta(days=1)).astimezone(UTC)
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        _raise_unreal(text)
    except OverflowError:
        _raise_out_of_range()


def parse_iso8601(text: str) -> datetime:
    """Return the moment, in UTC, that one of the common forms of ISO 8601 names, as Open Badges 2.0 allows.

    Besides what :func:`parse` reads these are dates alone (their first moment), the basic form without
    hyphens and colons, a space or ``t`` for ``T``, times without seconds, and times without a zone, taken as
    UTC. Raises ``DocumentError`` with the codes of :func:`parse`, except ``timestamp.no_zone``.
    """
    match = _ISO_8601.fullmatch(text)
    if match is None:
        raise DocumentError("timestamp.malformed", "The text is not a date or a moment of ISO 8601.")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    zone = (zone or "Z").upper()
    if zone != "Z":
        zone = f"{zone[:3]}:{zone[3:].removeprefix(':') or '00'}"
    time = f"{hour or '00'}:{minute or '00'}:{second or '00'}.{fraction or '0'}"
    return parse(f"{year}-{month}-{day}T{time}{zone}")


def format(moment: datetime) -> str:  # noqa: A001
    """Return the canonical dateTimeStamp of ``moment``: UTC, ``Z``, and no more of a fraction than it has.

    Raises ``UsageError``: ``timestamp.naive`` for a moment without a zone, ``timestamp.unwritable`` for one
    that UTC puts beyond the years 0001 to 9999.
    """
    if moment.utcoffset() is None:
        raise UsageError(
            "timestamp.naive",
            "The moment has no time zone, so it could mean many moments.",
            mend="Give it one, such as datetime.UTC.",
        )
    try:
        text = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    except OverflowError:
        raise UsageError("timestamp.unwritable", "The moment lies beyond the years 0001 to 9999.") from None
    return f"{text.rstrip('0')}Z" if moment.microsecond else f"{text}Z"


def _raise_malformed(text: str) -> NoReturn:
    if _STAMP.fullmatch(text + "Z"):
        raise DocumentError(
            "timestamp.no_zone",
            "The timestamp has no time zone, so it could mean many moments.",
            mend="Write Z or an offset such as +01:00 after it.",
        )
    if _LEAP_SECOND.match(text):
        raise DocumentError(
            "timestamp.leap_second",
            "The timestamp names a leap second, which XSD has not.",
            mend="Write the first second of the next minute.",
        )
    if _OTHER_YEAR.match(text):
        _raise_out_of_range()
    raise DocumentError(
        "timestamp.malformed",
        "The text is not an XSD dateTimeStamp.",
        mend="Write it as 2026-01-31T12:00:00Z.",
    )


def _raise_unreal(text: str) -> NoReturn:
    if text.startswith("0000"):
        _raise_out_of_range()
    raise DocumentError("timestamp.no_such_day", "The timestamp names a day that no calendar has.") from None


def _raise_out_of_range() -> NoReturn:
    raise DocumentError(
        "timestamp.out_of_range", "The timestamp lies beyond the years 0001 to 9999."
    ) from None
