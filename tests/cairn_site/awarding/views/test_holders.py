"""The table of holders, bulk actions and the export, through HTTP."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn_site.awarding.models import Award
from cairn_site.platform.models import AuditEntry, Job, Message
from cairn_site.platform.worker import work_until_idle
from factories.awarding import World, make_award, make_world
from factories.site import sign_in


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(client: Client, world: World) -> Client:
    return sign_in(client, world.person)


def page_of(client: Client, world: World, **query: str) -> str:
    return client.get(f"/manage/{world.slug}/awards", query).content.decode()


def rows_of(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_an_empty_table_says_what_to_do(client: Client, world: World) -> None:
    assert "Nothing was awarded yet" in page_of(client, world)
    assert "No award fits" in page_of(client, world, search="nobody")


def test_pages_lead_on(client: Client, world: World) -> None:
    for n in range(27):
        make_award(world, name=f"Holder {n:02}", sends_mail=False)
    first = page_of(client, world)
    after = first.split("after=")[1].split('"')[0]
    second = page_of(client, world, after=after)

    assert first.count('name="award"') == 25
    assert second.count('name="award"') == 2
    assert "27 awards" in first
    assert 'rel="next"' not in second


def test_filters_stay_in_the_links(client: Client, world: World) -> None:
    for n in range(26):
        make_award(world, name=f"Holder {n:02}", sends_mail=False)

    assert "search=holder&amp;after=" in page_of(client, world, search="holder")


def test_awards_of_others_are_not_shown(client: Client, world: World) -> None:
    foreign = make_world()
    make_award(foreign, name="Secret Person")

    assert "Secret Person" not in page_of(client, world)
    assert client.get(f"/manage/{foreign.slug}/awards").status_code == 404
    assert client.get(f"/manage/{foreign.slug}/awards/export").status_code == 404


def test_the_export_has_every_award_and_no_formula(client: Client, world: World) -> None:
    make_award(world, name="=HYPERLINK(1)")
    make_award(make_world())
    rows = rows_of(client.get(f"/manage/{world.slug}/awards/export"))

    assert len(rows) == 2
    assert rows[0][:3] == ["id", "name", "email"]
    assert rows[1][1] == "'=HYPERLINK(1)"
    assert AuditEntry.objects.filter(action="award.export").exists()


def choose(client: Client, world: World, awards: list[Award], **data: str) -> Any:
    return client.post(
        f"/manage/{world.slug}/awards/bulk", {"award": [str(award.id) for award in awards], **data}
    )


def test_several_are_revoked_after_a_reason_was_given(client: Client, world: World) -> None:
    awards = [make_award(world, sends_mail=False) for _ in range(2)]
    asked = choose(client, world, awards, action="revoke")
    assert "Revoke 2 awards?" in asked.content.decode()
    assert not Job.objects.exists()

    answer = choose(client, world, awards, action="revoke", reason="The course was void")
    work_until_idle()
    page = client.get(answer["Location"]).content.decode()

    assert set(Award.objects.values_list("state", flat=True)) == {"revoked"}
    assert "2 changed" in page
    assert "hx-get" not in page


def test_several_are_reminded(client: Client, world: World) -> None:
    awards = [make_award(world, sends_mail=False) for _ in range(2)]
    choose(client, world, awards, action="remind")

    assert Message.objects.count() == 2


def test_chosen_awards_of_others_are_left_out(client: Client, world: World) -> None:
    foreign = make_award(make_world(), sends_mail=False)
    own = make_award(world, sends_mail=False)

    assert len(rows_of(choose(client, world, [foreign, own], action="export"))) == 2
    choose(client, world, [foreign], action="remind")
    choose(client, world, [foreign], action="revoke", reason="Spite")
    work_until_idle()
    foreign.refresh_from_db()
    assert foreign.state == "awarded"
    assert not Message.objects.exists()
    asked = choose(client, world, [foreign], action="revoke").content.decode()
    assert foreign.name not in asked


def test_nothing_chosen_is_said(client: Client, world: World) -> None:
    answer = client.post(f"/manage/{world.slug}/awards/bulk", {"action": "revoke"}, follow=True)

    assert "Choose at least one award" in answer.content.decode()


def test_a_job_of_others_is_not_there(client: Client, world: World) -> None:
    foreign = make_world()
    award = make_award(foreign)
    choose(sign_in(Client(), foreign.person), foreign, [award], action="revoke", reason="Void")

    job = Job.objects.get()
    assert client.get(f"/manage/{world.slug}/awards/jobs/{job.id}").status_code == 404


def test_the_page_asks_few_questions(client: Client, world: World) -> None:
    for _ in range(25):
        make_award(world, sends_mail=False)
    page_of(client, world)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, world)

    assert len(queries) <= 15
