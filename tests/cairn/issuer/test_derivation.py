from __future__ import annotations

import itertools
import uuid

import pytest

from cairn.errors import UsageError
from cairn.issuer import BatchSeed, count_status_lists
from cairn.issuer.derivation import format_uuid8
from cairn.status import MIN_ENTRIES

SEED = bytes(range(32))


def test_identifiers_are_uuids_of_version_8() -> None:
    seed = BatchSeed(SEED, row_count=1000)
    for number in range(1000):
        identifier = uuid.UUID(seed.identify(number)[0])
        assert (identifier.version, identifier.variant) == (8, uuid.RFC_4122)


def test_the_same_seed_gives_the_same_identifiers_and_places() -> None:
    one, other = BatchSeed(SEED, row_count=50), BatchSeed(SEED, row_count=50)
    for number in range(50):
        assert one.identify(number) == other.identify(number)
        assert one.place(number) == other.place(number)


def test_another_seed_gives_others() -> None:
    one, other = BatchSeed(SEED, row_count=50), BatchSeed(bytes(32), row_count=50)
    assert all(one.identify(number) != other.identify(number) for number in range(50))
    assert [one.place(number) for number in range(50)] != [other.place(number) for number in range(50)]


def test_the_two_salts_of_a_row_differ_and_have_128_bits() -> None:
    _, first, second = BatchSeed(SEED, row_count=1).identify(0)
    assert first != second
    assert len(bytes.fromhex(first)) == len(bytes.fromhex(second)) == 16


def test_no_two_rows_share_a_place_and_every_list_is_used() -> None:
    count = MIN_ENTRIES + 1000
    seed = BatchSeed(SEED, row_count=count)
    assert seed.status_list_count == 2
    places = {(place.status_list, place.index) for place in map(seed.place, range(count))}
    assert len(places) == count
    assert {status_list for status_list, _ in places} == {0, 1}


def test_places_say_nothing_about_the_order_of_issuing() -> None:
    seed = BatchSeed(SEED, row_count=2000)
    indices = [seed.place(number).index for number in range(2000)]
    rising = sum(later > earlier for earlier, later in itertools.pairwise(indices))
    assert 900 < rising < 1100


def test_a_place_in_one_list_tells_nothing_about_that_in_the_other() -> None:
    count = MIN_ENTRIES + 1000
    seed = BatchSeed(SEED, row_count=count)
    revocations = [seed.place(number) for number in range(2000)]
    suspensions = [seed.suspension_place(number) for number in range(2000)]
    assert len({(place.status_list, place.index) for place in suspensions}) == 2000
    assert sum(one == other for one, other in zip(revocations, suspensions, strict=True)) <= 1
    pairs = sorted((one.index, other.index) for one, other in zip(revocations, suspensions, strict=True))
    rising = sum(later > earlier for (_, earlier), (_, later) in itertools.pairwise(pairs))
    assert 900 < rising < 1100


def test_places_for_suspension_follow_from_the_seed() -> None:
    one, same = BatchSeed(SEED, row_count=50), BatchSeed(SEED, row_count=50)
    other = BatchSeed(bytes(32), row_count=50)
    places = [one.suspension_place(number) for number in range(50)]
    assert places == [same.suspension_place(number) for number in range(50)]
    assert places != [other.suspension_place(number) for number in range(50)]


@pytest.mark.parametrize(
    ("rows", "lists"), [(0, 1), (1, 1), (MIN_ENTRIES, 1), (MIN_ENTRIES + 1, 2), (1_000_000, 8)]
)
def test_there_are_as_many_lists_as_the_rows_need(rows: int, lists: int) -> None:
    assert count_status_lists(rows) == lists


def test_a_short_seed_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        BatchSeed(b"short", row_count=1)
    assert caught.value.code == "batch.bad_seed"


def test_all_variants_of_a_uuid_are_reached() -> None:
    variants = {format_uuid8(f"{digit:x}" * 32)[19] for digit in range(16)}
    assert variants == set("89ab")
