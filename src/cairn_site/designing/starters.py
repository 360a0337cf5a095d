"""Starter achievements to copy, in English and Spanish (``designing/data/starters.json``).

``tests/cairn_site/designing/test_starters.py`` proves that each can be published.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn_site.designing.content import Content, parse_content
from cairn_site.designing.imagery.drawing import Drawing, parse_drawing

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA: Final = Path(__file__).parent / "data" / "starters.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """One starter: its content, and the image that it begins with."""

    code: str
    content: Content
    drawing: Drawing

    def in_language(self, language: str) -> Content:
        """Return the content with a language as the original, the others as translations."""
        content = self.content
        if language == content.language or language not in content.translations:
            return content
        others = tuple(one for one in content.languages if one != language)
        return replace(content, language=language, translations=others)


@cache
def starters() -> Mapping[str, Starter]:
    """Return the starters by their codes, in their order."""
    rows = json.loads(_DATA.read_text(encoding="utf-8"))
    return {
        row["code"]: Starter(
            code=row["code"], content=parse_content(row["content"]), drawing=parse_drawing(row["drawing"])
        )
        for row in rows
    }


def starter(code: str) -> Starter:
    """Return a starter.

    Raises ``UsageError`` ``designing.no_such_starter``.
    """
    found = starters().get(code)
    if found is None:
        raise UsageError(
            "designing.no_such_starter",
            "There is no such starter.",
            where=code,
            mend="Choose one of the list.",
        )
    return found
