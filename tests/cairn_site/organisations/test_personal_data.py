"""What organisations know of a person."""

from __future__ import annotations

from cairn_site.organisations.actions import invite
from cairn_site.organisations.models import Invitation, Member, Right
from cairn_site.organisations.personal_data import erase_memberships, export_memberships, note_memberships
from factories.site import NOW, actor, make_member, make_organisation, make_person


def test_the_export_names_organisations_and_rights() -> None:
    person = make_person()
    organisation = make_organisation(person, rights={Right.AWARD})

    assert export_memberships(person.id) == {
        "memberships": [
            {
                "organisation": organisation.name,
                "slug": organisation.slug,
                "unit": None,
                "rights": ["award", "read"],
                "joinedAt": NOW.isoformat(),
            }
        ]
    }


def test_erasing_ends_memberships_and_forgets_invited_addresses() -> None:
    founder, person = make_person(), make_person(email="gone@example.org")
    organisation, other = make_organisation(founder), make_organisation(founder)
    make_member(person, organisation)
    invite(
        actor=actor(founder),
        organisation=other,
        address="gone@example.org",
        rights=(),
        unit_id=None,
        language="en",
        now=NOW,
    )

    erase_memberships(person.id, NOW)

    assert list(Member.objects.filter(person=person)) == []
    assert list(Invitation.objects.filter(address="gone@example.org")) == []
    assert Member.objects.filter(person=founder).count() == 2


def test_the_last_administrator_is_told_what_would_happen() -> None:
    person = make_person()
    make_organisation(person, name="Alone")

    assert "Nobody else administrates Alone" in next(iter(note_memberships(person.id)))


def test_another_member_is_told_that_they_would_leave() -> None:
    person = make_person()
    make_organisation(person, rights={Right.READ}, name="Many")

    assert list(note_memberships(person.id)) == ["You will no longer be a member of Many."]
