from __future__ import annotations

import json
import math
import sys
import time
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import strict_json
from cairn.errors import DocumentError

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


def _refusal(data: bytes | str, **options: int) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        strict_json.parse(data, **options)
    return caught.value


@given(_values)
def test_what_is_written_is_read_again(value: Any) -> None:
    written = strict_json.format(value)
    again = strict_json.parse(written)
    assert again == value
    assert strict_json.format(again) == written


@given(_values, st.sampled_from([None, 1]), st.booleans())
def test_reads_what_the_standard_library_writes(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert strict_json.parse(text) == strict_json.parse(text.encode()) == value


@given(st.binary(max_size=60) | st.text('[]{}",:\\u0d8eE+-1.ntf \n', max_size=40))
def test_nothing_but_the_own_error_leaves_the_parser(data: bytes | str) -> None:
    try:
        value = strict_json.parse(data, max_depth=8)
    except DocumentError:
        return
    assert strict_json.parse(strict_json.format(value)) == value


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"a":1,"a":1}', "/a"),
        ('{"a":1,"\\u0061":2}', "/a"),
        ('[{},{"x/y":{"a~":0,"b":{"c":1,"d":2,"c":3}}}]', "/1/x~1y/b/c"),
        ('{"":{"":1,"":2}}', "//"),
    ],
)
def test_a_duplicate_key_is_refused_with_its_pointer(text: str, where: str) -> None:
    error = _refusal(text)
    assert (error.code, error.where) == ("json.duplicate_key", where)


def test_a_duplicate_key_in_a_document_that_is_broken_further_on_is_refused() -> None:
    assert _refusal('{"x":{"a":1,"a":2}} trailing').code == "json.duplicate_key"


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_has_not_are_refused(constant: str) -> None:
    error = _refusal(f'{{"a":[0,{constant}]}}')
    assert (error.code, error.where) == ("json.not_finite", "/a/1")


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" * 310 + ".5", "1e99999999999999999999"])
def test_a_float_that_would_become_infinite_is_refused(number: str) -> None:
    error = _refusal(f'{{"a":{number}}}')
    assert (error.code, error.where) == ("json.number_overflow", "/a")


@pytest.mark.parametrize("number", ["1" * 310, "-" + "9" * 5000, "1" + "0" * 1_000_000])
def test_an_integer_that_no_double_reaches_is_refused(number: str) -> None:
    error = _refusal(f'{{"a":{number}}}')
    assert (error.code, error.where) == ("json.integer_overflow", "/a")


def test_the_greatest_double_is_read() -> None:
    greatest = int(sys.float_info.max)
    assert strict_json.parse(str(greatest)) == greatest
    assert strict_json.parse("1.7976931348623157e308") == sys.float_info.max


def test_a_float_too_small_to_tell_from_zero_is_zero() -> None:
    assert strict_json.parse("1e-400") == 0.0


def test_minus_zero_is_zero() -> None:
    assert strict_json.parse("[-0]") == [0]
    negative = strict_json.parse("-0.0")
    assert isinstance(negative, float)
    assert math.copysign(1, negative) == -1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('"\\ud800"', ""),
        ('{"a":["\\uDC00x"]}', "/a/0"),
        ('{"a":{"\\ud83d":1}}', "/a"),
        ('["\\ude00\\ud83d"]', "/0"),
        ('["\\\\\\ud800"]', "/0"),
    ],
)
def test_half_a_surrogate_pair_is_refused(text: str, where: str) -> None:
    error = _refusal(text)
    assert (error.code, error.where) == ("json.lone_surrogate", where)


def test_half_a_surrogate_pair_in_text_is_refused() -> None:
    error = _refusal('["\n\ud800"]')
    assert error.code == "json.lone_surrogate"
    assert "line 2, column 1" in error.message


def test_whole_surrogate_pairs_and_escaped_backslashes_are_read() -> None:
    assert strict_json.parse('["\\ud83d\\ude00", "\\\\ud800"]') == ["\U0001f600", "\\ud800"]


def test_an_escaped_null_and_other_escaped_controls_are_read() -> None:
    assert strict_json.parse('"\\u0000\\u001f"') == "\x00\x1f"


@pytest.mark.parametrize("character", ["\x00", "\n", "\t", "\x1f"])
def test_a_bare_control_character_is_refused(character: str) -> None:
    error = _refusal(f'{{\n"a": "x{character}"}}')
    assert error.code == "json.control_character"
    assert "line 2, column 8" in error.message


@pytest.mark.parametrize("data", ["\ufeff{}", b"\xef\xbb\xbf{}"])
def test_a_byte_order_mark_is_refused(data: bytes | str) -> None:
    error = _refusal(data)
    assert error.code == "json.byte_order_mark"
    assert error.mend


@pytest.mark.parametrize(
    "data", [b'"\xff"', '"é"'.encode("latin-1"), "{}".encode("utf-16"), b'"\xed\xa0\x80"', b'"\xc0\x80"']
)
def test_other_encodings_than_utf8_are_refused(data: bytes) -> None:
    assert _refusal(data).code == "json.not_utf8"


