"""Lists of awards: complete, in order, each once, and only one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import actions, queries
from cairn_site.awarding.models import Award
from cairn_site.awarding.queries import Filters
from factories.awarding import YEAR, World, make_award, make_version, make_world
from factories.site import NOW


@pytest.fixture
def world() -> World:
    return make_world(validity=YEAR)


def all_pages(world: World, filters: Filters, *, limit: int = 2) -> list[Award]:
    found: list[Award] = []
    after = ""
    while True:
        page = queries.award_page(world.organisation.id, filters, now=NOW, after=after, limit=limit)
        found += page.awards
        after = page.after
        if not after:
            return found


def names(found: list[Award]) -> list[str]:
    return [award.name for award in found]


def test_pages_give_each_award_once_newest_first(world: World) -> None:
    made = [make_award(world, name=f"N {n}", now=NOW + timedelta(hours=n // 3)) for n in range(7)]
    found = all_pages(world, Filters())

    assert sorted(award.id for award in found) == sorted(award.id for award in made)
    assert [award.awarded_at for award in found] == sorted((award.awarded_at for award in made), reverse=True)


def test_expiring_awards_come_soonest_first(world: World) -> None:
    for n, days in enumerate((20, 5, 40, 12)):
        award = make_award(world, name=f"N {n}")
        Award.objects.filter(id=award.id).update(valid_until=NOW + timedelta(days=days))

    assert names(all_pages(world, Filters(expiring_days=30))) == ["N 1", "N 3", "N 0"]


def test_expired_awards_come_latest_first(world: World) -> None:
    for n, days in enumerate((20, 5, 40, -1)):
        award = make_award(world, name=f"N {n}")
        Award.objects.filter(id=award.id).update(valid_until=NOW - timedelta(days=days))

    assert names(all_pages(world, Filters(state="expired"))) == ["N 1", "N 0", "N 2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada", ["Ada Byron"]),
        ("BYRON", ["Ada Byron"]),
        ("ada b", ["Ada Byron"]),
        ("grace@", ["Grace Hopper"]),
        ("óg", ["Seán Óg"]),
        ("yron", []),
        ("%", []),
        ("_da", []),
        ("' OR 1=1", []),
    ],
)
def test_names_and_addresses_are_found_by_their_beginning(world: World, text: str, found: list[str]) -> None:
    make_award(world, name="Ada Byron", email="a@learners.ie")
    make_award(world, name="Grace Hopper", email="grace@learners.ie")
    make_award(world, name="Seán Óg", email="s@learners.ie")

    assert names(all_pages(world, Filters(search=text))) == found


def test_an_award_is_found_by_its_address(world: World) -> None:
    award = make_award(world)

    search = f"http://localhost:8000/credentials/{award.id}"
    assert names(all_pages(world, Filters(search=search))) == [award.name]


def test_filters_go_together(world: World) -> None:
    other = make_version(world.organisation, world.person)
    second = World(person=world.person, organisation=world.organisation, version=other)
    first = make_award(world, name="Ada Byron")
    make_award(second, name="Ada Lovelace")
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=first.id, reason="An error", now=NOW
    )

    wanted = Filters(search="ada", state="revoked", achievement_id=world.version.achievement_id)
    assert names(all_pages(world, wanted)) == ["Ada Byron"]
    assert names(all_pages(world, Filters(state="awarded"))) == ["Ada Lovelace"]
    assert names(all_pages(world, Filters(since=NOW + timedelta(days=1)))) == []
    assert len(all_pages(world, Filters(until=NOW + timedelta(days=1)))) == 2


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(search="ada"),
        Filters(state="awarded"),
        Filters(state="expired"),
        Filters(expiring_days=400),
    ],
)
def test_awards_of_others_are_never_listed(world: World, filters: Filters) -> None:
    foreign = make_world(validity=YEAR)
    award = make_award(foreign, name="Ada Byron")

    assert all_pages(world, filters) == []
    assert queries.count_awards(world.organisation.id, filters, now=NOW) == 0
    assert all_pages(world, Filters(search=str(award.id))) == []
    assert all_pages(world, Filters(achievement_id=foreign.version.achievement_id)) == []
    assert list(queries.stream_awards(world.organisation.id, Filters(), now=NOW, ids=[award.id])) == []


def test_counts_stop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MAX_COUNTED", 2)
    for _ in range(4):
        make_award(world)

    assert queries.count_awards(world.organisation.id, Filters(), now=NOW) == 3


@pytest.mark.parametrize("after", ["x", "AAAA", "====", "ü"])
def test_a_forged_mark_is_answered_as_nothing(world: World, after: str) -> None:
    with pytest.raises(UsageError) as caught:
        queries.award_page(world.organisation.id, Filters(), now=NOW, after=after)
    assert caught.value.code == "access.not_found"


def test_a_person_has_what_came_to_any_of_their_addresses(world: World) -> None:
    mine = make_award(world, email="other@learners.ie")
    make_award(world)

    found = queries.awards_of(world.person.id, ["other@learners.ie"])
    assert [award.id for award in found] == [mine.id]


def test_held_addresses_are_those_that_stand(world: World) -> None:
    first, second = make_award(world), make_award(world)
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=second.id, reason="An error", now=NOW
    )

    held = queries.held_addresses(world.version.achievement_id, [first.address, second.address, "x"])
    assert held == {first.address}
