"""A small world in which every page of the site has something to show, and the walk over all pages.

``python -m browser`` makes it in the database that the environment names, and prints it as JSON with a session in
which Ada is signed in: the browser tests and ``tools.screenshots`` begin with it.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from cairn_site.accounts.acting import actor_for
from cairn_site.accounts.models import Person
from cairn_site.assessing.actions import Piece, request_award
from cairn_site.awarding import actions
from cairn_site.awarding.actions import LinkTerms
from cairn_site.designing.actions import create_achievement
from cairn_site.designing.steps import StepName
from cairn_site.organisations.actions import invite, make_token, make_unit
from cairn_site.organisations.models import Right
from cairn_site.platform import clock
from cairn_site.platform.models import JobState
from factories import awarding, operating, site
from factories.accounts import make_second_factor

if TYPE_CHECKING:
    from collections.abc import Iterator

EMAIL = "ada@northside.example"
SLUG = "northside"
# Routes that give no page to read: files, programs' answers, other people's services, doors that need a key.
NO_PAGE = re.compile(
    r"api:|health|metrics|did.json|key-history.json|\.csv|\.zip|\.svg|\.png|\.json|download|export$|"
    r"oidc|openid_connect|webauthn/(?:login|reauthenticate)|unsubscribe|confirm-email/\^|uidb36|"
    r"accounts/social/|3rdparty/(?!$)|status/|/evidence/|deactivate|code/confirm"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address with the name of its route; ``is_public`` where nobody has to be signed in to read it."""

    name: str
    path: str
    is_public: bool = False


def make() -> dict[str, list[str]]:
    """Make the world; return the values for the arguments of addresses, by their names."""

    now = clock.now()
    person = site.make_person("Ada Byron", email=EMAIL, is_operator=True)
    organisation = site.make_organisation(person, name="Northside College", slug=SLUG, now=now)
    site.make_member(site.make_person("Mary Somerville"), organisation, rights=(Right.AWARD,), now=now)
    waiting = site.make_organisation(
        site.make_person("Ruth Moss"), name="Harbour School", is_verified=False, now=now
    )
    actor = actor_for(person)
    version = awarding.make_version(organisation, person, now=now, name={"en": "Data steward"})
    draft = create_achievement(
        actor=actor, slug=SLUG, content=awarding.make_content(name={"en": "Bridge inspection"}), now=now
    )
    world = awarding.World(person=person, organisation=organisation, version=version)
    for number, name in enumerate(("Grace Hopper", "Alan Turing", "Emmy Noether", "Ada Byron")):
        address = EMAIL if name == "Ada Byron" else f"learner{number}@learners.ie"
        awarding.make_award(world, now=now - timedelta(days=31 * number), name=name, email=address)
    batch = awarding.make_batch(world, awarding.make_table(12, bad=(3, 5)), now=now)
    unit = make_unit(actor=actor, organisation=organisation, name="Engineering", parent_id=None, now=now)
    make_unit(actor=actor, organisation=organisation, name="Electrical", parent_id=unit.id, now=now)
    invited = {"organisation": organisation, "unit_id": None, "language": "en", "now": now}
    invite(actor=actor, address="new@learners.ie", rights=(Right.READ,), **invited)
    make_token(
        actor=actor,
        organisation=organisation,
        name="Platform",
        scopes=("awards:write",),
        expires_at=None,
        now=now,
    )
    pieces = [Piece(name="Plan", text="What I planned, and how it went.")]
    asked = {"version_id": version.id, "motivation": "I have looked after data for two years.", "now": now}
    theirs = request_award(actor=actor_for(site.make_person("Emmy Noether")), pieces=pieces, **asked)
    own = request_award(actor=actor, pieces=pieces, **asked)
    terms = LinkTerms(title="Workshop", opens_at=now)
    link = actions.make_link(
        actor=actor, organisation=organisation, version_id=version.id, terms=terms, now=now
    )
    job = operating.make_job(state=JobState.FAILED, organisation_id=organisation.id)
    ids: dict[str, list[str]] = {
        "slug": [SLUG],
        "organisation_id": [str(waiting.id)],
        "person_id": [str(person.id)],
        "version_id": [str(version.id)],
        "achievement_id": [str(version.achievement_id)],
        "identifier": [str(version.id), str(version.achievement_id), str(draft.id)],
        "submission_id": [str(theirs.id), str(own.id)],
        "batch_id": [str(batch.id)],
        "job_id": [str(job.id)],
        "message_id": [str(operating.make_mail(has_failed=True).id)],
        "delivery_id": [str(operating.make_failed_delivery().id)],
        "link_id": [str(link.id)],
        "code": [link.code, "critical-thinking"],
        "framework": ["cairn"],
        "name": [*(step.value for step in StepName), "terms", "privacy"],
        "version": ["2026-01"],
        "language": ["en"],
        "change_name": ["revoke"],
        "line": ["5"],
    }
    tables = {
        "award_id": "awarding.Award",
        "member_id": "organisations.Member",
        "unit_id": "organisations.Unit",
    }
    tables |= {"invitation_id": "organisations.Invitation", "token_id": "organisations.ApiToken"}
    tables |= {"key_id": "organisations.IssuerKey"}
    for name, model in tables.items():
        rows: Any = apps.get_model(model)._default_manager
        found = rows.filter(organisation=organisation).order_by("pk").last()
        if found is not None:
            ids[name] = [str(found.pk)]
    return ids


def pages(ids: dict[str, list[str]]) -> list[Page]:
    """Return every page that has an address which ``ids`` can fill in."""
    found = {}
    for name, route in _routes():
        if NO_PAGE.search(f"{name} {route}"):
            continue
        for path in _paths(route, ids):
            found[path] = Page(name=name, path=path)
    return sorted(found.values(), key=lambda page: page.path)


def _routes() -> Iterator[tuple[str, str]]:

    def walk(resolver: Any, before: str, names: str) -> Iterator[tuple[str, str]]:
        for entry in resolver.url_patterns:
            route = before + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield names + (entry.name or ""), route
            else:
                yield from walk(entry, route, names + (f"{entry.namespace}:" if entry.namespace else ""))

    yield from walk(get_resolver(), "/", "")


def _paths(route: str, ids: dict[str, list[str]]) -> list[str]:
    paths = [route]
    for argument in re.findall(r"<(?:\w+:)?(\w+)>", route):
        values = ids.get(argument, [])
        paths = [
            re.sub(rf"<(?:\w+:)?{argument}>", value, path, count=1) for path in paths for value in values
        ]
    return [path for path in paths if not set(path) & set("^<(\\")]


def readable(found: list[Page], *, ada: Client, visitor: Client) -> list[Page]:
    """Return the pages that are HTML for a visitor, or else for Ada."""

    def is_page(client: Client, page: Page) -> bool:
        answer = client.get(page.path, headers={"accept": "text/html"})
        is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        return is_html and answer.content.startswith(b"<!doctype html>")

    public = {page.path for page in found if is_page(visitor, page)}
    return [
        Page(name=page.name, path=page.path, is_public=page.path in public)
        for page in found
        if page.path in public or is_page(ada, page)
    ]


def enter() -> Client:
    """Return a client in which Ada is signed in with her second factor."""

    person = Person.objects.get(email=EMAIL)
    make_second_factor(person)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def main() -> None:
    """Make the world and print it."""

    ids = make()
    ada = enter()
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": ada.cookies[name].value}
    found = readable(pages(ids), ada=ada, visitor=Client())
    json.dump({"ids": ids, "cookie": cookie, "pages": [asdict(page) for page in found]}, sys.stdout)
