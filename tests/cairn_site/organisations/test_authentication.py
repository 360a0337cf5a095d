"""Tokens as actors of the API."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from cairn_site.organisations.actions import make_token
from cairn_site.organisations.authentication import actor_by_token
from cairn_site.platform import clock
from cairn_site.platform.actors import Actor, ActorKind
from factories.site import actor, make_organisation, make_person

if TYPE_CHECKING:
    from cairn_site.organisations.actions import NewToken


def make(scopes: tuple[str, ...] = ("awards:read",), **options: object) -> NewToken:
    person = make_person()
    return make_token(
        actor=actor(person),
        organisation=make_organisation(person),
        name="Platform",
        scopes=scopes,
        expires_at=options.get("expires_at"),  # type: ignore[arg-type]
        now=clock.now(),
    )


def ask(header: str) -> Actor | None:
    return actor_by_token(RequestFactory().get("/", headers={"Authorization": header}))


def test_a_token_is_an_actor_with_its_scopes() -> None:
    made = make(scopes=("awards:read", "members:read"))

    found = ask(f"Bearer {made.text}")

    assert found is not None
    assert (found.kind, found.id) == (ActorKind.TOKEN, made.token.id)
    assert found.scopes == {"awards:read", "members:read"}
    assert made.text not in repr(found)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer cairn_", "Bearer other_abc", "Basic abc", "cairn_abc"]
)
def test_anything_else_is_nobody(header: str) -> None:
    make()

    assert ask(header) is None


def test_the_digest_is_no_token() -> None:
    made = make()

    assert ask(f"Bearer {made.token.digest}") is None
    assert ask(f"Bearer cairn_{made.token.digest}") is None


def test_an_expired_token_is_nobody() -> None:
    made = make(expires_at=clock.now() + timedelta(days=1))

    assert ask(f"Bearer {made.text}") is not None
    with clock.shifted(timedelta(days=2)):
        assert ask(f"Bearer {made.text}") is None
