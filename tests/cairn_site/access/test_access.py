"""Every address x method x caller x object answers as ``table.py`` declares; foreign is answered as missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from tests.cairn_site.access import table

from cairn_site.organisations.models import Right
from factories.access import Objects, make_objects, missing_values, sign_in
from factories.awarding import make_table
from factories.site import make_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.cairn_site.access.table import Audience, Row

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
OUTSIDE: Final = {"REMOTE_ADDR": "192.0.2.7"}
# Apps of others, whose addresses are their own business; each answers visitors without failing.
FOREIGN_APPS: Final = ("allauth.", "cairn_site.accounts.oidc")
MAX_QUERIES: Final = 15
MAX_BYTES: Final = 150_000
ROWS: Final[dict[str, Row]] = {route: row for rows in table.APPS.values() for route, row in rows.items()}


@dataclass
class Callers:
    """Everybody who knocks, and the two organisations with one of everything."""

    own: Objects
    foreign: Objects
    missing: dict[str, Any]
    visitor: Client
    stranger: Client
    neighbour: Client
    operator: Client


@pytest.fixture
def callers(settings: Any) -> Callers:
    settings.CAIRN_POST_LIMITS = {}
    own, foreign = make_objects(), make_objects()
    return Callers(
        own=own,
        foreign=foreign,
        missing=missing_values(),
        visitor=Client(),
        stranger=sign_in(make_person()),
        neighbour=foreign.signed_in(),
        operator=sign_in(make_person(is_operator=True)),
    )


def addresses() -> Iterator[tuple[str, str]]:
    """Yield every address as the table writes it, with the module of its view."""

    def below(patterns: list[Any], before: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from below(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route), str(pattern.callback.__module__)

    return below(get_resolver().url_patterns, "")


def url_of(route: str, values: Mapping[str, Any]) -> str:
    """Return an address with values for what varies in it."""
    meant = {name: values[table.MEANINGS.get(route, {}).get(name, name)] for name in names_in(route)}
    return "/" + route.format(**meant)


def names_in(route: str) -> list[str]:
    """Return the names of what varies in an address."""
    return re.findall(r"{(\w+)}", route)


def ask(client: Client, method: str, url: str, *, body: Mapping[str, Any] | None = None, **more: Any) -> Any:
    """Ask, and undo whatever the answer changed, in the database and in the browser."""
    sent: dict[str, Any] = {} if method == "GET" else {"data": dict(body or {})}
    if method != "GET" and url.startswith("/api/") and table.FILE not in (body or {}).values():
        sent["content_type"] = "application/json"
    for name, value in sent.get("data", {}).items():
        if value is table.FILE:
            sent["data"][name] = SimpleUploadedFile("learners.csv", make_table(2))
    cookies = client.cookies.output()
    with transaction.atomic():
        response = getattr(client, method.lower())(url, **sent, **{**OUTSIDE, **more})
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    return response


def body_of(route: str, objects: Objects) -> dict[str, Any]:
    """Return what the table has to be sent to an address."""
    return {
        name: value.format(**objects.values) if isinstance(value, str) else value
        for name, value in table.BODIES.get(route, {}).items()
    }


def seen(response: Any, *hidden: str) -> tuple[int, str, str]:
    """Return what a stranger sees of an answer, without what is new in each and without the address asked."""
    text = "" if response.streaming else response.content.decode(errors="replace")
    text = re.sub(r'(nonce|value)="[^"]*"|"request": "[^"]*"', "", text)
    for word in hidden:
        text = text.replace(word, "")
    return response.status_code, response.get("Content-Type", ""), text


def is_led_to_sign_in(response: Any) -> bool:
    return response.status_code == 302 and "/accounts/login/" in response.headers["Location"]


def lacks_nothing(response: Any) -> bool:
    """Tell whether a caller was let in: what they sent may be wrong all the same."""
    return response.status_code in {200, 201, 202, 204, 302, 303, 400, 409, 422}


class Findings(list[str]):
    """What is not as declared."""

    def expect(self, is_right: bool, what: str, response: Any) -> None:
        if not is_right:
            where = response.headers.get("Location", "")
            self.append(f"{what}: {response.status_code} {where}".rstrip())


def test_every_address_is_declared_and_nothing_else_is() -> None:
    ours = {
        route
        for route, module in addresses()
        if not module.startswith(FOREIGN_APPS) and "accounts/" not in route[:9]
    }

    assert sorted(ours - ROWS.keys()) == [], "add them to tests/cairn_site/access/table.py"
    assert sorted(ROWS.keys() - ours) == [], "these are declared and not there"


@pytest.mark.parametrize("app", table.APPS)
def test_who_asks_gets_what_is_declared(app: str, callers: Callers) -> None:
    found = Findings()
    for route, row in table.APPS[app].items():
        for method, audience in row.items():
            CHECKS[audience.kind](found, callers, route, method, audience)

    assert not found, "\n" + "\n".join(found)


def test_no_other_method_is_taken(callers: Callers) -> None:
    found = Findings()
    everybody = [callers.own.signed_in(), callers.operator, sign_in(callers.own.learner)]
    for route, row in ROWS.items():
        for method in METHODS:
            if method in row or route.startswith("api/"):
                continue
            answers = [ask(client, method, url_of(route, callers.own.values)) for client in everybody]
            if not any(answer.status_code == 405 for answer in answers):
                found.expect(False, f"{method} /{route} is taken", answers[0])

    assert not found, "\n" + "\n".join(found)


def check_anyone(found: Findings, callers: Callers, route: str, method: str, _audience: Audience) -> None:
    response = ask(callers.visitor, method, url_of(route, callers.own.values))
    is_there = lacks_nothing(response) or (
        route in table.NOTHING_THERE and response.status_code in {404, 410}
    )
    found.expect(is_there or route == "health", f"{method} /{route} by a visitor", response)
    expect_alike(found, callers, callers.visitor, route, method, only_missing=True)


def check_signed_in(found: Findings, callers: Callers, route: str, method: str, _audience: Audience) -> None:
    url = url_of(route, callers.own.values)
    found.expect(
        is_led_to_sign_in(ask(callers.visitor, method, url, body=body_of(route, callers.own))),
        f"{method} /{route} by a visitor",
        ask(callers.visitor, method, url, body=body_of(route, callers.own)),
    )
    response = ask(callers.stranger, method, url, body=body_of(route, callers.own))
    found.expect(lacks_nothing(response), f"{method} /{route} by a person", response)


def check_own(found: Findings, callers: Callers, route: str, method: str, _audience: Audience) -> None:
    url = url_of(route, callers.own.values)
    response = ask(callers.visitor, method, url, body=body_of(route, callers.own))
    found.expect(is_led_to_sign_in(response), f"{method} /{route} by a visitor", response)
    response = ask(sign_in(callers.own.learner), method, url)
    found.expect(
        lacks_nothing(response) or route in table.NOTHING_THERE, f"{method} /{route} by its owner", response
    )
    expect_alike(found, callers, callers.stranger, route, method, values=callers.own.values)


def check_member(found: Findings, callers: Callers, route: str, method: str, audience: Audience) -> None:
    url = url_of(route, callers.own.values)
    response = ask(callers.visitor, method, url, body=body_of(route, callers.own))
    found.expect(
        is_led_to_sign_in(response) or response.status_code == 404,
        f"{method} /{route} by a visitor",
        response,
    )
    for name, client in (
        ("stranger", callers.stranger),
        ("neighbour", callers.neighbour),
        ("operator", callers.operator),
    ):
        response = ask(client, method, url, body=body_of(route, callers.own))
        found.expect(response.status_code == 404, f"{method} /{route} by a {name}", response)
        if client is not callers.operator:
            expect_alike(found, callers, client, route, method, values=callers.own.values)
    for right in audience.rights - {Right.READ}:
        response = ask(callers.own.signed_in(without=right), method, url, body=body_of(route, callers.own))
        found.expect(
            response.status_code == 403, f"{method} /{route} without the right to {right.value}", response
        )
    entitled = callers.own.signed_in()
    response = ask(entitled, method, url, body=body_of(route, callers.own))
    is_answered = lacks_nothing(response) or (route in table.NOTHING_THERE and response.status_code == 404)
    found.expect(is_answered, f"{method} /{route} by a member", response)
    expect_alike(found, callers, entitled, route, method)


def check_operator(found: Findings, callers: Callers, route: str, method: str, _audience: Audience) -> None:
    url = url_of(route, callers.own.values)
    for name, client in (
        ("visitor", callers.visitor),
        ("stranger", callers.stranger),
        ("member", callers.own.signed_in()),
    ):
        response = ask(client, method, url, body=body_of(route, callers.own))
        found.expect(response.status_code == 404, f"{method} /{route} by a {name}", response)
    response = ask(callers.operator, method, url, body=body_of(route, callers.own))
    found.expect(lacks_nothing(response), f"{method} /{route} by an operator", response)
    if set(names_in(route)) - table.WORDS:
        response = ask(callers.operator, method, url_of(route, callers.missing))
        found.expect(response.status_code in {404, 409}, f"{method} /{route} of nothing", response)


def check_inside(found: Findings, callers: Callers, route: str, method: str, _audience: Audience) -> None:
    url = url_of(route, callers.own.values)
    for client in (callers.visitor, callers.stranger, callers.own.signed_in()):
        response = ask(client, method, url, body=body_of(route, callers.own))
        found.expect(response.status_code == 404, f"{method} /{route} from outside", response)
    for client, more in ((callers.operator, {}), (callers.visitor, {"REMOTE_ADDR": "127.0.0.1"})):
        response = ask(client, method, url, body=body_of(route, callers.own), **more)
        found.expect(response.status_code == 200, f"{method} /{route} from inside", response)


def check_token(found: Findings, callers: Callers, route: str, method: str, audience: Audience) -> None:
    url = url_of(route, callers.own.values)
    for client in (callers.visitor, callers.own.signed_in()):
        response = ask(client, method, url, body=body_of(route, callers.own))
        found.expect(response.status_code == 401, f"{method} /{route} without a token", response)
    for scope, text in callers.own.tokens.items():
        response = ask(
            callers.visitor,
            method,
            url,
            body=body_of(route, callers.own),
            HTTP_AUTHORIZATION=f"Bearer {text}",
        )
        if scope == audience.scope:
            found.expect(lacks_nothing(response), f"{method} /{route} with the scope", response)
        elif route.count("{") > 1 or "/" in route.partition("{slug}")[2]:
            found.expect(
                response.status_code in {403, 422}, f"{method} /{route} with the scope {scope}", response
            )
    if "{slug}" not in route:
        return
    header = {"HTTP_AUTHORIZATION": f"Bearer {callers.foreign.tokens[audience.scope]}"}
    expect_alike(found, callers, callers.visitor, route, method, values=callers.own.values, **header)
    header = {"HTTP_AUTHORIZATION": f"Bearer {callers.own.tokens[audience.scope]}"}
    expect_alike(found, callers, callers.visitor, route, method, **header)


def expect_alike(
    found: Findings,
    callers: Callers,
    client: Client,
    route: str,
    method: str,
    *,
    values: Mapping[str, Any] | None = None,
    only_missing: bool = False,
    **more: Any,
) -> None:
    """Expect that what is foreign is answered exactly as what is missing.

    With ``values`` these are foreign to the client; without, each object in the address is taken in turn from
    the other organisation, the rest being the client's own.
    """
    objects = [name for name in names_in(route) if _meant(route, name) not in table.WORDS]
    if values is not None:
        pairs = [(values, {**values, **{name: callers.missing[_meant(route, name)] for name in objects}})]
    elif only_missing:
        pairs = []
    else:
        pairs = [
            (
                {**callers.own.values, key: callers.foreign.values[key]},
                {**callers.own.values, key: callers.missing[key]},
            )
            for name in objects
            for key in [_meant(route, name)]
        ]
    body_of(route, callers.own)
    for foreign, missing in pairs:
        foreign_url, missing_url = url_of(route, foreign), url_of(route, missing)
        hidden = [str(value) for side in (foreign, missing) for value in side.values() if len(str(value)) > 3]
        answers = [
            ask(client, method, url, body=body_of(route, callers.own), **more)
            for url in (foreign_url, missing_url)
        ]
        first, second = (seen(answer, foreign_url, missing_url, *hidden) for answer in answers)
        is_nothing = answers[1].status_code in {404, 410} or "/reauthenticate/" in answers[1].get(
            "Location", ""
        )
        found.expect(is_nothing, f"{method} {missing_url} of nothing", answers[1])
        found.expect(first == second, f"{method} {foreign_url} is not answered as {missing_url}", answers[0])


def _meant(route: str, name: str) -> str:
    return table.MEANINGS.get(route, {}).get(name, name)


CHECKS: Final[dict[str, Any]] = {
    "anyone": check_anyone,
    "signed in": check_signed_in,
    "own": check_own,
    "member": check_member,
    "operator": check_operator,
    "inside": check_inside,
    "token": check_token,
}


def test_every_page_is_small_asks_little_and_runs_nothing_inline(callers: Callers) -> None:
    faults = []
    clients = [callers.visitor, callers.own.signed_in(), callers.operator, sign_in(callers.own.learner)]
    for route, row in ROWS.items():
        if "GET" not in row or route.startswith("api/") or route in table.FRAGMENTS:
            continue
        url = url_of(route, callers.own.values)
        for client in clients:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(url, headers={"Accept": "text/html"})
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                text = response.content.decode()
                faults += [f"{url}: {fault}" for fault in page_faults(text, queries=len(queries))]
                break

    assert not faults, "\n" + "\n".join(faults)


def page_faults(text: str, *, queries: int) -> Iterator[str]:
    """Yield what is wrong with a page."""
    if queries > MAX_QUERIES:
        yield f"{queries} queries"
    if len(text.encode()) > MAX_BYTES:
        yield f"{len(text.encode())} bytes"
    if not re.search(r'<html lang="[a-z-]+"', text):
        yield "no language"
    title = re.search(r"<title>\s*(.*?)\s*</title>", text, re.DOTALL)
    if title is None or not title.group(1).strip(" ·").replace("Cairn", "").strip(" ·"):
        yield "no title"
    yield from (
        f"inline script {tag[:60]}"
        for tag in re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text)
        if "json" not in tag
    )
    yield from (
        f"inline style {tag[:60]}" for tag in re.findall(r"<style\b[^>]*>|<[^>]*\sstyle=[^>]*>", text)
    )
    yield from (f"inline handler {tag[:60]}" for tag in re.findall(r"<[^>]*\son[a-z]+=[^>]*>", text))


@pytest.mark.parametrize(
    "text",
    [
        "<style>",
        '<p style="color: red">',
        '<a onclick="x()">',
        "<script>x()</script>",
        "<title> · Cairn</title>",
    ],
)
def test_a_planted_fault_of_a_page_is_found(text: str) -> None:
    whole = '<html lang="en"><title>Home · Cairn</title>'

    assert list(page_faults(whole, queries=3)) == []
    assert list(page_faults(text if "title" in text else whole + text, queries=3)) != []
    assert list(page_faults(whole, queries=16)) != []
