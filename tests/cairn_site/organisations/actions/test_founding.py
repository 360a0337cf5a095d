"""Making an organisation and changing what it says about itself."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn_site.organisations.actions import (
    ProfileText,
    create_organisation,
    edit_profile,
    remove_logo,
    set_logo,
)
from cairn_site.organisations.models import IssuerKey, IssuerRecord, KeyState, Member, Organisation, Right
from cairn_site.platform import audit
from cairn_site.platform.actors import VISITOR
from cairn_site.platform.models import Event
from factories.site import NOW, actor, make_organisation, make_person

TEXT = ProfileText(name="Northside College")


def picture(colour: str = "#1c5d5a") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(out, "PNG")
    return out.getvalue()


def test_an_organisation_begins_with_a_key_a_did_and_its_maker() -> None:
    person = make_person()

    organisation = create_organisation(actor=actor(person), profile=TEXT, slug="northside", now=NOW)

    assert Member.objects.get(organisation=organisation).rights == frozenset(Right)
    assert IssuerKey.objects.get(organisation=organisation).state == KeyState.IN_USE
    assert IssuerRecord.objects.get(organisation=organisation).did.endswith(":organisations:northside")
    assert organisation.verified_at is None
    assert list(Event.objects.values_list("name", flat=True)) == ["organisations.OrganisationMade"]


def test_a_slug_that_is_taken_is_refused_and_nothing_is_left() -> None:
    make_organisation(slug="northside")
    before = Member.objects.count(), IssuerKey.objects.count()

    with pytest.raises(DocumentError) as refused:
        create_organisation(actor=actor(make_person()), profile=TEXT, slug="northside", now=NOW)

    assert refused.value.code == "organisation.slug_taken"
    assert (Member.objects.count(), IssuerKey.objects.count()) == before


def test_a_visitor_makes_no_organisation() -> None:
    with pytest.raises(UsageError):
        create_organisation(actor=VISITOR, profile=TEXT, slug="northside", now=NOW)

    assert not Organisation.objects.exists()


def test_nobody_floods_the_site_with_organisations() -> None:
    person = make_person()
    for number in range(10):
        create_organisation(actor=actor(person), profile=TEXT, slug=f"n{number}", now=NOW)

    with pytest.raises(UsageError) as refused:
        create_organisation(actor=actor(person), profile=TEXT, slug="n10", now=NOW)

    assert refused.value.code == "organisation.too_many"


def test_an_edit_is_published_and_recorded() -> None:
    person = make_person()
    organisation = make_organisation(person)

    edit_profile(
        actor=actor(person), organisation=organisation, profile=replace(TEXT, name="Southside"), now=NOW
    )

    record = IssuerRecord.objects.get(organisation=organisation)
    assert strict_json.parse_object(bytes(record.profile))["name"] == "Southside"
    assert audit.entries(organisation_id=organisation.id, action="organisation.edit").count() == 1


def test_an_edit_that_changes_nothing_is_not_recorded() -> None:
    person = make_person()
    organisation = create_organisation(actor=actor(person), profile=TEXT, slug="same", now=NOW)

    edit_profile(actor=actor(person), organisation=organisation, profile=TEXT, now=NOW)

    assert audit.entries(organisation_id=organisation.id, action="organisation.edit").count() == 0


def test_only_administrators_edit() -> None:
    person = make_person()
    organisation = make_organisation(person, rights=set(Right) - {Right.ADMINISTRATE})

    with pytest.raises(UsageError) as refused:
        edit_profile(actor=actor(person), organisation=organisation, profile=TEXT, now=NOW)

    assert refused.value.code == "access.right_missing"


def test_a_logo_is_published_and_stays_published_when_other_things_change() -> None:
    person = make_person()
    organisation = make_organisation(person)
    stale = Organisation.objects.get(id=organisation.id)

    set_logo(actor=actor(person), organisation=organisation, data=picture(), now=NOW)
    edit_profile(actor=actor(person), organisation=stale, profile=TEXT, now=NOW)

    profile = strict_json.parse_object(bytes(IssuerRecord.objects.get(organisation=organisation).profile))
    assert isinstance(profile["image"], dict)


@pytest.mark.django_db(transaction=True)
def test_a_logo_that_is_replaced_or_removed_leaves_no_file() -> None:
    person = make_person()
    organisation = make_organisation(person)
    set_logo(actor=actor(person), organisation=organisation, data=picture(), now=NOW)
    first = Organisation.objects.get(id=organisation.id).logo.name
    set_logo(actor=actor(person), organisation=organisation, data=picture("#fff"), now=NOW)
    second = Organisation.objects.get(id=organisation.id).logo.name

    remove_logo(actor=actor(person), organisation=organisation, now=NOW)

    assert not Organisation.objects.get(id=organisation.id).logo
    assert not default_storage.exists(first)
    assert not default_storage.exists(second)
