"""Units as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import CairnError
from cairn_site.organisations.actions import change_unit, make_unit, remove_unit
from cairn_site.organisations.models import Organisation, Unit
from cairn_site.organisations.queries import units_of
from factories.site import NOW, actor, make_member, make_organisation, make_person

if TYPE_CHECKING:
    from uuid import UUID

    from cairn_site.accounts.models import Person


@pytest.fixture
def founder() -> Person:
    return make_person()


@pytest.fixture
def organisation(founder: Person) -> Organisation:
    return make_organisation(founder)


def make(founder: Person, organisation: Organisation, name: str, parent_id: UUID | None = None) -> Unit:
    return make_unit(actor=actor(founder), organisation=organisation, name=name, parent_id=parent_id, now=NOW)


def test_units_stand_below_each_other(founder: Person, organisation: Organisation) -> None:
    top = make(founder, organisation, "Engineering")
    make(founder, organisation, "Welding", top.id)
    make(founder, organisation, "Arts")

    assert [(node.path, node.depth) for node in units_of(organisation.id)] == [
        ("Arts", 0),
        ("Engineering", 0),
        ("Engineering / Welding", 1),
    ]


def test_a_name_is_given_once_in_a_place(founder: Person, organisation: Organisation) -> None:
    top = make(founder, organisation, "Engineering")
    make(founder, organisation, "Welding", top.id)
    make(founder, organisation, "Welding")

    for parent in (None, top.id):
        with pytest.raises(CairnError) as refused:
            make(founder, organisation, "Welding", parent)
        assert refused.value.code == "unit.name_taken"


def test_a_unit_moves_with_what_is_below_it(founder: Person, organisation: Organisation) -> None:
    one, two = make(founder, organisation, "One"), make(founder, organisation, "Two")
    make(founder, organisation, "Below", two.id)

    change_unit(
        actor=actor(founder),
        organisation=organisation,
        unit_id=two.id,
        name="Second",
        parent_id=one.id,
        now=NOW,
    )

    assert [node.path for node in units_of(organisation.id)] == [
        "One",
        "One / Second",
        "One / Second / Below",
    ]


def test_a_unit_does_not_move_below_itself(founder: Person, organisation: Organisation) -> None:
    top = make(founder, organisation, "Top")
    below = make(founder, organisation, "Below", top.id)

    for parent in (top.id, below.id):
        with pytest.raises(CairnError) as refused:
            change_unit(
                actor=actor(founder),
                organisation=organisation,
                unit_id=top.id,
                name="Top",
                parent_id=parent,
                now=NOW,
            )
        assert refused.value.code == "unit.circle"


def test_the_tree_has_a_depth(founder: Person, organisation: Organisation) -> None:
    parent: UUID | None = None
    for level in range(6):
        parent = make(founder, organisation, f"Level {level}", parent).id
    other = make(founder, organisation, "Other")

    with pytest.raises(CairnError) as made:
        make(founder, organisation, "Too deep", parent)
    with pytest.raises(CairnError) as moved:
        change_unit(
            actor=actor(founder),
            organisation=organisation,
            unit_id=other.id,
            name="Other",
            parent_id=parent,
            now=NOW,
        )

    assert (made.value.code, moved.value.code) == ("unit.too_deep", "unit.too_deep")


def test_a_unit_with_members_or_units_stays(founder: Person, organisation: Organisation) -> None:
    full, parent = make(founder, organisation, "Full"), make(founder, organisation, "Parent")
    make(founder, organisation, "Child", parent.id)
    make_member(make_person(), organisation, unit=full)

    for unit in (full, parent):
        with pytest.raises(CairnError) as refused:
            remove_unit(actor=actor(founder), organisation=organisation, unit_id=unit.id, now=NOW)
        assert refused.value.code == "unit.not_empty"


def test_an_empty_unit_goes(founder: Person, organisation: Organisation) -> None:
    unit = make(founder, organisation, "Empty")

    remove_unit(actor=actor(founder), organisation=organisation, unit_id=unit.id, now=NOW)

    assert units_of(organisation.id) == []


def test_the_units_of_another_organisation_are_not_there(founder: Person, organisation: Organisation) -> None:
    foreign = make(founder, make_organisation(founder), "Foreign")

    for attempt in (
        lambda: make(founder, organisation, "Below", foreign.id),
        lambda: remove_unit(actor=actor(founder), organisation=organisation, unit_id=foreign.id, now=NOW),
        lambda: change_unit(
            actor=actor(founder),
            organisation=organisation,
            unit_id=foreign.id,
            name="x",
            parent_id=None,
            now=NOW,
        ),
    ):
        with pytest.raises(CairnError) as refused:
            attempt()
        assert refused.value.code == "access.not_found"
    assert Unit.objects.get().name == "Foreign"
