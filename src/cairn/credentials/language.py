"""Text in several languages, and the choice of one for a reader.

VC Data Model 2.0, section 11.1, lets ``name`` and ``description`` be a string, a language value object
(``@value``, ``@language``, ``@direction``) or an array of these. Older and European documents write a
language map instead (``{"en": "...", "de": ["..."]}``), which is read too. The choice follows the lookup
scheme of RFC 4647, section 3.4. ``tests/cairn/credentials/test_language.py`` proves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue

LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
Texts: TypeAlias = str | Mapping[str, str]
"""A text, or the same text in several languages, by their tags (BCP 47)."""
_VALUE_MEMBERS: Final = frozenset({"@value", "@language", "@direction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedText:
    """A text, the language it is in (empty when not said), and its direction (``ltr``, ``rtl`` or empty)."""

    text: str
    language: str = ""
    direction: str = ""


def parse_texts(value: JsonValue) -> tuple[LocalisedText, ...]:
    """Return the texts of a string, a language value object, an array of these, or a language map.

    Raises ``DocumentError`` ``language.malformed`` for anything else.
    """
    if isinstance(value, str):
        return (LocalisedText(text=value),)
    if isinstance(value, list) and value:
        return tuple(_parse_one(item) for item in value)
    if isinstance(value, dict):
        return _parse_map(value) if "@value" not in value else (_parse_one(value),)
    raise _malformed()


def choose_text(value: JsonValue, *, languages: Sequence[str] = ()) -> str:
    """Return the text in the first of ``languages`` that there is.

    ``de-CH`` is also answered by ``de``. Without a match it is the text that names no language, or the first.
    Raises ``DocumentError`` ``language.malformed``.
    """
    texts = parse_texts(value)
    by_language = {text.language.lower(): text.text for text in reversed(texts)}
    for wanted in languages:
        tag = wanted.lower()
        while tag:
            if tag in by_language:
                return by_language[tag]
            tag = tag.rpartition("-")[0]
            if len(tag) > 2 and tag[-2] == "-":
                tag = tag[:-2]
    return by_language.get("", texts[0].text)


def format_texts(texts: Mapping[str, str], *, directions: Mapping[str, str] | None = None) -> JsonValue:
    """Return texts by language as VC Data Model 2.0 writes them: one language value object, or an array.

    ``directions`` names the base direction, ``ltr`` or ``rtl``, of the languages that need one.
    Raises ``UsageError`` ``language.missing`` where there is no text, ``language.bad_tag`` and
    ``language.bad_direction``.
    """
    if not texts:
        raise UsageError("language.missing", "There is no text in any language.", mend="Give one.")
    values: list[JsonValue] = []
    for language, text in texts.items():
        if not LANGUAGE_TAG.fullmatch(language):
            raise UsageError(
                "language.bad_tag",
                f"There can be no language {language!r}.",
                mend="Write a tag of BCP 47, such as en or de-CH.",
            )
        value: JsonObject = {"@value": text, "@language": language}
        direction = (directions or {}).get(language)
        if direction is not None:
            if direction not in ("ltr", "rtl"):
                raise UsageError(
                    "language.bad_direction",
                    f"There is no direction {direction!r} of text.",
                    mend="Write ltr or rtl.",
                )
            value["@direction"] = direction
        values.append(value)
    return values[0] if len(values) == 1 else values


def text_in(texts: Texts, *, language: str) -> str:
    """Return the text in one language and no other; a text that names no language is taken as it is.

    Raises ``UsageError`` ``language.missing``.
    """
    if isinstance(texts, str):
        return texts
    text = texts.get(language)
    if text is None:
        raise UsageError(
            "language.missing",
            f"There is no text in the language {language!r}.",
            mend=f"Name one of {', '.join(texts)}." if texts else "Give one.",
        )
    return text


def is_language_value(value: JsonValue) -> bool:
    """Tell whether ``value`` is a language value object of VC Data Model 2.0, or an array of at least one."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str | dict) and _is_one(item) for item in value)
    return isinstance(value, dict) and _is_one(value)


def _is_one(value: str | JsonObject) -> bool:
    if isinstance(value, str):
        return True
    language = value.get("@language", "en")
    return (
        isinstance(value.get("@value"), str)
        and isinstance(language, str)
        and LANGUAGE_TAG.fullmatch(language) is not None
        and value.get("@direction", "ltr") in {"ltr", "rtl"}
        and value.keys() <= _VALUE_MEMBERS
    )


def _parse_one(value: JsonValue) -> LocalisedText:
    if isinstance(value, str):
        return LocalisedText(text=value)
    if not isinstance(value, dict):
        raise _malformed()
    text, language, direction = (value.get(name, "") for name in ("@value", "@language", "@direction"))
    if "@value" not in value or not (
        isinstance(text, str) and isinstance(language, str) and isinstance(direction, str)
    ):
        raise _malformed()
    return LocalisedText(text=text, language=language, direction=direction)


def _parse_map(value: JsonObject) -> tuple[LocalisedText, ...]:
    texts: list[LocalisedText] = []
    for language, entry in value.items():
        if not LANGUAGE_TAG.fullmatch(language) and language != "@none":
            raise _malformed()
        for text in entry if isinstance(entry, list) else [entry]:
            if not isinstance(text, str):
                raise _malformed()
            texts.append(LocalisedText(text=text, language="" if language == "@none" else language))
    if not texts:
        raise _malformed()
    return tuple(texts)


def _malformed() -> DocumentError:
    return DocumentError(
        "language.malformed",
        "The value is neither a text nor a text with its language.",
        mend='Write a string, or {"@value": "...", "@language": "en"}.',
    )
