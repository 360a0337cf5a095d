"""Who acts in a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.accounts.models import Person
from cairn_site.platform.actors import VISITOR, Actor, ActorKind

if TYPE_CHECKING:
    from django.http import HttpRequest


def actor_of(request: HttpRequest) -> Actor:
    """Return the person who is signed in, or the visitor."""
    return actor_for(request.user) if isinstance(request.user, Person) else VISITOR


def actor_for(person: Person) -> Actor:
    """Return a person as an actor."""
    return Actor(kind=ActorKind.PERSON, id=person.id, label=str(person), is_operator=person.is_operator)


def signed_in(request: HttpRequest) -> Person:
    """Return the person who is signed in, on a page that asks for it."""
    assert isinstance(request.user, Person)
    return request.user
