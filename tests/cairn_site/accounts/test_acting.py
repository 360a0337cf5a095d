"""Who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cairn_site.accounts.acting import actor_of, signed_in
from cairn_site.platform.actors import VISITOR

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


def test_whoever_is_signed_in_acts(ada: Person) -> None:
    request = RequestFactory().get("/")
    request.user = ada
    actor = actor_of(request)
    assert (actor.id, actor.label, actor.is_operator) == (ada.id, "Ada Stone", False)
    assert signed_in(request) == ada


def test_anybody_else_is_a_visitor() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert actor_of(request) == VISITOR
