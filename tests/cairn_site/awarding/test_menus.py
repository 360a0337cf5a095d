"""Menu entries and the panel of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.organisations.models import Right
from factories.awarding import make_award, make_world
from factories.site import make_member, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_entries_follow_the_rights(client: Client) -> None:
    world = make_world()
    reader = make_person()
    make_member(reader, world.organisation, rights={Right.READ})
    page = sign_in(client, reader).get(f"/manage/{world.slug}/awards").content.decode()

    assert f'href="/manage/{world.slug}/awards/insights"' in page
    assert f'href="/manage/{world.slug}/links"' not in page
    assert f'href="/manage/{world.slug}/awards/new"' not in page


def test_only_the_page_one_is_on_is_marked(client: Client) -> None:
    world = make_world()
    page = sign_in(client, world.person).get(f"/manage/{world.slug}/awards/insights").content.decode()

    side = page[page.index('class="side"') :]
    assert side[: side.index("</nav>")].count('aria-current="page"') == 1


def test_home_shows_what_was_awarded(client: Client) -> None:
    world = make_world()
    person = make_person(email="ada@learners.ie")
    make_award(world, email="ada@learners.ie")
    page = sign_in(client, person).get("/home").content.decode()

    assert world.version.name in page
    assert "/answer" in page
