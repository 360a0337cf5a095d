"""What others may read of people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from allauth.account.models import EmailAddress

from cairn_site.accounts import queries
from factories.site import NOW

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


def test_a_card_names_somebody_who_is_here(ada: Person) -> None:
    card = queries.person_card(ada.id)
    assert card is not None
    assert (card.name, card.email, card.language) == ("Ada Stone", "ada@example.org", "en")
    assert queries.person_card(uuid4()) is None
    ada.erased_at = NOW
    ada.save()
    assert queries.person_card(ada.id) is None


def test_people_are_found_by_addresses_that_they_have_shown(ada: Person) -> None:
    EmailAddress.objects.create(user=ada, email="ada@work.example", verified=True)
    EmailAddress.objects.create(user=ada, email="ada@unshown.example", verified=False)
    asked = ["ADA@work.example", "ada@unshown.example", "", "bob@example.org"]
    assert queries.people_by_address(asked) == {"ada@work.example": ada.id}
    assert queries.verified_addresses(ada.id) == ["ada@example.org", "ada@work.example"]
