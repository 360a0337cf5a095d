"""The kinds of value that a member of a document may have: how to judge one and how to read one.

The kinds are those of Open Badges 3.0, appendix B (derived types), and of VC Data Model 2.0. Each judges
like the JSON Schemas of 1EdTech; what it says beyond them is a row of :mod:`cairn.credentials.strictness`.
``tests/cairn/credentials/test_strictness.py`` proves the agreement.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Generic, TypeAlias, TypeVar

from cairn.canonical import timestamps
from cairn.canonical.strict_json import JsonObject, JsonValue
from cairn.credentials.findings import Findings, failure, warning
from cairn.credentials.language import choose_text, is_language_value
from cairn.errors import DocumentError

T = TypeVar("T")
Find: TypeAlias = Callable[[JsonValue], Findings | None]
"""Judges a value: ``None`` when nothing is wrong with it."""

_ABSOLUTE_URI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`\x7f]+')
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXTENSION: Final = re.compile(r"ext:[a-zA-Z0-9|._]")
"""As the schemas write it; they look for it anywhere in the word, the standard wants it at the front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[T]):
    """One kind of value: ``find`` collects what is wrong with it, ``read`` returns it typed or raises."""

    find: Find
    read: Callable[[JsonValue], T]


def wrong_type(wanted: str) -> DocumentError:
    """Return the error of a value that is not of the JSON type wanted."""
    return DocumentError("credential.wrong_type", f"The value is not {wanted}.", mend=f"Write {wanted}.")


def _malformed(sentence: str, *, mend: str) -> DocumentError:
    return DocumentError("credential.malformed", sentence, mend=mend)


def read_text(value: JsonValue) -> str:
    """Return a value that has to be a string."""
    if not isinstance(value, str):
        raise wrong_type("a string")
    return value


def _find_text(value: JsonValue) -> Findings | None:
    return None if type(value) is str else failure(wrong_type("a string"))


TEXT: Final = Kind(find=_find_text, read=read_text)


def _find_uri(value: JsonValue) -> Findings | None:
    if type(value) is not str:
        return failure(wrong_type("a string"))
    if _ABSOLUTE_URI.fullmatch(value):
        return None
    return failure(
        DocumentError(
            "credential.not_absolute_uri",
            "The identifier is not an absolute URI, so it means different things in different places.",
            mend="Write it with its scheme, such as https:, did: or urn:uuid:.",
        )
    )


URI: Final = Kind(find=_find_uri, read=read_text)


def _find_link(value: JsonValue) -> Findings | None:
    if type(value) is not str:
        return failure(wrong_type("a string"))
    if _ABSOLUTE_URI.fullmatch(value):
        return None
    return warning(
        DocumentError(
            "credential.link_not_absolute",
            "The link is not an absolute URL, so nobody can follow it.",
            mend="Write it with its scheme, such as https:.",
        )
    )


LINK: Final = Kind(find=_find_link, read=read_text)


def _find_words(value: JsonValue) -> Findings | None:
    if type(value) is str:
        return None
    if is_language_value(value):
        return warning(
            DocumentError(
                "credential.language_value",
                "The text carries a language, which VC 2.0 allows and the schemas of Open Badges do not.",
                mend="Write a string to suit all readers.",
            )
        )
    return failure(wrong_type("a string"))


WORDS: Final = Kind(find=_find_words, read=choose_text)


def _find_localised(value: JsonValue) -> Findings | None:
    if type(value) is str or is_language_value(value):
        return None
    return failure(wrong_type("a string or a text with its language"))


LOCALISED: Final = Kind(find=_find_localised, read=choose_text)


def _find_number(value: JsonValue) -> Findings | None:
    return None if type(value) is int or type(value) is float else failure(wrong_type("a number"))


def _read_number(value: JsonValue) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_type("a number")
    return value


NUMBER: Final = Kind(find=_find_number, read=_read_number)


def _find_truth(value: JsonValue) -> Findings | None:
    return None if type(value) is bool else failure(wrong_type("true or false"))


def _read_truth(value: JsonValue) -> bool:
    if not isinstance(value, bool):
        raise wrong_type("true or false")
    return value


TRUTH: Final = Kind(find=_find_truth, read=_read_truth)


def _find_moment(value: JsonValue) -> Findings | None:
    if type(value) is not str:
        return failure(wrong_type("a string"))
    try:
        timestamps.parse(value)
    except DocumentError as error:
        return failure(error)
    return None


def _read_moment(value: JsonValue) -> datetime:
    return timestamps.parse(read_text(value))


MOMENT: Final = Kind(find=_find_moment, read=_read_moment)


def _find_local_moment(value: JsonValue) -> Findings | None:
    if type(value) is not str:
        return failure(wrong_type("a string"))
    try:
        timestamps.parse(value)
    except DocumentError as error:
        return warning(error) if error.code == "timestamp.no_zone" else failure(error)
    return None


def _read_local_moment(value: JsonValue) -> datetime:
    return timestamps.parse_iso8601(read_text(value))


LOCAL_MOMENT: Final = Kind(find=_find_local_moment, read=_read_local_moment)


def _find_date(value: JsonValue) -> Findings | None:
    if type(value) is not str:
        return failure(wrong_type("a string"))
    try:
        if _DATE.fullmatch(value):
            date.fromisoformat(value)
            return None
    except ValueError:
        pass
    return failure(_not_a_date())


def _not_a_date() -> DocumentError:
    return DocumentError(
        "credential.not_a_date", "The text is not a calendar date.", mend="Write it as 2001-12-31."
    )


def _read_date(value: JsonValue) -> date:
    text = read_text(value)
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _not_a_date()


DATE: Final = Kind(find=_find_date, read=_read_date)


def _find_object(value: JsonValue) -> Findings | None:
    return None if type(value) is dict else failure(wrong_type("an object"))


def _read_object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise wrong_type("an object")
    return value


OBJECT: Final = Kind(find=_find_object, read=_read_object)


def pattern(expression: str, *, called: str) -> Kind[str]:
    """Return the kind of text that matches ``expression`` as a whole; ``called`` names it, with article."""
    compiled = re.compile(expression)

    def find(value: JsonValue) -> Findings | None:
        if type(value) is not str:
            return failure(wrong_type("a string"))
        if compiled.fullmatch(value):
            return None
        return failure(_malformed(f"The text is not {called}.", mend=f"Write {called}."))

    return Kind(find=find, read=read_text)


LANGUAGE: Final = pattern(
    "[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", called="a language tag such as en or de-CH"
)
JWS: Final = pattern(r"[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+", called="a compact JWS")


def _misplaced_extension() -> DocumentError:
    return DocumentError(
        "credential.extension_misplaced",
        "The word has ext: inside it, where only at the front it marks a word of one's own.",
        mend="Begin with ext: and then the word.",
    )


def vocabulary(*words: str, extensible: bool = False) -> Kind[str]:
    """Return the kind of text that is one of ``words`` or, if ``extensible``, begins with ``ext:``."""
    known = frozenset(words)

    def find(value: JsonValue) -> Findings | None:
        if type(value) is not str:
            return failure(wrong_type("a string"))
        if value in known or (extensible and _EXTENSION.match(value)):
            return None
        if extensible and _EXTENSION.search(value):
            return failure(_misplaced_extension())
        return failure(
            DocumentError(
                "credential.not_in_vocabulary",
                "The word is not one of those that the standard allows here.",
                mend=f"Write one of {', '.join(words)}{', or ext: and a word of your own' * extensible}.",
            )
        )

    return Kind(find=find, read=read_text)
