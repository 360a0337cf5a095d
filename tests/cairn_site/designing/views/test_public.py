from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.designing import actions
from factories.designing import make_studio, publish
from factories.site import NOW

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

HTML = {"Accept": "text/html"}


def test_one_address_is_a_page_for_people_and_a_document_for_programs(
    visitor: Client, django_assert_max_num_queries: Any
) -> None:
    version = make_studio(is_published=True).newest()

    with django_assert_max_num_queries(15):
        page = visitor.get(f"/achievements/{version.id}", headers=HTML)
    data = visitor.get(f"/achievements/{version.id}")

    assert "Application microcredential" in page.content.decode()
    assert page["Vary"].startswith("Accept") or "Accept" in page["Vary"]
    assert data["Content-Type"] == "application/ld+json"
    assert data.content == bytes(version.document or b"")


def test_a_page_is_there_in_each_language_and_no_other(visitor: Client) -> None:
    version = make_studio(is_published=True).newest()

    page = visitor.get(f"/achievements/{version.id}/es", headers=HTML).content.decode()

    assert "Fundamentos de análisis de datos" in page
    assert 'lang="es"' in page
    assert visitor.get(f"/achievements/{version.id}/de", headers=HTML).status_code == 404
    assert visitor.get(f"/achievements/{version.id}/de").status_code == 404


def test_a_replaced_version_names_the_newer_one(visitor: Client) -> None:
    studio = make_studio(is_published=True)
    first = studio.newest()
    actions.freeze(actor=studio.actor, version_id=first.id, now=NOW)
    actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)
    second = publish(studio)

    page = visitor.get(f"/achievements/{first.id}", headers=HTML).content.decode()

    assert f'href="/achievements/{second.id}"' in page


def test_a_draft_is_not_there(visitor: Client) -> None:
    version = make_studio().newest()

    assert visitor.get(f"/achievements/{version.id}", headers=HTML).status_code == 404
    assert visitor.get(f"/achievements/{version.id}").status_code == 404


def test_an_image_cannot_do_anything(visitor: Client) -> None:
    image_id = make_studio().newest().image_id

    for kind, media_type in (("png", "image/png"), ("svg", "image/svg+xml")):
        response = visitor.get(f"/images/{image_id}.{kind}", headers=HTML)
        assert response["Content-Type"] == media_type
        assert "sandbox" in response["Content-Security-Policy"]
        assert "immutable" in response["Cache-Control"]
    assert visitor.get(f"/images/{image_id}.gif").status_code == 404
