"""What others may read of organisations."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn_site.organisations import queries
from cairn_site.organisations.actions import invite
from cairn_site.organisations.models import Organisation, Right, Unit
from factories.site import NOW, actor, make_member, make_organisation, make_person


def test_a_card_is_found_by_id_and_by_slug() -> None:
    organisation = make_organisation(name="Northside", slug="northside")

    card = queries.organisation_card(organisation.id, now=NOW)

    assert card == queries.card_by_slug("northside", now=NOW)
    assert card is not None
    assert (card.name, card.is_verified, card.domain, card.logo_url) == ("Northside", True, "", "")
    assert queries.organisation_card(uuid4(), now=NOW) is None
    assert queries.card_by_slug("nobody", now=NOW) is None


def test_many_cards_cost_one_query() -> None:
    organisations = [make_organisation() for _ in range(3)]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        cards = queries.organisation_cards([each.id for each in organisations], now=NOW)

    assert cards.keys() == {each.id for each in organisations}
    assert len(asked) == 1


def test_a_domain_stands_on_the_card_while_it_is_checked() -> None:
    organisation = make_organisation()
    Organisation.objects.update(domain="a.example", domain_checked_at=NOW)

    for days, domain in ((29, "a.example"), (31, "")):
        card = queries.organisation_card(organisation.id, now=NOW + timedelta(days=days))
        assert card is not None
        assert card.domain == domain


def test_the_units_below_one_are_found() -> None:
    organisation = make_organisation()
    top = Unit.objects.create(organisation=organisation, name="Top")
    below = Unit.objects.create(organisation=organisation, name="Below", parent=top)
    Unit.objects.create(organisation=organisation, name="Beside")

    assert queries.units_below(organisation.id, top.id) == {top.id, below.id}


def test_contacts_are_the_people_with_the_right_whose_account_is_open() -> None:
    founder, closed = make_person(language="es"), make_person()
    organisation = make_organisation(founder)
    make_member(closed, organisation, rights={Right.AWARD})
    closed.is_active = False
    closed.save()

    assert [(c.email, c.language) for c in queries.contacts_with(organisation.id, Right.AWARD)] == [
        (founder.email, "es")
    ]


def test_who_waits_for_verification_is_found_oldest_first() -> None:
    second = make_organisation(name="Second", is_verified=False, now=NOW + timedelta(days=1))
    first = make_organisation(name="First", is_verified=False)
    make_organisation()

    assert list(queries.waiting_for_verification()) == [first, second]
    assert list(queries.waiting_for_verification(search="sec")) == [second]


def test_invitations_are_found_by_addresses_that_were_shown_to_be_ones_own() -> None:
    founder, person = make_person(), make_person(email="mine@example.org")
    organisation = make_organisation(founder)
    for address in ("mine@example.org", "other@example.org"):
        invite(
            actor=actor(founder),
            organisation=organisation,
            address=address,
            rights=(),
            unit_id=None,
            language="en",
            now=NOW,
        )

    assert [each.address for each in queries.open_invitations_for(person.id, now=NOW)] == ["mine@example.org"]
    assert queries.open_invitations_for(person.id, now=NOW + timedelta(days=15)) == []


def test_members_are_found_by_name_and_address() -> None:
    founder = make_person("Aoife Byrne", email="aoife@example.org")
    organisation = make_organisation(founder)
    make_member(make_person("Brian Keane", email="brian@example.org"), organisation)

    for search, names in (("KEANE", ["Brian Keane"]), ("aoife@", ["Aoife Byrne"]), ("nobody", [])):
        found = queries.members_of(organisation.id, search=search)
        assert [member.person.name for member in found] == names
