"""The holder accepts or declines."""

from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_site.awarding import actions
from cairn_site.awarding.models import MonthCount
from cairn_site.awarding.public import find_credential
from factories.awarding import World, make_award, make_world
from factories.site import NOW, actor, make_person


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_holder_accepts(world: World) -> None:
    person = make_person(email="ada@learners.ie")
    award = make_award(world, email="ada@learners.ie")
    actions.answer_award(actor=actor(person), award_id=award.id, is_accepted=True, now=NOW)

    award.refresh_from_db()
    assert (award.claim, award.person_id) == ("accepted", person.id)
    assert MonthCount.objects.get(kind="accepted").count == 1


def test_whoever_gets_the_address_later_is_the_holder(world: World) -> None:
    award = make_award(world, email="ada@learners.ie")
    person = make_person(email="ada@learners.ie")
    actions.answer_award(actor=actor(person), award_id=award.id, is_accepted=True, now=NOW)

    award.refresh_from_db()
    assert award.person_id == person.id


def test_what_is_declined_is_not_public_any_more(world: World) -> None:
    person = make_person(email="ada@learners.ie")
    award = make_award(world, email="ada@learners.ie")
    actions.answer_award(actor=actor(person), award_id=award.id, is_accepted=False, now=NOW)

    assert find_credential(f"/credentials/{award.id}") is None


def test_an_answer_given_twice_counts_once(world: World) -> None:
    person = make_person(email="ada@learners.ie")
    award = make_award(world, email="ada@learners.ie")
    for _ in range(2):
        actions.answer_award(actor=actor(person), award_id=award.id, is_accepted=True, now=NOW)

    assert MonthCount.objects.get(kind="accepted").count == 1


def test_nobody_answers_for_others(world: World) -> None:
    award = make_award(world)
    for other in (make_person(), world.person):
        with pytest.raises(UsageError) as caught:
            actions.answer_award(actor=actor(other), award_id=award.id, is_accepted=True, now=NOW)
        assert caught.value.code == "access.not_found"
