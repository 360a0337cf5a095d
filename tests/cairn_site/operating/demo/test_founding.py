from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Final

import pytest

from cairn_site.accounts.models import Person
from cairn_site.operating.demo import founding, stage
from cairn_site.operating.demo.cast import learners
from cairn_site.organisations.actions import use_token
from cairn_site.organisations.models import Member, Organisation
from cairn_site.organisations.permissions import Right

NOW: Final = datetime(2026, 6, 10, 14, 30, tzinfo=UTC)


@pytest.fixture
def founded() -> stage.Stage:
    """A world of people and organisations only."""
    with stage.from_seed("one", today=NOW):
        made = stage.begin(today=NOW, seed="one", learners=learners(6), share=0.1)
        stage.play(made, founding.acts(made), tell=lambda _text: None)
    return made


def test_founders_run_what_they_founded_and_the_others_were_invited(founded: stage.Stage) -> None:
    for slug, organisation in founded.organisations.items():
        founder = Member.objects.get(organisation=organisation, person_id=founded.people[slug].id)
        assert founder.rights == frozenset(Right)
    assert Member.objects.filter(organisation__slug="larkmoor").count() == 5
    assert Organisation.objects.get(verified_at=None).slug == "harbour-makers"


def test_learners_are_on_the_stage_by_their_addresses(founded: stage.Stage) -> None:
    assert all(founded.people[one.address].label == one.name for one in founded.learners)
    assert Person.objects.get(email="operator@demo.example").is_operator


def test_the_token_that_is_told_opens_the_api(founded: stage.Stage) -> None:
    token = use_token(founded.told["token"], now=NOW)
    assert token is not None
    assert token.organisation.slug == "larkmoor"


def test_the_chance_of_a_world_is_its_own(founded: stage.Stage) -> None:
    assert founded.chance.random() == random.Random("one").random()
