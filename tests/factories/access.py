"""People who are signed in, as the tests of pages need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from factories import site

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


def sign_in(person: Person, *, client: Client | None = None) -> Client:
    """Return a client in which ``person`` is signed in, with nothing left to do first."""
    if person.is_operator:
        site.make_second_factor(person)
    return site.sign_in(client or Client(), person)
