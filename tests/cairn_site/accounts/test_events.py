"""News of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn_site.accounts.events import AddressVerified, PersonErased
from cairn_site.platform import events
from cairn_site.platform.models import Event
from factories.site import NOW

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


def test_news_of_people_can_be_written(ada: Person) -> None:
    with transaction.atomic():
        events.publish(AddressVerified(person_id=ada.id, address="ada@example.org"), now=NOW)
        events.publish(PersonErased(person_id=ada.id), now=NOW)
    names = set(Event.objects.values_list("name", flat=True))
    assert {"accounts.AddressVerified", "accounts.PersonErased"} <= names
