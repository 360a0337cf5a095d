"""The pages on which mails and certificates are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.awarding.models import Branding, LetterText
from cairn_site.organisations.models import Right
from factories.awarding import make_world
from factories.site import make_member, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from factories.awarding import World

DESIGN = {"layout": "band", "accent": "#6b2d5c", "shown": ["logo", "code"], "heading": "Diploma"}


@pytest.fixture
def world(client: Client) -> World:
    made = make_world()
    sign_in(client, made.person)
    return made


def letter_path(world: World, *, kind: str = "award", language: str = "en", then: str = "") -> str:
    return f"/manage/{world.slug}/templates/mails/{kind}/{language}{then}"


def test_the_overview_shows_mails_and_the_certificate(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = client.get(f"/manage/{world.slug}/templates")

    assert page.status_code == 200
    assert b"<svg" in page.content
    assert letter_path(world, kind="reminder", language="es").encode() in page.content


def test_a_mail_is_saved(client: Client, world: World) -> None:
    answer = client.post(letter_path(world), {"subject": "Hello {holder}", "body": "[Open]({link})"})

    assert answer.status_code == 302
    assert LetterText.objects.get().subject == "Hello {holder}"


def test_an_unknown_placeholder_is_shown_beside_the_text_with_its_place(client: Client, world: World) -> None:
    answer = client.post(letter_path(world), {"subject": "Hello", "body": "Hello\n\nyou {nobody}"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Line 3, column 5" in page
    assert "you {nobody}" in page
    assert not LetterText.objects.exists()


def test_the_preview_shows_what_is_in_the_form_and_keeps_nothing(client: Client, world: World) -> None:
    answer = client.post(
        letter_path(world, then="/preview"),
        {"subject": "Hi {holder}", "body": "<b>x</b> **{achievement}** {link}"},
    )

    page = answer.content.decode()
    assert "Hi Maria Sample" in page
    assert "<strong>Caring for research data</strong>" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert not LetterText.objects.exists()


def test_the_preview_can_do_nothing_but_be_looked_at_from_here(client: Client, world: World) -> None:
    answer = client.get(letter_path(world, then="/preview"))

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'none'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_is_put_back(client: Client, world: World) -> None:
    client.post(letter_path(world), {"subject": "Hello", "body": "{link}"})

    client.post(letter_path(world, then="/reset"))

    assert not LetterText.objects.exists()


@pytest.mark.parametrize(("kind", "language"), [("nothing", "en"), ("award", "xx")])
def test_kinds_and_languages_that_are_not_there(
    client: Client, world: World, kind: str, language: str
) -> None:
    assert client.get(letter_path(world, kind=kind, language=language)).status_code == 404


def test_the_certificate_is_saved(client: Client, world: World) -> None:
    answer = client.post(f"/manage/{world.slug}/templates/certificate?language=en", DESIGN)

    assert answer.status_code == 302
    kept = Branding.objects.get()
    assert (kept.layout, kept.accent, kept.texts["en"]["heading"]) == ("band", "#6b2d5c", "Diploma")


def test_a_preview_of_the_certificate_keeps_nothing(client: Client, world: World) -> None:
    path = f"/manage/{world.slug}/templates/certificate?language=en"
    live = client.post(path, DESIGN, headers={"HX-Request": "true"})
    plain = client.post(path, {**DESIGN, "preview": "1"})

    assert b"Diploma" in live.content
    assert b"<html" not in live.content
    assert b"Diploma" in plain.content
    assert not Branding.objects.exists()


@pytest.mark.parametrize(
    "change", [{"accent": "#ffff00"}, {"heading": "{whom}"}, {"layout": "mosaic"}, {"shown": ["everything"]}]
)
def test_what_cannot_be_chosen_is_refused(client: Client, world: World, change: dict[str, object]) -> None:
    answer = client.post(f"/manage/{world.slug}/templates/certificate?language=en", {**DESIGN, **change})

    assert answer.status_code == 422
    assert not Branding.objects.exists()


def test_the_certificate_is_put_back(client: Client, world: World) -> None:
    client.post(f"/manage/{world.slug}/templates/certificate?language=en", DESIGN)

    client.post(f"/manage/{world.slug}/templates/certificate/reset")

    assert not Branding.objects.exists()


PATHS = (
    "templates", "templates/certificate", "templates/certificate/reset", "templates/mails/award/en",
    "templates/mails/award/en/preview", "templates/mails/award/en/reset",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_strangers_find_nothing(client: Client, path: str) -> None:
    other = make_world()
    sign_in(client, make_world().person)
    address = f"/manage/{other.slug}/{path}"

    answer = client.post(address) if path.endswith("reset") else client.get(address)

    assert answer.status_code == 404


@pytest.mark.parametrize("path", PATHS[1:])
def test_members_without_the_right_are_told(client: Client, path: str) -> None:
    world = make_world()
    reader = make_person()
    make_member(reader, world.organisation, rights=(Right.READ,))
    sign_in(client, reader)
    address = f"/manage/{world.slug}/{path}"

    answer = client.post(address) if path.endswith("reset") else client.get(address)

    assert answer.status_code == 403
