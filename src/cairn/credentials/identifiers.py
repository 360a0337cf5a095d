"""When two identifiers are the same.

Open Badges 3.0, credential equality and comparison: identifiers are compared after percent-decoding and
without white space around them, letter by letter. One rule for revocation, refresh and endorsement, so that
nothing is revoked in one spelling and in force in another.
``tests/cairn/credentials/test_identifiers.py`` proves it.
"""

from __future__ import annotations

from urllib.parse import unquote


def comparable(identifier: str) -> str:
    """Return the form of ``identifier`` in which it is compared.

    >>> comparable(" https://a.example/%7Eada ")
    'https://a.example/~ada'
    """
    return unquote(identifier).strip()


def is_same_identifier(one: str, other: str) -> bool:
    """Say whether both name the same thing; what has no identifier is not the same as anything."""
    return bool(one) and comparable(one) == comparable(other)
