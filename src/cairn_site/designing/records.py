"""Frozen dataclasses from JSON and back, strictly: every member known, every value of its type.

Only what differs from the default is written. The kinds of values are those that ``designing.content`` needs:
text, truth, whole and decimal numbers, dates, words of a list, texts by language, tuples, and records inside.
``tests/cairn_site/designing/test_records.py`` proves it.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Hashable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from cairn.canonical.strict_json import format_pointer
from cairn.credentials.concepts import Concept
from cairn.credentials.language import LANGUAGE_TAG
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

RecordT = TypeVar("RecordT")
MAX_TEXT: Final = 10_000
MAX_ITEMS: Final = 200


def format_record(record: object) -> JsonObject:
    """Return a record as JSON, without the members that have their default."""
    assert dataclasses.is_dataclass(record)
    written: JsonObject = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value != _default(field):
            written[field.name] = _format(value)
    return written


def parse_record(record_class: type[RecordT], value: object, *, where: str = "") -> RecordT:
    """Return the record that a JSON object tells.

    Raises ``DocumentError`` ``designing.content`` with the place of the first member that is wrong.
    """
    if not isinstance(value, dict):
        raise _wrong("an object", where)
    hints = _hints(cast("Hashable", record_class))
    fields = {field.name: field for field in dataclasses.fields(record_class)}  # type: ignore[arg-type]
    members = {}
    for name, member in value.items():
        place = where + format_pointer(str(name))
        if name not in fields:
            raise DocumentError(
                "designing.content", "There is no such member.", where=place, mend="Leave it out."
            )
        members[name] = _parse(hints[name], member, where=place)
    for name, field in fields.items():
        if name not in members and _default(field) is dataclasses.MISSING:
            raise DocumentError(
                "designing.content", f"The member {name!r} is missing.", where=where, mend="Add it."
            )
    return record_class(**members)


def code_of(word: Enum) -> str:
    """Return how a word of a list is written: its code, or its value."""
    return word.value.code if isinstance(word.value, Concept) else str(word.value)


@cache
def _hints(record_class: Hashable) -> dict[str, Any]:
    return get_type_hints(record_class)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _format(value: Any) -> JsonValue:  # noqa: ANN401
    if dataclasses.is_dataclass(value):
        return format_record(value)
    if isinstance(value, Enum):
        return code_of(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_format(item) for item in value]
    if isinstance(value, Mapping):
        return {str(language): str(text) for language, text in value.items()}
    assert value is None or isinstance(value, str | bool | int | float)
    return value


def _parse(hint: Any, value: object, *, where: str) -> object:  # noqa: ANN401
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return None if value is None else _parse(inner, value, where=where)
    if origin is tuple:
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            raise _wrong(f"an array of at most {MAX_ITEMS}", where)
        return tuple(_parse(arguments[0], item, where=f"{where}/{n}") for n, item in enumerate(value))
    if origin is Mapping:
        return _parse_texts(value, where=where)
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return parse_record(hint, value, where=where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        for word in hint:
            if isinstance(value, str) and code_of(word) == value:
                return word
        raise _wrong(f"one of {', '.join(code_of(word) for word in hint)}", where)
    return _parse_plain(hint, value, where=where)


def _parse_plain(hint: type, value: object, *, where: str) -> object:
    if hint is str and isinstance(value, str) and len(value) <= MAX_TEXT and "\x00" not in value:
        return value
    if hint is bool and isinstance(value, bool):
        return value
    if hint is int and isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1_000_000_000:
        return value
    if (
        hint is float
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
    ):
        return float(value)
    if hint is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    wanted = {
        str: f"a string of at most {MAX_TEXT} characters",
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        date: "a date such as 2030-12-31",
    }
    raise _wrong(wanted[hint], where)


def _parse_texts(value: object, *, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MAX_ITEMS:
        raise _wrong("an object of texts by language", where)
    for language, text in value.items():
        place = where + format_pointer(str(language))
        if not isinstance(language, str) or not LANGUAGE_TAG.fullmatch(language):
            raise _wrong("under a language tag such as en", place)
        _parse_plain(str, text, where=place)
    return {str(language): str(text) for language, text in value.items()}


def _wrong(wanted: str, where: str) -> DocumentError:
    return DocumentError(
        "designing.content", f"The value is not {wanted}.", where=where, mend=f"Write {wanted}."
    )
