"""Strict JSON: RFC 8259 with the restrictions of I-JSON (RFC 7493) that make a document mean one thing only.

Two readers must never read two meanings from the same bytes, so duplicate keys, lone surrogates, ``NaN``,
numbers beyond the range of a double, a byte order mark, other encodings than UTF-8 and anything after the
document are refused, and size and depth are bounded before the parser runs.
``tests/cairn/canonical/test_strict_json.py`` proves it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final, NoReturn, TypeAlias, Union

from cairn.errors import DocumentError

JsonValue: TypeAlias = Union[bool, int, float, str, list["JsonValue"], dict[str, "JsonValue"], None]  # noqa: UP007
JsonObject: TypeAlias = dict[str, JsonValue]

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 64

# Every integer of fewer digits is below the greatest double, 1.8e308.
_SAFE_DIGITS: Final = 300
# A string without its end runs to the end of the text, so that reading the tokens takes linear time.
_TOKENS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_NOT_MARKS: Final = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def parse(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Return the value of a JSON document.

    Raises ``DocumentError`` with a code ``json.*``; the place is a JSON pointer where the document has the
    form of JSON, and a line and column in the message where it has not.
    """
    text = _read_text(data, max_bytes=max_bytes)
    if text.count("[") + text.count("{") > max_depth:
        _check_depth(text, max_depth=max_depth)
    try:
        value: JsonValue = _DECODER.decode(text)
    except DocumentError as error:
        _raise_located(text, error)
    except json.JSONDecodeError as error:
        _raise_malformed(error)
    except RecursionError:
        _raise_too_deep()
    if "\\ud" in text or "\\uD" in text:
        check(value)
    return value


