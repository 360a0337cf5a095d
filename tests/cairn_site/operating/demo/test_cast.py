from __future__ import annotations

from cairn_site.operating.demo.cast import PLACES, ROLES, address_of, learners
from cairn_site.organisations.slugs import check_slug


def test_nobody_is_there_twice() -> None:
    addresses = [
        *[one.address for one in learners()],
        *[role.address for role in ROLES if role.code != "learner"],
    ]
    addresses += [address_of(place.founder) for place in PLACES if " " in place.founder]
    assert len(set(addresses)) == len(addresses) == 61 + len(ROLES) - 1 + 3


def test_every_address_and_domain_leads_nowhere() -> None:
    assert all(one.address.endswith(".example") for one in (*learners(), *ROLES))
    assert all(place.domain.endswith(".example") for place in PLACES)


def test_an_address_is_written_in_plain_letters() -> None:
    assert address_of("María José Peñalver") == "maria.jose.penalver@people.example"
    assert address_of("Søren Mikkelsen") == "soren.mikkelsen@people.example"
    assert all(one.address.isascii() for one in learners())


def test_fewer_learners_are_spread_and_begin_with_the_sign_in() -> None:
    some = learners(12)
    assert len(some) == 13
    assert some[0].address == "learner@demo.example"


def test_places_have_slugs_that_are_allowed_and_founders() -> None:
    for place in PLACES:
        check_slug(place.slug)
        assert place.verified is None or place.verified < place.founded
    assert {role.organisation for role in ROLES} <= {"", *[place.slug for place in PLACES]}
