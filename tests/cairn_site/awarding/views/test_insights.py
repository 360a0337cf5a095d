"""Pictures by month, each with its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn_site.platform import clock
from factories.awarding import YEAR, make_award, make_world
from factories.site import sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_counts_stand_in_pictures_and_tables(client: Client) -> None:
    now = clock.now()
    world = make_world(now=now, validity=YEAR)
    for _ in range(3):
        make_award(world, now=now, sends_mail=False)
    client = sign_in(client, world.person)
    path = f"/manage/{world.slug}/awards/insights"
    with CaptureQueriesContext(connection) as queries:
        page = client.get(path).content.decode()

    assert page.count("<svg viewBox") >= 2
    assert page.count("<caption") >= 2
    assert f"{now:%Y-%m}: 3" in page
    assert f"{now.replace(year=now.year + 1, day=1):%Y-%m}: 3" in page
    assert len(queries) <= 15


def test_counts_of_others_are_not_shown(client: Client) -> None:
    now = clock.now()
    world, foreign = make_world(now=now), make_world(now=now)
    make_award(foreign, now=now)
    client = sign_in(client, world.person)
    path = f"/manage/{world.slug}/awards/insights"

    assert f"{now:%Y-%m}: 1" not in client.get(path).content.decode()
    query = {"achievement": str(foreign.version.achievement_id)}
    assert f"{now:%Y-%m}: 1" not in client.get(path, query).content.decode()
    assert client.get(f"/manage/{foreign.slug}/awards/insights").status_code == 404
