"""Every address of an organisation's management, for everybody who might ask: declared here or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cairn_site.organisations import urls
from cairn_site.organisations.actions import invite, make_token, make_unit, rotate_key
from cairn_site.organisations.models import (
    ApiToken,
    Invitation,
    IssuerKey,
    IssuerRecord,
    KeyState,
    Member,
    Organisation,
    Right,
    Unit,
)
from cairn_site.platform import clock
from factories.site import actor, make_member, make_organisation, make_person, make_second_factor, sign_in

if TYPE_CHECKING:
    from django.http import HttpResponse

PUBLIC: Final = {"public_organisation", None}
PERSONAL: Final = {"my_organisations", "new_organisation", "invitation", "accept_invitation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """How an address is asked: its methods, the right it needs, and the kind of thing its last part names."""

    methods: str
    right: Right = Right.ADMINISTRATE
    thing: str = ""
    posting_needs: Right | None = None


ENDPOINTS: Final = {
    "organisation": Endpoint(methods="GET", right=Right.READ),
    "organisation_ask_again": Endpoint(methods="POST"),
    "organisation_audit": Endpoint(methods="GET"),
    "organisation_profile": Endpoint(methods="GET POST"),
    "organisation_logo": Endpoint(methods="POST"),
    "organisation_domain": Endpoint(methods="GET POST"),
    "organisation_check_domain": Endpoint(methods="POST"),
    "organisation_leave": Endpoint(methods="GET POST", right=Right.READ),
    "organisation_members": Endpoint(methods="GET", right=Right.READ),
    "organisation_invite": Endpoint(methods="GET POST"),
    "organisation_member": Endpoint(methods="GET POST", thing="member"),
    "organisation_remove_member": Endpoint(methods="GET POST", thing="member"),
    "organisation_send_again": Endpoint(methods="POST", thing="invitation"),
    "organisation_withdraw": Endpoint(methods="POST", thing="invitation"),
    "organisation_units": Endpoint(methods="GET POST", right=Right.READ, posting_needs=Right.ADMINISTRATE),
    "organisation_unit": Endpoint(methods="GET POST", thing="unit"),
    "organisation_remove_unit": Endpoint(methods="GET POST", thing="unit"),
    "organisation_keys": Endpoint(methods="GET"),
    "organisation_make_key": Endpoint(methods="POST"),
    "organisation_rotate_key": Endpoint(methods="GET POST"),
    "organisation_retire_key": Endpoint(methods="GET POST"),
    "organisation_compromised_key": Endpoint(methods="GET POST", thing="key"),
    "organisation_tokens": Endpoint(methods="GET"),
    "organisation_new_token": Endpoint(methods="GET POST"),
    "organisation_revoke_token": Endpoint(methods="GET POST", thing="token"),
}
ASKED: Final = [(name, method) for name, endpoint in ENDPOINTS.items() for method in endpoint.methods.split()]
WITH_THINGS: Final = [(name, method) for name, method in ASKED if ENDPOINTS[name].thing]
FORM: Final = {
    "name": "Changed",
    "kind": "other",
    "domain": "changed.example",
    "address": "changed@example.org",
    "rights": ["award"],
    "scopes": ["awards:read"],
    "since": "2026-01-01T00:00:00",
    "reason": "Changed",
    "sure": "on",
    "remove": "1",
}


class World:
    """An organisation that has one of everything."""

    def __init__(self, slug: str) -> None:
        now = clock.now()
        self.founder = make_person()
        self.organisation = make_organisation(self.founder, slug=slug, now=now - timedelta(days=1))
        self.reader = make_person()
        shared = {"actor": actor(self.founder), "organisation": self.organisation, "now": now}
        member = make_member(self.reader, self.organisation)
        unit = make_unit(**shared, name="Unit", parent_id=None)
        sent = invite(**shared, address=f"{slug}@example.org", rights=(), unit_id=None, language="en")
        old = IssuerKey.objects.get(organisation=self.organisation)
        rotate_key(**shared, expected=old.id)
        token = make_token(**shared, name="Token", scopes=["awards:read"], expires_at=None).token
        self.things = {
            "member": member.id,
            "unit": unit.id,
            "invitation": sent.id,
            "key": old.id,
            "token": token.id,
        }

    def url(self, name: str, *, slug: str = "", thing: object = None) -> str:
        kind = ENDPOINTS[name].thing
        parts: list[object] = [slug or self.organisation.slug]
        return reverse(name, args=[*parts, *([thing or self.things[kind]] if kind else [])])

    def state(self) -> str:
        """Everything that the addresses could change, as text."""
        rows = [
            Organisation.objects.filter(id=self.organisation.id).values(),
            *(
                table.objects.filter(organisation=self.organisation).order_by("pk").values()
                for table in (Member, Unit, Invitation, IssuerKey, IssuerRecord)
            ),
            ApiToken.objects.filter(organisation=self.organisation).order_by("pk").values(),
        ]
        return str([list(each) for each in rows])


@pytest.fixture
def world() -> World:
    return World("here")


def ask(client: Client, method: str, url: str) -> HttpResponse:
    return client.get(url) if method == "GET" else client.post(url, FORM)  # type: ignore[return-value]


def told(response: HttpResponse) -> str:
    """Return what the page says, without what differs from request to request."""
    text = re.sub(r'(?:value|nonce|content)="[^"]*"', "", response.content.decode())
    return re.sub(r"[0-9a-f]{32}", "", text)


@pytest.mark.parametrize(("name", "method"), ASKED)
def test_a_visitor_is_asked_to_sign_in(client: Client, world: World, name: str, method: str) -> None:
    before = world.state()

    there = ask(client, method, world.url(name))
    nowhere = ask(client, method, world.url(name, slug="nowhere"))

    assert there.status_code == nowhere.status_code == 302
    assert "/accounts/login/" in there["Location"]
    assert world.state() == before


@pytest.mark.parametrize(("name", "method"), ASKED)
def test_a_stranger_is_answered_as_if_nothing_were_there(
    client: Client, world: World, name: str, method: str
) -> None:
    stranger = World("elsewhere").founder
    sign_in(client, stranger)
    before = world.state()

    foreign = ask(client, method, world.url(name))
    missing = ask(client, method, world.url(name, slug="nowhere"))

    assert foreign.status_code == missing.status_code == 404
    assert told(foreign).replace("/here", "") == told(missing).replace("/nowhere", "")
    assert world.state() == before


@pytest.mark.parametrize(("name", "method"), ASKED)
def test_an_operator_who_is_no_member_is_a_stranger(
    client: Client, world: World, name: str, method: str
) -> None:
    operator = make_person(is_operator=True)
    make_second_factor(operator)
    sign_in(client, operator)
    before = world.state()

    assert ask(client, method, world.url(name)).status_code == 404
    assert world.state() == before


@pytest.mark.parametrize(("name", "method"), ASKED)
def test_a_reader_does_nothing_but_read(client: Client, world: World, name: str, method: str) -> None:
    sign_in(client, world.reader)
    endpoint = ENDPOINTS[name]
    needed = (endpoint.posting_needs or endpoint.right) if method == "POST" else endpoint.right
    before = world.state()

    response = ask(client, method, world.url(name))

    if needed is not Right.READ:
        assert response.status_code in (403, 409)
        assert "administrate" in response.content.decode()
        assert world.state() == before
    elif method == "GET":
        assert response.status_code == 200
        assert world.state() == before
    else:
        assert response.status_code == 302


@pytest.mark.parametrize(("name", "method"), WITH_THINGS)
def test_a_thing_of_another_organisation_is_not_there(
    client: Client, world: World, name: str, method: str
) -> None:
    other = World("other")
    sign_in(client, world.founder)
    before = other.state()

    foreign = ask(client, method, world.url(name, thing=other.things[ENDPOINTS[name].thing]))
    missing = ask(client, method, world.url(name, thing=uuid4()))

    assert foreign.status_code == missing.status_code == 404
    assert other.state() == before


@pytest.mark.parametrize(("name", "method"), [(name, method) for name, method in ASKED if method == "GET"])
def test_an_administrator_sees_the_page_in_few_queries(
    client: Client,
    world: World,
    name: str,
    method: str,
    django_assert_max_num_queries: object,
) -> None:
    sign_in(client, world.founder)
    client.get(reverse("my_organisations"))

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        response = ask(client, method, world.url(name))

    assert response.status_code == 200
    assert len(response.content) < 150_000


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_no_address_takes_another_method(client: Client, world: World, name: str) -> None:
    sign_in(client, world.founder)
    before = world.state()

    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(ENDPOINTS[name].methods.split()):
        assert client.generic(method, world.url(name)).status_code == 405
    assert world.state() == before


def test_every_address_is_declared() -> None:
    named = {pattern.name for pattern in urls.urlpatterns}

    assert named == ENDPOINTS.keys() | PUBLIC | PERSONAL


def test_no_form_is_taken_without_its_token() -> None:
    world = World("here")
    client = Client(enforce_csrf_checks=True)
    sign_in(client, world.founder)
    before = world.state()

    for name, method in ASKED:
        if method == "POST":
            assert ask(client, method, world.url(name)).status_code == 403
    assert world.state() == before
    assert IssuerKey.objects.filter(organisation=world.organisation, state=KeyState.IN_USE).exists()
