"""What stands in the trail of what people do with their accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.platform.models import AuditEntry
from factories.accounts import letters_to, link_in

if TYPE_CHECKING:
    from django.test import Client

    from cairn_site.accounts.models import Person


def test_addresses_stand_in_no_detail(as_ada: Client, ada: Person) -> None:
    as_ada.post("/accounts/email/", {"email": "ada@work.example", "action_add": ""})
    as_ada.post(link_in(letters_to("ada@work.example")[0]))
    actions = list(AuditEntry.objects.filter(actor_id=ada.id).values_list("action", flat=True))
    assert set(actions) == {"account.add_address", "account.verify_address"}
    assert not AuditEntry.objects.filter(actor_id=ada.id).exclude(details={}).exists()


def test_signing_up_is_noted(client: Client) -> None:
    given = {"name": "Bob", "email": "bob@example.org", "password1": "stones on the path", "agreement": "on"}
    client.post("/accounts/signup/", given)
    assert AuditEntry.objects.filter(action="account.sign_up").count() == 1
