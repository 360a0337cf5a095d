"""Who asks the API: a program with a token of an organisation, sent as ``Authorization: Bearer cairn_...``.

``tests/cairn_site/organisations/test_authentication.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.organisations.actions import use_token
from cairn_site.platform import clock
from cairn_site.platform.actors import Actor, ActorKind

if TYPE_CHECKING:
    from django.http import HttpRequest


def actor_by_token(request: HttpRequest) -> Actor | None:
    """Return the token that a request carries as an actor, ``None`` where it carries none that holds."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = use_token(text.strip(), now=clock.now())
    if token is None:
        return None
    return Actor(
        kind=ActorKind.TOKEN,
        id=token.id,
        label=f"{token.name} ({token.organisation.name})",
        scopes=frozenset(token.scopes),
    )
