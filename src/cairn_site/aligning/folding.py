"""Words as they are compared in a search: without accents, capitals and punctuation.

``tests/cairn_site/aligning/test_folding.py`` proves it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_GAPS: Final = re.compile(r"[\W_]+")
MAX_TERMS: Final = 8


def fold(text: str) -> str:
    """Return the words of ``text`` for comparing, each after one space.

    >>> fold("Análisis de Datos")
    ' analisis de datos'
    """
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(character)
    )
    return "".join(f" {word}" for word in _GAPS.split(plain) if word)


def terms(query: str) -> list[str]:
    """Return the words that a query asks for, at most ``MAX_TERMS``, each with the space it begins with.

    >>> terms("Crít pens")
    [' crit', ' pens']
    """
    return [f" {word}" for word in fold(query).split()[:MAX_TERMS]]
