"""The overview and the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.organisations.actions import edit_profile, refuse_organisation
from cairn_site.organisations.actions.founding import ProfileText
from cairn_site.organisations.models import Organisation
from cairn_site.platform import audit
from factories.site import NOW, actor, make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_the_overview_says_where_the_organisation_stands(client: Client) -> None:
    person = make_person()
    organisation = make_organisation(person, is_verified=False)

    page = sign_in(client, person).get(f"/manage/{organisation.slug}").content.decode()

    assert "Waits to be verified" in page
    assert "Set up" in page


def test_a_refusal_is_told_and_one_asks_again(client: Client) -> None:
    person = make_person()
    organisation = make_organisation(person, is_verified=False)
    operator = actor(make_person(is_operator=True))
    refuse_organisation(actor=operator, organisation_id=organisation.id, reason="Who are you?", now=NOW)
    sign_in(client, person)

    assert "Who are you?" in client.get(f"/manage/{organisation.slug}").content.decode()
    client.post(f"/manage/{organisation.slug}/ask-again")

    assert Organisation.objects.get().refused_at is None


def test_the_trail_has_every_entry_once_over_its_pages(client: Client) -> None:
    person = make_person("Aoife Byrne")
    organisation = make_organisation(person)
    for number in range(60):
        edit_profile(
            actor=actor(person),
            organisation=organisation,
            profile=ProfileText(name=f"Name {number}"),
            now=NOW,
        )
    sign_in(client, person)
    seen: list[str] = []
    before = ""
    while True:
        response = client.get(f"/manage/{organisation.slug}/audit", {"before": before} if before else {})
        seen += [str(entry.id) for entry in response.context["entries"]]
        if response.context["before"] is None:
            break
        before = str(response.context["before"])

    every = audit.entries(organisation_id=organisation.id).values_list("id", flat=True)
    assert seen == [str(identifier) for identifier in every]
    assert len(seen) == 61


def test_the_trail_of_another_organisation_does_not_show(client: Client) -> None:
    person = make_person()
    organisation, other = make_organisation(person), make_organisation(make_person("Somebody Else"))
    theirs = audit.entries(organisation_id=other.id).first()
    assert theirs is not None

    sign_in(client, person)
    for query in ("", f"?before={theirs.id}", "?search=Somebody", "?before=nonsense"):
        page = client.get(f"/manage/{organisation.slug}/audit{query}").content.decode()
        assert "Somebody Else" not in page
