"""Signing with a key in custody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from cairn.errors import UsageError
from cairn_site.organisations.models import IssuerKey, IssuerRecord, KeyState, Right
from cairn_site.organisations.signing import open_signer
from cairn_site.platform.actors import SYSTEM
from factories.site import NOW, actor, make_organisation, make_person


def test_the_signer_signs_with_the_key_in_use() -> None:
    person = make_person()
    organisation = make_organisation(person)

    with transaction.atomic():
        opened = open_signer(organisation, actor=actor(person), now=NOW)

    key = IssuerKey.objects.get(organisation=organisation, state=KeyState.IN_USE)
    assert opened.verification_method == key.method_id
    assert opened.did == opened.issuer["id"] == f"did:web:localhost%3A8000:organisations:{organisation.slug}"
    opened.signer.public_key.verify(opened.signer.sign(b"what is signed"), b"what is signed")


def test_a_member_without_the_right_to_sign_is_refused() -> None:
    person = make_person()
    organisation = make_organisation(person, rights={Right.READ, Right.AWARD})

    with transaction.atomic(), pytest.raises(UsageError) as refused:
        open_signer(organisation, actor=actor(person), now=NOW)

    assert refused.value.code == "access.right_missing"


def test_a_stranger_is_told_that_there_is_nothing() -> None:
    with transaction.atomic(), pytest.raises(UsageError) as refused:
        open_signer(make_organisation(), actor=actor(make_person()), now=NOW)

    assert refused.value.code == "access.not_found"


def test_the_system_signs_without_being_a_member() -> None:
    with transaction.atomic():
        assert open_signer(make_organisation(), actor=SYSTEM, now=NOW).cryptosuite == "eddsa-rdfc-2022"


def test_nothing_is_signed_before_the_key_began() -> None:
    organisation = make_organisation()

    with transaction.atomic():
        opened = open_signer(organisation, actor=SYSTEM, now=NOW - timedelta(minutes=5))

    assert opened.moment == NOW


def test_the_latest_signing_is_remembered_and_never_set_back() -> None:
    organisation = make_organisation()
    with transaction.atomic():
        open_signer(organisation, actor=SYSTEM, now=NOW + timedelta(hours=2))
        open_signer(organisation, actor=SYSTEM, now=NOW + timedelta(hours=1))

    assert IssuerRecord.objects.get(organisation=organisation).signed_at == NOW + timedelta(hours=2)


def test_no_signer_without_a_key_in_use() -> None:
    organisation = make_organisation()
    IssuerKey.objects.filter(organisation=organisation).update(state=KeyState.RETIRED)

    with transaction.atomic(), pytest.raises(UsageError) as refused:
        open_signer(organisation, actor=SYSTEM, now=NOW)

    assert refused.value.code == "organisation.no_key"


def test_the_text_of_a_signer_shows_no_secret() -> None:
    organisation = make_organisation()
    with transaction.atomic():
        opened = open_signer(organisation, actor=SYSTEM, now=NOW)

    assert opened.signer.reveal_secret().hex() not in repr(opened)  # type: ignore[attr-defined]
