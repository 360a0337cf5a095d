from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import DocumentError, UsageError
from cairn.status import MIN_ENTRIES, StatusList, StatusPurpose, decode_list, encode_list


def test_the_first_entry_is_the_left_most_bit() -> None:
    status_list = StatusList(StatusPurpose.REVOCATION)
    status_list.set(0)
    assert decode_list(status_list.encode())[:2] == b"\x80\x00"


@pytest.mark.parametrize(("index", "byte", "value"), [(7, 0, 0x01), (8, 1, 0x80), (131_071, 16_383, 0x01)])
def test_each_entry_has_its_bit(index: int, byte: int, value: int) -> None:
    status_list = StatusList(StatusPurpose.REVOCATION)
    status_list.set(index)
    bits = decode_list(status_list.encode())
    assert bits[byte] == value
    assert sum(bits) == value


@settings(max_examples=30)
@given(
    st.sets(st.integers(0, MIN_ENTRIES - 1), max_size=50),
    st.sets(st.integers(0, MIN_ENTRIES - 1), max_size=9),
)
def test_what_was_set_and_not_unset_is_set_after_a_round_trip(marked: set[int], cleared: set[int]) -> None:
    status_list = StatusList(StatusPurpose.SUSPENSION)
    for index in marked:
        status_list.set(index)
    for index in cleared:
        status_list.set(index, False)
    again = StatusList.decode(StatusPurpose.SUSPENSION, status_list.encode())
    assert again.count() == len(marked - cleared)
    assert all(again.get(index) for index in marked - cleared)
    assert not any(again.get(index) for index in cleared)


@pytest.mark.parametrize("size", [0, 8, MIN_ENTRIES - 8, MIN_ENTRIES + 1, 2**28])
def test_a_list_of_another_size_is_not_made(size: int) -> None:
    with pytest.raises(UsageError) as caught:
        StatusList(StatusPurpose.REVOCATION, size)
    assert caught.value.code == "status_list.size"


def test_a_list_that_is_no_herd_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        StatusList.decode(StatusPurpose.REVOCATION, encode_list(bytes(MIN_ENTRIES // 8 - 1)))
    assert caught.value.code == "status_list.too_short"


@pytest.mark.parametrize("index", [-1, MIN_ENTRIES])
def test_there_is_no_entry_beyond_the_ends(index: int) -> None:
    status_list = StatusList(StatusPurpose.REVOCATION)
    with pytest.raises(UsageError, match="no entry"):
        status_list.get(index)
    with pytest.raises(UsageError, match="no entry"):
        status_list.set(index)
