"""A text in several languages is written as VC Data Model 2.0 asks.

``tests/cairn/quality/lint/rules/test_language_map.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.language import LANGUAGE_TAG
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonValue
    from cairn.quality.lint.parts import Part


def _check(part: Part) -> Iterator[Hit]:
    for name in ("name", "description"):
        value = part.node.get(name)
        if isinstance(value, dict | list) and not _is_right(value):
            yield Hit(where=f"/{name}")


def _is_right(value: JsonValue) -> bool:
    """Tell whether every text says a language of its own, as it has to where there are several."""
    texts = value if isinstance(value, list) else [value]
    languages: set[str] = set()
    for text in texts:
        if not isinstance(text, dict) or not isinstance(text.get("@value"), str):
            return False
        language = text.get("@language")
        if not isinstance(language, str) or not LANGUAGE_TAG.fullmatch(language):
            return False
        languages.add(language.casefold())
    return len(languages) == len(texts) > 0


RULE: Final = Rule(
    code="lint.language_map",
    severity=LintSeverity.WARNING,
    scopes=(Scope.ACHIEVEMENT, Scope.FRAME),
    message="The languages of the text are not written as the standard asks.",
    mend=("Write a string and say the language with inLanguage; a translation is an Achievement of its own."),
    reason=(
        "A map of languages means nothing in these contexts, so it would not be signed (VC Data "
        "Model 2.0, 11.1)."
    ),
    check=_check,
)
