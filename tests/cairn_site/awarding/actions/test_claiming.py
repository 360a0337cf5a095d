"""Claim links: dates, limit, once for each person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import actions
from cairn_site.awarding.actions.claiming import LinkTerms
from cairn_site.awarding.models import Award, ClaimLink
from cairn_site.platform.actors import VISITOR
from factories.awarding import World, make_world
from factories.site import NOW, actor, make_person


@pytest.fixture
def world() -> World:
    return make_world()


def make_link(world: World, *, limit: int | None = None, days: int | None = 5) -> ClaimLink:
    return actions.make_link(
        actor=world.actor,
        organisation=world.organisation,
        version_id=world.version.id,
        terms=LinkTerms(
            title="Open day",
            opens_at=NOW,
            closes_at=None if days is None else NOW + timedelta(days=days),
            limit=limit,
        ),
        now=NOW,
    )


def test_who_claims_is_awarded_and_has_accepted(world: World) -> None:
    person = make_person("Ada Byron")
    award = actions.claim_award(actor=actor(person), code=make_link(world).code, now=NOW)

    assert (award.person_id, award.claim, award.state) == (person.id, "accepted", "awarded")
    assert award.provenance["how"] == "claim_link"
    assert ClaimLink.objects.get().used == 1


def test_who_claims_again_gets_the_same_award(world: World) -> None:
    person, link = make_person(), make_link(world, limit=1)
    first = actions.claim_award(actor=actor(person), code=link.code, now=NOW)
    second = actions.claim_award(actor=actor(person), code=link.code, now=NOW)

    assert first.id == second.id
    assert Award.objects.count() == 1
    assert ClaimLink.objects.get().used == 1


def test_no_more_claim_than_there_are_places(world: World) -> None:
    link = make_link(world, limit=2)
    for _ in range(2):
        actions.claim_award(actor=actor(make_person()), code=link.code, now=NOW)

    with pytest.raises(UsageError) as caught:
        actions.claim_award(actor=actor(make_person()), code=link.code, now=NOW)
    assert caught.value.code == "claim.used_up"
    assert Award.objects.count() == 2


@pytest.mark.parametrize(
    ("after", "code"), [(timedelta(days=-1), "claim.not_open"), (timedelta(days=5), "claim.closed")]
)
def test_outside_its_dates_a_link_gives_nothing(world: World, after: timedelta, code: str) -> None:
    link = make_link(world)
    with pytest.raises(UsageError) as caught:
        actions.claim_award(actor=actor(make_person()), code=link.code, now=NOW + after)
    assert caught.value.code == code
    assert ClaimLink.objects.get().used == 0


def test_a_closed_link_gives_nothing(world: World) -> None:
    link = make_link(world)
    actions.close_link(actor=world.actor, organisation=world.organisation, link_id=link.id, now=NOW)

    with pytest.raises(UsageError) as caught:
        actions.claim_award(actor=actor(make_person()), code=link.code, now=NOW)
    assert caught.value.code == "claim.closed"


@pytest.mark.parametrize("code", ["", "guessed", "a" * 16])
def test_a_guessed_code_gives_nothing(world: World, code: str) -> None:
    make_link(world)
    with pytest.raises(UsageError) as caught:
        actions.claim_award(actor=actor(make_person()), code=code, now=NOW)
    assert caught.value.code == "access.not_found"


def test_visitors_claim_nothing(world: World) -> None:
    with pytest.raises(UsageError) as caught:
        actions.claim_award(actor=VISITOR, code=make_link(world).code, now=NOW)
    assert caught.value.code == "access.not_found"


def test_codes_cannot_be_guessed(world: World) -> None:
    codes = {make_link(world).code for _ in range(20)}

    assert len(codes) == 20
    assert all(len(code) == 16 for code in codes)


def test_a_link_does_not_close_before_it_opens(world: World) -> None:
    with pytest.raises(UsageError) as caught:
        make_link(world, days=-1)
    assert caught.value.code == "claim.closes_early"


def test_links_of_others_are_not_there(world: World) -> None:
    foreign = make_link(make_world())
    with pytest.raises(UsageError) as caught:
        actions.close_link(actor=world.actor, organisation=world.organisation, link_id=foreign.id, now=NOW)
    assert caught.value.code == "access.not_found"