def parse_object(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonObject:
    """Return the value of a JSON document that has to be an object.

    Raises ``DocumentError`` as :func:`parse` does, and ``json.not_an_object``.
    """
    value = parse(data, max_bytes=max_bytes, max_depth=max_depth)
    if not isinstance(value, dict):
        raise DocumentError(
            "json.not_an_object", "The document is not a JSON object.", mend="Begin it with '{'."
        )
    return value


def format(value: JsonValue) -> bytes:  # noqa: A001
    """Return the compact JSON text of ``value`` in UTF-8, members in their own order.

    Raises ``DocumentError`` with a code ``json.*`` and a JSON pointer where the value is not JSON.
    """
    try:
        _check_swiftly(value)
        return _ENCODER.encode(value).encode()
    except (TypeError, ValueError, OverflowError, RecursionError):
        check(value)
        raise DocumentError("json.not_a_value", "The value cannot be written as JSON.") from None


def check(value: object) -> None:
    """Check that ``value`` is made of JSON values only, as :func:`parse` would return them.

    Raises ``DocumentError`` with a code ``json.*`` and the JSON pointer of the first fault.
    """
    try:
        _check(value, "")
    except RecursionError:
        _raise_too_deep()


def format_pointer(*parts: str | int) -> str:
    """Return the JSON pointer (RFC 6901) that leads over these keys and positions."""
    return "".join([f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts])


def _read_text(data: bytes | str, *, max_bytes: int) -> str:
    if len(data) > max_bytes:
        _raise_too_large(max_bytes)
    if isinstance(data, str):
        text = data
        if not text.isascii():
            try:
                size = len(text.encode())
            except UnicodeEncodeError as error:
                place = _place(text, error.start)
                raise DocumentError(
                    "json.lone_surrogate", f"The text holds half of a surrogate pair at {place}."
                ) from None
            if size > max_bytes:
                _raise_too_large(max_bytes)
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise DocumentError(
                "json.not_utf8",
                f"The document is not UTF-8: byte {error.start} cannot be read.",
                mend="Save it in UTF-8 without a byte order mark.",
            ) from None
    if text[:1] == "\ufeff":
        raise DocumentError(
            "json.byte_order_mark",
            "The document begins with a byte order mark.",
            mend="Save it in UTF-8 without a byte order mark.",
        )
    return text


def _check_depth(text: str, *, max_depth: int) -> None:
    # In JSON a backslash stands only within a string, so once the escaped backslashes and quotes are gone,
    # what is left between two quotes is either wholly inside or wholly outside of a string.
    bare = text.replace("\\\\", "").replace('\\"', "") if "\\" in text else text
    marks = bare.encode().translate(None, _NOT_MARKS)
    depth = 0
    for bracket in b"".join(marks.split(b'"')[::2]):
        if bracket in b"[{":
            depth += 1
            if depth > max_depth:
                _raise_too_deep(text, max_depth=max_depth)
        else:
            depth -= 1


def _raise_too_deep(text: str = "", *, max_depth: int = 0) -> NoReturn:
    place = ""
    depth = 0
    for token in _TOKENS.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > max_depth:
                place = f": more than {max_depth} levels at {_place(text, token.start())}"
                break
        elif token[0] in "]}":
            depth -= 1
    raise DocumentError("json.too_deep", f"The document is nested too deeply{place}.")


def _raise_too_large(max_bytes: int) -> NoReturn:
    raise DocumentError("json.too_large", f"The document is larger than {max_bytes} bytes.")


def _raise_malformed(error: json.JSONDecodeError) -> NoReturn:
    place = _place(error.doc, error.pos)
    if error.msg.startswith("Extra data"):
        raise DocumentError(
            "json.trailing_data", f"Something follows the end of the document at {place}."
        ) from None
    if error.msg.startswith("Invalid control character"):
        raise DocumentError(
            "json.control_character",
            f"A string holds a bare control character at {place}.",
            mend="Write it as an escape such as \\n or \\u0001.",
        ) from None
    reason = error.msg[:1].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
    raise DocumentError("json.malformed", f"The document is not JSON at {place}: {reason}.") from None


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


@dataclass(frozen=True, slots=True)
class _Fault:
    """Stands in the tree where a value was refused, so that its place can be found."""

    error: DocumentError


def _read_members(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise DocumentError(
                    "json.duplicate_key",
                    "A key stands twice in one object.",
                    where=format_pointer(key),
                    mend="Keep one of the two.",
                )
            seen.add(key)
    return members


def _read_float(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise DocumentError("json.number_overflow", "A number is beyond the range of a double.")
    return number


def _read_int(text: str) -> int:
    if len(text) > _SAFE_DIGITS and not isfinite(float(text)):
        raise DocumentError("json.integer_overflow", "An integer is beyond the range of a double.")
    return int(text)


def _refuse_constant(text: str) -> NoReturn:
    raise DocumentError(
        "json.not_finite", f"{text} is not a JSON number.", mend="Leave the member out or use null."
    )


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_read_members,
    parse_float=_read_float,
    parse_int=_read_int,
    parse_constant=_refuse_constant,
)
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
)


def _raise_located(text: str, error: DocumentError) -> NoReturn:
    """Read the text again with stand-ins for what is refused, and raise the first fault with its pointer."""

    def kept(hook: Any) -> Any:  # noqa: ANN401
        def read(argument: object) -> object:
            try:
                return hook(argument)
            except DocumentError as fault:
                return _Fault(fault)

        return read

    decoder = json.JSONDecoder(
        object_pairs_hook=kept(_read_members),
        parse_float=kept(_read_float),
        parse_int=kept(_read_int),
        parse_constant=kept(_refuse_constant),
    )
    try:
        value = decoder.decode(text)
    except json.JSONDecodeError:
        raise error from None
    check(value)
    raise error


def _check_swiftly(value: object) -> None:
    """Refuse, with an error of any kind, what the encoder would write but :func:`parse` would not read."""
    if isinstance(value, dict):
        # Joining fails for keys that are no text, which the encoder would turn into text.
        "".join(value)
        for member in value.values():
            if member.__class__ is not str:
                _check_swiftly(member)
    elif isinstance(value, list):
        for member in value:
            if member.__class__ is not str:
                _check_swiftly(member)
    elif isinstance(value, int):
        float(value)
    elif isinstance(value, tuple):
        raise TypeError


def _check(value: object, where: str) -> None:
    if isinstance(value, str):
        if _SURROGATE.search(value):
            raise DocumentError(
                "json.lone_surrogate", "A string holds half of a surrogate pair.", where=where
            )
    elif isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise DocumentError("json.key_not_text", "The key of a member is not a string.", where=where)
            if _SURROGATE.search(key):
                raise DocumentError(
                    "json.lone_surrogate", "A key holds half of a surrogate pair.", where=where
                )
            _check(member, where + format_pointer(key))
    elif isinstance(value, list):
        for position, member in enumerate(value):
            _check(member, f"{where}/{position}")
    elif isinstance(value, float):
        if not isfinite(value):
            raise DocumentError("json.not_finite", "The number is not finite.", where=where)
    elif isinstance(value, int):
        try:
            float(value)
        except OverflowError:
            raise DocumentError(
                "json.integer_overflow", "An integer is beyond the range of a double.", where=where
            ) from None
    elif isinstance(value, _Fault):
        raise value.error.at(where)
    elif value is not None:
        raise DocumentError("json.not_a_value", f"A {type(value).__name__} is not a JSON value.", where=where)
