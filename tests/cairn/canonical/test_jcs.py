from __future__ import annotations

import json
import math
import struct
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import jcs, strict_json
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

# RFC 8785, appendix B.
RFC_NUMBERS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("ffefffffffffffff", "-1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("c340000000000000", "-9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef4f", "999999999999999900000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("41b3de4355555554", "333333333.33333325"),
    ("41b3de4355555555", "333333333.3333333"),
    ("41b3de4355555556", "333333333.3333334"),
    ("41b3de4355555557", "333333333.33333343"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]

_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_exact = st.integers(-(2**53), 2**53)
_values = st.recursive(
    st.none() | st.booleans() | _exact | st.floats(allow_nan=False, allow_infinity=False) | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=5),
    max_leaves=12,
)


@pytest.mark.parametrize(("bits", "expected"), RFC_NUMBERS)
def test_numbers_of_the_rfc(bits: str, expected: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert jcs.format_number(number) == expected
    assert jcs.canonize(number) == expected.encode()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused(number: float) -> None:
    with pytest.raises(DocumentError) as caught:
        jcs.format_number(number)
    assert caught.value.code == "json.not_finite"
    with pytest.raises(DocumentError) as caught:
        jcs.canonize({"a": [number]})
    assert (caught.value.code, caught.value.where) == ("json.not_finite", "/a/0")


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_published_pairs(shared_data: Path, name: str) -> None:
    folder = shared_data / "jcs"
    value = strict_json.parse((folder / "input" / f"{name}.json").read_bytes())
    assert jcs.canonize(value) == (folder / "output" / f"{name}.json").read_bytes()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_again_as_itself(number: float) -> None:
    text = jcs.format_number(number)
    assert float(text) == number
    digits = text.lstrip("-").split("e")[0].replace(".", "").strip("0")
    assert digits == repr(number).lstrip("-").split("e")[0].replace(".", "").strip("0")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1e21, "1e+21"), (123e18, "123000000000000000000"), (1e-7, "1e-7"), (1.5e-7, "1.5e-7"), (1.0, "1")],
)
def test_numbers_change_their_form_where_ecmascript_does(number: float, expected: str) -> None:
    assert jcs.format_number(number) == expected


@given(_values)
def test_the_canonical_form_keeps_the_value_and_is_its_own_canonical_form(value: Any) -> None:
    canonical = jcs.canonize(value)
    again = strict_json.parse(canonical)
    assert json.loads(canonical, parse_int=float) == json.loads(json.dumps(value), parse_int=float)
    assert jcs.canonize(again) == canonical


@given(st.dictionaries(_texts, st.none(), max_size=8))
def test_members_are_sorted_by_utf16_code_units(members: Any) -> None:
    keys = list(json.loads(jcs.canonize(members)))
    assert keys == sorted(members, key=lambda key: key.encode("utf-16-be"))


def test_a_key_beyond_the_basic_plane_stands_before_a_private_one() -> None:
    assert jcs.canonize({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_text_is_escaped_as_little_as_json_allows() -> None:
    assert jcs.canonize('\x00\x1f\b\t\n\f\r"\\/\x7f\u2028€') == (
        '"\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\/\x7f\u2028€"'.encode()
    )


@pytest.mark.parametrize("number", [2**53 + 1, -(2**53) - 1, 2**60, 2**60 + 1, 2**64 - 1, 10**23 + 1])
def test_an_integer_that_would_be_rounded_is_refused(number: int) -> None:
    with pytest.raises(DocumentError) as caught:
        jcs.canonize({"a/b": [0, number]})
    assert (caught.value.code, caught.value.where) == ("jcs.integer_not_exact", "/a~1b/1")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (2**53, b"9007199254740992"),
        (-(2**54), b"-18014398509481984"),
        (67922857924076540, b"67922857924076540"),
        (1152921504606847000, b"1152921504606847000"),
        (10**21, b"1e+21"),
        (10**22, b"1e+22"),
    ],
)
def test_a_great_integer_whose_text_names_it_exactly_is_written(number: int, expected: bytes) -> None:
    assert jcs.canonize(number) == expected


@given(st.integers(-(10**25), 10**25))
def test_no_two_integers_have_the_same_canonical_form(number: int) -> None:
    try:
        text = jcs.canonize(number).decode()
    except DocumentError:
        assert abs(number) > 2**53
    else:
        assert Decimal(text) == number


@pytest.mark.parametrize(
    ("value", "code", "where"),
    [
        ({"a": "\ud800"}, "json.lone_surrogate", "/a"),
        ({"\ud800": 1, "\U0001f600": 2}, "json.lone_surrogate", ""),
        ({1: 2}, "json.key_not_text", ""),
        ({1: 2, "a": 3}, "json.key_not_text", ""),
        ([b"x"], "json.not_a_value", "/0"),
        ([(1, 2)], "json.not_a_value", "/0"),
        ([10**400], "json.integer_overflow", "/0"),
    ],
)
def test_what_is_not_json_has_no_canonical_form(value: Any, code: str, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        jcs.canonize(value)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_a_value_that_holds_itself_has_no_canonical_form() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(DocumentError) as caught:
        jcs.canonize(ring)
    assert caught.value.code == "json.too_deep"
