"""Making a key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.keys import Algorithm, parse_multikey
from cairn_site.organisations.actions.key_making import keep_new_key
from cairn_site.organisations.custody import Place, present_custody
from cairn_site.organisations.models import IssuerKey, KeyState
from factories.site import NOW, make_organisation


def test_a_key_is_kept_wrapped_and_begins_on_the_second() -> None:
    organisation = make_organisation()
    IssuerKey.objects.filter(organisation=organisation).update(state=KeyState.RETIRED)

    key, signer = keep_new_key(organisation, now=NOW + timedelta(milliseconds=700))

    opened = present_custody().open(
        key.wrapped_secret,
        algorithm=Algorithm(key.algorithm),
        place=Place(organisation_id=organisation.id, key_id=key.id),
    )
    assert opened.public_key == signer.public_key == parse_multikey(key.public_multikey)
    assert key.made_at == NOW
    assert key.method_id.endswith(f"#{key.public_multikey}")


def test_a_second_key_in_use_is_refused() -> None:
    organisation = make_organisation()

    with pytest.raises(IntegrityError), transaction.atomic():
        keep_new_key(organisation, now=NOW)
