from __future__ import annotations

import itertools
import statistics

import pytest

from cairn.errors import UsageError
from cairn.status import MIN_ENTRIES, KeyedPermutation

KEY = b"sixteen bytes or"
# Batches that were issued rest on this order, so it must never change.
GIVEN = [17079, 38505, 52696, 21924]


@pytest.mark.parametrize("size", [*range(1, 70), 127, 128, 129, 1000, 4097])
def test_every_index_is_given_once(size: int) -> None:
    permutation = KeyedPermutation(KEY, size)
    assert sorted(permutation.index_at(position) for position in range(size)) == list(range(size))


def test_every_index_of_a_real_list_is_given_once() -> None:
    permutation = KeyedPermutation(KEY, MIN_ENTRIES)
    assert len({permutation.index_at(position) for position in range(MIN_ENTRIES)}) == MIN_ENTRIES


def test_it_is_the_same_in_every_run() -> None:
    permutation = KeyedPermutation(KEY, MIN_ENTRIES)
    assert [permutation.index_at(position) for position in range(4)] == GIVEN


def test_another_key_gives_another_order() -> None:
    one, other = KeyedPermutation(KEY, 1000), KeyedPermutation(KEY[::-1], 1000)
    same = sum(one.index_at(position) == other.index_at(position) for position in range(1000))
    assert same < 10


def test_another_size_gives_another_order() -> None:
    one, other = KeyedPermutation(KEY, 1 << 16), KeyedPermutation(KEY, 1 << 17)
    assert sum(one.index_at(position) == other.index_at(position) for position in range(1000)) < 10


def test_the_order_of_issuing_cannot_be_seen() -> None:
    permutation = KeyedPermutation(KEY, MIN_ENTRIES)
    indices = [permutation.index_at(position) for position in range(5000)]
    assert abs(statistics.correlation(range(5000), indices)) < 0.05
    steps = [after - before for before, after in itertools.pairwise(indices)]
    assert len(set(steps)) > 4800
    quarters = [sum(index * 4 // MIN_ENTRIES == quarter for index in indices) for quarter in range(4)]
    assert all(abs(count - 1250) < 150 for count in quarters)


@pytest.mark.parametrize("position", [-1, 100])
def test_a_full_list_gives_no_more(position: int) -> None:
    with pytest.raises(UsageError) as caught:
        KeyedPermutation(KEY, 100).index_at(position)
    assert caught.value.code == "permutation.position"


@pytest.mark.parametrize(
    ("key", "size", "code"), [(b"short", 10, "permutation.key"), (KEY, 0, "permutation.size")]
)
def test_what_cannot_be_used_is_refused(key: bytes, size: int, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        KeyedPermutation(key, size)
    assert caught.value.code == code
