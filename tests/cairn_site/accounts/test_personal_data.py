"""What the accounts export and say before they erase."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cairn_site.accounts import actions, personal_data
from factories.accounts import make_second_factor
from factories.site import NOW, actor

if TYPE_CHECKING:
    from django.test import Client

    from cairn_site.accounts.models import Person


def test_everything_is_exported_but_no_secret(ada: Person, at_door: Client) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    make_second_factor(ada, secret=secret)
    actions.agree(actor=actor(ada), person=ada, documents=["terms"], now=NOW)
    known = personal_data.export_account(ada.id)
    assert known["consents"] == [{"document": "terms", "version": "2026-01", "givenAt": NOW.isoformat()}]
    assert [factor["type"] for factor in known["secondFactors"]] == ["totp"]
    assert known["sessions"][0]["address"] == "127.0.0.1"
    assert known["activity"][0]["action"] == "account.agree"
    assert secret not in json.dumps(known)


def test_it_is_said_what_will_be_gone(ada: Person) -> None:
    assert len(list(personal_data.note_account(ada.id))) == 2