@pytest.mark.parametrize("text", ["{} x", "1 2", "{}{}", "null,", "[]\x00", "{}\u00a0"])
def test_anything_after_the_document_is_refused(text: str) -> None:
    assert _refusal(text).code == "json.trailing_data"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "[1,]", '{"a":1,}', "{'a':1}", "[01]", "[1.]", "[.5]", "[+1]", "[0x1]", "[1e]", "True", "nul",
        '{"a"}', "{1:2}", '["a', "[", '"\\x"', '"\\u12"', "// x\n1", "\u00a01", "[1\x0b]", "-", "١",
    ],
)  # fmt: skip
def test_what_only_looks_like_json_is_refused(text: str) -> None:
    assert _refusal(text).code == "json.malformed"


def test_the_place_of_a_fault_is_told() -> None:
    assert "line 3, column 8" in _refusal('{\n  "a": 1,\n  "b": x\n}').message


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_ten_thousand_levels_are_refused_at_once(opening: str) -> None:
    start = time.perf_counter()
    assert _refusal(opening * 10_000).code == "json.too_deep"
    assert time.perf_counter() - start < 0.5


def test_the_depth_allowed_is_exact() -> None:
    assert strict_json.parse("[" * 64 + "]" * 64)
    error = _refusal("[\n" * 65 + "]" * 65)
    assert error.code == "json.too_deep"
    assert "line 65, column 1" in error.message
    assert _refusal("[[]]", max_depth=1).code == "json.too_deep"
    assert _refusal('{"a":[]}', max_depth=1).code == "json.too_deep"


def test_many_brackets_side_by_side_or_in_text_are_no_depth() -> None:
    document = [[["[[["] for _ in range(100)], {'"[{': '\\"{{{', "b\\": "]]]"}, "\\"]
    assert strict_json.parse(json.dumps(document), max_depth=3) == document


@given(_values, st.integers(0, 6))
def test_the_depth_is_that_of_the_value(value: Any, allowed: int) -> None:
    def depth(part: Any) -> int:
        if isinstance(part, dict):
            part = list(part.values())
        return 1 + max(map(depth, part), default=0) if isinstance(part, list) else 0

    if depth(value) <= allowed:
        assert strict_json.parse(strict_json.format(value), max_depth=allowed) == value
    else:
        assert _refusal(strict_json.format(value), max_depth=allowed).code == "json.too_deep"


def test_a_deep_document_of_hostile_quotes_is_refused_in_linear_time() -> None:
    start = time.perf_counter()
    assert _refusal('\\"' * 1_000_000 + "[" * 100).code in {"json.too_deep", "json.malformed"}
    assert time.perf_counter() - start < 2


def test_depth_beyond_the_stack_is_refused_even_when_allowed() -> None:
    depth = 100_000
    assert _refusal("[" * depth + "]" * depth, max_depth=depth).code == "json.too_deep"


def test_a_hundred_megabytes_are_refused_without_reading_them() -> None:
    data = b" " * 100_000_000
    tracemalloc.start()
    start = time.perf_counter()
    error = _refusal(data)
    elapsed = time.perf_counter() - start
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.code == "json.too_large"
    assert elapsed < 0.5
    assert peak < 1_000_000


def test_the_size_allowed_is_counted_in_bytes() -> None:
    assert strict_json.parse('"ää"', max_bytes=6) == "ää"
    assert _refusal('"ää"', max_bytes=5).code == "json.too_large"
    assert _refusal('"ää"'.encode(), max_bytes=5).code == "json.too_large"


def test_an_object_is_asked_for() -> None:
    assert strict_json.parse_object(b'{"a":[]}') == {"a": []}
    with pytest.raises(DocumentError) as caught:
        strict_json.parse_object("[]")
    assert caught.value.code == "json.not_an_object"


def test_writing_is_compact_and_keeps_the_order() -> None:
    assert strict_json.format({"b": [1, 2.5, True, None], "a": "é\n\u2028\x7f"}) == (
        '{"b":[1,2.5,true,null],"a":"é\\n\u2028\x7f"}'.encode()
    )


@pytest.mark.parametrize(
    ("value", "code", "where"),
    [
        ({"a": [math.nan]}, "json.not_finite", "/a/0"),
        ([math.inf], "json.not_finite", "/0"),
        ({"a": "\ud800"}, "json.lone_surrogate", "/a"),
        ({"\udc00": 1}, "json.lone_surrogate", ""),
        ({"x": {1: 2}}, "json.key_not_text", "/x"),
        ({"x": {None: 2}}, "json.key_not_text", "/x"),
        ({"x": b""}, "json.not_a_value", "/x"),
        ([(1, 2)], "json.not_a_value", "/0"),
        ([{1}], "json.not_a_value", "/0"),
        ({"n": 10**400}, "json.integer_overflow", "/n"),
        ({"n": 10**5000}, "json.integer_overflow", "/n"),
    ],
)
def test_what_is_not_json_is_not_written(value: Any, code: str, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        strict_json.format(value)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_value_that_holds_itself_is_not_written() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(DocumentError) as caught:
        strict_json.format(ring)
    assert caught.value.code == "json.too_deep"


def test_pointers_are_escaped() -> None:
    assert strict_json.format_pointer("a/b", 0, "~", "") == "/a~1b/0/~0/"
