"""The certificate of a credential, for anybody who has its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

from cairn_site.awarding import actions
from cairn_site.awarding.models import Award
from factories.awarding import make_award, make_content, make_version, make_world
from factories.site import NOW

if TYPE_CHECKING:
    from django.test import Client


def test_anybody_prints_the_certificate_of_a_public_credential(
    client: Client, django_assert_max_num_queries: object
) -> None:
    world = make_world()
    award = make_award(world)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = client.get(f"/credentials/{award.id}/certificate")

    assert page.status_code == 200
    text = page.content.decode()
    assert award.name in text
    assert "localhost:8000/credentials/" in text
    assert str(award.id) in text
    assert "style=" not in text


def test_the_code_on_it_is_that_of_the_credentials_address(client: Client) -> None:
    award = make_award(make_world())
    code = segno.make(f"http://localhost:8000/credentials/{award.id}", error="m", micro=False)

    drawn = client.get(f"/credentials/{award.id}/certificate.svg").content.decode()

    assert drawn.count("h") > 0
    path = drawn.partition('<path d="')[2].partition('"')[0]
    assert path.count("M") == sum(sum(1 for cell in row if cell) for row in code.matrix)


def test_the_sheet_alone_can_do_nothing(client: Client) -> None:
    award = make_award(make_world(), name='<script>alert("1")</script>')

    answer = client.get(f"/credentials/{award.id}/certificate.svg")

    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert b"<script" not in answer.content


def test_what_was_revoked_says_so_across_the_sheet(client: Client) -> None:
    world = make_world()
    award = make_award(world)
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=award.id, reason="Wrong", now=NOW
    )

    text = client.get(f"/credentials/{award.id}/certificate.svg").content.decode()

    assert ">Revoked</text>" in text


def test_it_is_written_in_the_language_of_the_achievement(client: Client) -> None:
    world = make_world()
    content = {"language": "es", "name": {"es": "Cuidar datos"}, "description": {"es": "Cuida datos."}}
    base = make_content()
    spanish = {
        "criteria": tuple(
            type(group)(requirements=tuple({"es": next(iter(one.values()))} for one in group.requirements))
            for group in base.criteria
        ),
        "outcomes": ({"es": "Planear."},),
        "results": (),
    }
    world.version = make_version(world.organisation, world.person, **content, **spanish)
    award = make_award(world)

    text = client.get(f"/credentials/{award.id}/certificate.svg").content.decode()

    assert 'lang="es"' in text
    assert "marzo" in text or "noviembre" in text or " de " in text


def test_a_credential_that_is_not_public_has_no_certificate(client: Client) -> None:
    award = make_award(make_world())
    Award.objects.filter(id=award.id).update(is_public=False)

    for path in ("certificate", "certificate.svg"):
        assert client.get(f"/credentials/{award.id}/{path}").status_code == 404


def test_the_page_of_the_credential_leads_to_it(client: Client) -> None:
    award = make_award(make_world())

    page = client.get(f"/credentials/{award.id}", headers={"Accept": "text/html"})

    assert f"/credentials/{award.id}/certificate".encode() in page.content
