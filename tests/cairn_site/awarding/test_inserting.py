"""Rows written by one statement are what Django's own way would have stored."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cairn.issuer import LearnerRow
from cairn_site.awarding import inserting
from cairn_site.awarding.issuing import SignedRow
from cairn_site.awarding.models import Award, MonthCount
from cairn_site.awarding.status_lists import Place
from cairn_site.platform.models import Event
from factories.awarding import World, make_award, make_batch, make_table, make_world
from factories.site import NOW

UUID_TEXT = "0a1b2c3d-4e5f-8a6b-9c7d-0e1f2a3b4c5d"


@pytest.fixture
def world() -> World:
    return make_world()


def store(world: World, row: LearnerRow, *, uuid: str = UUID_TEXT) -> Award:
    other = make_award(world)
    assert other.revocation_list_id is not None
    batch = make_batch(world, make_table(1))
    place = Place(list_id=other.revocation_list_id, url="", index=7)
    signed = SignedRow(
        uuid=uuid,
        row=row,
        person_id=world.person.id,
        valid_from="2026-03-02T09:00:00Z",
        revocation=place,
        suspension=None,
        document=b'{"a": 1}',
    )
    with transaction.atomic():
        inserting.store_rows([signed], batch=batch, moment=NOW, provenance={"how": "batch"}, now=NOW)
    return Award.objects.get(id=uuid)


def test_every_column_of_the_table_is_written() -> None:
    assert sorted(inserting._COLUMNS) == sorted(field.column for field in Award._meta.concrete_fields)


def test_the_row_comes_back_through_the_fields(world: World) -> None:
    row = LearnerRow(
        line=5,
        name="Séamus Ó Súilleabháin",
        email="Seamus@Learners.ie",
        valid_until="2027-03-02T09:00:00Z",
        evidence_name="Plan",
    )
    award = store(world, row)
    Award.objects.get(id=award.id).save()

    assert award.address == "seamus@learners.ie"
    assert (award.name_key, award.family_key) == ("séamus ó súilleabháin", "súilleabháin")
    assert (award.valid_from, award.awarded_at) == (NOW, NOW)
    assert award.valid_until is not None
    assert award.valid_until.year == 2027
    assert award.provenance["how"] == "batch"
    assert award.provenance["line"] == 5
    assert award.provenance["evidence"][0]["name"] == "Plan"
    assert award.content == {}
    assert bytes(award.document or b"") == b'{"a": 1}'
    assert award.person_id == world.person.id
    assert award.supersedes_id is None
    fresh = Award.objects.get(id=award.id)
    assert all(
        getattr(fresh, field.attname) == getattr(award, field.attname)
        for field in Award._meta.concrete_fields
    )


def test_a_row_awarded_twice_is_refused(world: World) -> None:
    row = LearnerRow(name="Ada", email="ada@learners.ie")
    store(world, row)

    with pytest.raises(IntegrityError):
        store(world, row)


def test_counts_and_news_come_with_the_rows(world: World) -> None:
    store(world, LearnerRow(name="Ada", email="ada@learners.ie", valid_until="2027-03-02T09:00:00Z"))

    assert MonthCount.objects.get(kind="issued").count == 2
    assert MonthCount.objects.get(kind="expiring").count == 1
    assert Event.objects.get(name="awarding.AwardsMade").payload["award_ids"] == [UUID_TEXT]


def test_nothing_is_written_for_no_rows(world: World) -> None:
    batch = make_batch(world, make_table(1))
    inserting.store_rows([], batch=batch, moment=NOW, provenance={}, now=NOW)

    assert not Event.objects.filter(name="awarding.AwardsMade").exists()
