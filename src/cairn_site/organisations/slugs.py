"""Slugs: the part of signed addresses that names an organisation (``docs/reference/addresses.md``).

``tests/cairn_site/organisations/test_slugs.py`` proves it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from cairn.errors import DocumentError

MAX_CHARACTERS: Final = 63
RESERVED: Final = frozenset({"new", "api", "admin", "cairn", "did", "well-known"})
_SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


def check_slug(slug: str) -> None:
    """Raise ``DocumentError``: ``organisation.slug`` for a bad one, ``organisation.slug_reserved``."""
    if _SLUG.fullmatch(slug) is None:
        raise DocumentError(
            "organisation.slug",
            "The short name has 1 to 63 small letters, digits and hyphens, and no hyphen at either end.",
            where="slug",
        )
    if slug in RESERVED:
        raise DocumentError(
            "organisation.slug_reserved", "This short name is kept for the site.", where="slug"
        )


def suggest_slug(name: str) -> str:
    """Return the slug that a name suggests, empty where it has no letter that could stand in one."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    ascii_only = "".join(character for character in plain if character.isascii())
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    return words[:MAX_CHARACTERS].strip("-")
