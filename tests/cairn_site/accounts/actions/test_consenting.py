"""Agreeing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn_site.accounts import actions, consents
from cairn_site.accounts.models import Consent
from cairn_site.platform.models import AuditEntry
from factories.site import NOW, actor, make_person

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


def test_consent_is_kept_with_its_version(ada: Person) -> None:
    actions.agree(actor=actor(ada), person=ada, documents=["terms"], now=NOW)
    row = Consent.objects.get()
    assert (row.document, row.version, row.given_at) == ("terms", consents.DOCUMENTS[0].version, NOW)
    assert [document.name for document in consents.missing_consents(ada.id)] == ["privacy"]
    assert AuditEntry.objects.get(action="account.agree").details["document"] == "terms"


def test_agreeing_again_keeps_the_first_time(ada: Person) -> None:
    for days in (0, 1):
        actions.agree(actor=actor(ada), person=ada, documents=["terms"], now=NOW + timedelta(days=days))
    assert Consent.objects.get().given_at == NOW


def test_nobody_agrees_for_somebody_else(ada: Person) -> None:
    with pytest.raises(UsageError, match="for themselves"):
        actions.agree(actor=actor(make_person()), person=ada, documents=["terms"], now=NOW)


def test_there_is_nothing_to_agree_to_in_an_unknown_text(ada: Person) -> None:
    with pytest.raises(UsageError) as caught:
        actions.agree(actor=actor(ada), person=ada, documents=["terms", "other"], now=NOW)
    assert caught.value.code == "account.unknown_document"
    assert not Consent.objects.exists()
