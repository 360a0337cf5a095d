"""An export is read piece by piece, in memory that is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.awarding.migrating import reading
from cairn_site.awarding.migrating.archives import read_files
from cairn_site.awarding.models import ProgrammeItem, ProgrammeState
from factories import open_badges_2 as ob2
from factories.awarding import make_world
from factories.programmes import archive, export, holder, upload
from factories.site import NOW

if TYPE_CHECKING:
    import pytest


def test_nothing_is_kept_in_memory_once_the_plan_is_made() -> None:
    programme = upload(make_world(), export(holder(1)))

    assert programme.state == ProgrammeState.PLANNED
    assert programme.id not in reading._readings


def test_numbers_go_on_from_the_achievements_to_the_awards() -> None:
    programme = upload(make_world(), export(*[holder(n) for n in range(3)]))

    assert list(
        ProgrammeItem.objects.filter(programme=programme).order_by("number").values_list("number", "kind")
    ) == [(0, "achievement"), (1, "award"), (2, "award"), (3, "award")]


def test_too_many_badges_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_CLASSES", 1)
    more = ob2.badge_class(id="https://college.example.edu/badges/other")
    programme = upload(make_world(), export(holder(1), **{"badges/other.json": more}))

    assert [one["code"] for one in programme.plan["problems"]] == ["programme.too_many_classes"]


def test_a_file_that_is_read_anew_gives_the_same() -> None:
    world = make_world()
    data = archive({"b.json": ob2.badge_class(), "a.json": [holder(n) for n in range(5)]})
    programme = upload(world, data)

    one, two = (
        reading.Reading(programme, read_files(data, name="x"), organisation=world.organisation, now=NOW)
        for _ in range(2)
    )

    assert [source for source, _ in one.awards] == [source for source, _ in two.awards]
