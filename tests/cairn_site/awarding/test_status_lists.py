"""Status lists: places given out once, bits in the right place, documents that any verifier reads."""

from __future__ import annotations

import pytest
from django.db import transaction

from cairn.canonical import strict_json
from cairn.status import MIN_ENTRIES, StatusPurpose, decode_list
from cairn_site.awarding import status_lists
from cairn_site.awarding.models import Award, StatusList
from cairn_site.organisations.signing import open_signer
from cairn_site.platform.actors import SYSTEM
from factories.awarding import World, make_award, make_world
from factories.site import NOW


@pytest.fixture
def world() -> World:
    return make_world()


def set_aside(world: World, count: int) -> list[status_lists.Range]:
    with transaction.atomic():
        signer = open_signer(world.organisation, actor=SYSTEM, now=NOW)
        return status_lists.set_aside(
            world.organisation, purpose=StatusPurpose.REVOCATION, count=count, signer=signer, now=NOW
        )


def subject_of(row: StatusList) -> dict[str, object]:
    subject = strict_json.parse_object(bytes(row.document or b""))["credentialSubject"]
    assert isinstance(subject, dict)
    return subject


def test_a_new_list_is_published_at_once(world: World) -> None:
    set_aside(world, 1)

    row = StatusList.objects.get()
    assert row.size == MIN_ENTRIES
    assert not row.is_stale
    subject = subject_of(row)
    assert subject["statusPurpose"] == "revocation"
    assert subject["ttl"] == 300_000
    assert decode_list(str(subject["encodedList"])) == bytes(MIN_ENTRIES // 8)


def test_no_place_is_given_out_twice(world: World) -> None:
    places = [status_lists.place_at(set_aside(world, 1), 0) for _ in range(20)]
    ranges = set_aside(world, 300)
    places += [status_lists.place_at(ranges, position) for position in range(300)]

    assert len({(place.list_id, place.index) for place in places}) == 320


def test_places_say_nothing_about_the_order(world: World) -> None:
    ranges = set_aside(world, 200)
    indexes = [status_lists.place_at(ranges, position).index for position in range(200)]

    assert indexes != sorted(indexes)
    assert max(indexes) > MIN_ENTRIES // 2
    assert min(indexes) < MIN_ENTRIES // 2


def test_a_full_list_is_followed_by_the_next(world: World) -> None:
    set_aside(world, 1)
    StatusList.objects.update(allocated=MIN_ENTRIES - 3)
    ranges = set_aside(world, 5)

    assert [(taken.start, taken.count) for taken in ranges] == [(MIN_ENTRIES - 3, 3), (0, 2)]
    assert sorted(StatusList.objects.values_list("number", flat=True)) == [1, 2]
    assert status_lists.place_at(ranges, 4).url.endswith("/revocation/2")


def test_ranges_come_back_as_they_were_kept(world: World) -> None:
    ranges = set_aside(world, 7)

    assert status_lists.find_ranges(status_lists.keep_ranges(ranges)) == ranges


def test_only_the_bit_of_the_credential_is_set(world: World) -> None:
    award = make_award(world)
    assert award.revocation_list_id is not None
    assert award.revocation_index is not None
    with transaction.atomic():
        signer = open_signer(world.organisation, actor=SYSTEM, now=NOW)
        status_lists.set_bits(
            [(award.revocation_list_id, award.revocation_index)], on=True, signer=signer, now=NOW
        )

    bits = decode_list(str(subject_of(StatusList.objects.get())["encodedList"]))
    assert int.from_bytes(bits, "big").bit_count() == 1
    assert bits[award.revocation_index >> 3] & (0x80 >> (award.revocation_index & 7))


def test_organisations_have_lists_of_their_own(world: World) -> None:
    other = make_world()
    first, second = make_award(world), make_award(other)

    assert first.revocation_list_id != second.revocation_list_id
    assert Award.objects.filter(revocation_list__slug=world.slug).count() == 1
