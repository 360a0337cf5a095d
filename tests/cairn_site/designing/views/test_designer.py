from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn_site.designing import actions, queries
from cairn_site.designing.content import Content
from cairn_site.designing.imagery.drawing import Drawing, format_drawing
from cairn_site.designing.steps import STEPS, StepName
from cairn_site.designing.views.designer import fingerprint
from factories.designing import make_full_content, make_studio
from factories.site import NOW, make_person, sign_in

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

    from factories.designing import Studio

BASICS = {"name": "New name", "description": "New text", "language": "en", "achievement_type": "Badge"}


@pytest.fixture
def studio(client: Client) -> Studio:
    made = make_studio()
    sign_in(client, made.person)
    return made


def content_of(studio: Studio) -> Content:
    return queries.content_of(studio.newest())


@pytest.mark.parametrize("step", [step.name.value for step in STEPS])
def test_every_step_is_a_page_within_its_measure(
    client: Client, studio: Studio, step: str, django_assert_max_num_queries: Any
) -> None:
    client.get(studio.base)  # the first request of a session notes it

    with django_assert_max_num_queries(15):
        response = client.get(f"{studio.address}/design/{step}")

    assert response.status_code == 200
    assert len(response.content) < 150_000
    assert b'aria-current="step"' in response.content
    assert b" style=" not in response.content
    assert b"Ready to publish" in response.content


def test_saving_goes_on_to_the_next_step(client: Client, studio: Studio) -> None:
    response = client.post(f"{studio.address}/design/basics", {**BASICS, "do": "next"})

    assert response["Location"] == f"{studio.address}/design/image"
    assert content_of(studio).title == "New name"
    assert content_of(studio).name["es"] == "Fundamentos de análisis de datos"


@pytest.mark.parametrize(("do", "to"), [("back", "image"), ("go:review", "review"), ("save", "criteria")])
def test_every_way_out_of_a_step_saves_it(client: Client, studio: Studio, do: str, to: str) -> None:
    data = {"criteria_introduction": "Hello", "groups-TOTAL_FORMS": 0, "groups-INITIAL_FORMS": 0, "do": do}

    response = client.post(f"{studio.address}/design/criteria", data)

    assert response["Location"] == f"{studio.address}/design/{to}"
    assert content_of(studio).criteria_introduction["en"] == "Hello"
    assert content_of(studio).criteria == ()


def test_another_row_saves_and_shows_a_blank_one(client: Client, studio: Studio) -> None:
    group = {"groups-0-rule": "all", "groups-0-requirements": "Weld a seam"}
    data = {"groups-TOTAL_FORMS": 1, "groups-INITIAL_FORMS": 0, **group, "do": "more:groups"}

    page = client.post(f"{studio.address}/design/criteria", data).content.decode()

    assert 'name="groups-1-requirements"' in page
    assert "Weld a seam" in page
    assert content_of(studio).criteria[0].requirements[0]["en"] == "Weld a seam"


def test_a_row_that_was_saved_as_one_typed_is_there_after_the_next_save(
    client: Client, studio: Studio
) -> None:
    row = {"results-0-kind": "percent", "results-0-name": "Typed", "results-0-required": "50"}
    data = {"results-TOTAL_FORMS": 1, "results-INITIAL_FORMS": 0, **row}

    client.post(f"{studio.address}/design/results", {**data, "do": "autosave"})
    client.post(f"{studio.address}/design/results", {**data, "do": "save"})

    assert [one.name["en"] for one in content_of(studio).results] == ["Typed"]


def test_what_cannot_be_read_stays_on_the_page_and_the_rest_is_saved(client: Client, studio: Studio) -> None:
    response = client.post(f"{studio.address}/design/workload", {"hours": "forty", "eqf": "2", "do": "next"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="forty"' in page
    assert 'href="#id_hours"' in page
    assert content_of(studio).hours == 75
    assert content_of(studio).levels[0].code == "2"


def test_autosave_answers_with_the_card_the_stones_and_the_new_base(client: Client, studio: Studio) -> None:
    response = client.post(
        f"{studio.address}/design/basics", {**BASICS, "do": "autosave"}, headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert "New name" in page
    assert "Saved at" in page
    assert fingerprint(content_of(studio), StepName.BASICS) in page


def test_autosave_tells_what_could_not_be_read(client: Client, studio: Studio) -> None:
    page = client.post(f"{studio.address}/design/workload", {"hours": "x", "do": "autosave"}).content.decode()

    assert "Saved, but for one field" in page


def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(client: Client, studio: Studio) -> None:
    base = fingerprint(content_of(studio), StepName.BASICS)
    other = make_full_content(name={"en": "By another"})
    actions.save_draft(actor=studio.actor, achievement_id=studio.achievement.id, content=other, now=NOW)

    response = client.post(f"{studio.address}/design/basics", {**BASICS, "base": base, "do": "next"})

    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="New name"' in page
    assert content_of(studio).title == "By another"
    assert fingerprint(content_of(studio), StepName.BASICS) in page
    quiet = client.post(f"{studio.address}/design/basics", {**BASICS, "base": base, "do": "autosave"})
    assert "Somebody else has changed this step" in quiet.content.decode()
    assert content_of(studio).title == "By another"


def test_a_change_of_another_step_meanwhile_is_kept_beside(client: Client, studio: Studio) -> None:
    base = fingerprint(content_of(studio), StepName.BASICS)
    other = make_full_content(hours=80.0)
    actions.save_draft(actor=studio.actor, achievement_id=studio.achievement.id, content=other, now=NOW)

    client.post(f"{studio.address}/design/basics", {**BASICS, "base": base})

    assert (content_of(studio).title, content_of(studio).hours) == ("New name", 80)


def test_skills_are_found_and_added_without_a_script(client: Client, studio: Studio) -> None:
    rows = {"outside-TOTAL_FORMS": 0, "outside-INITIAL_FORMS": 0, "skills": 1, "skill": ["cairn/sql"]}

    found = client.post(
        f"{studio.address}/design/outcomes", {**rows, "q": "solda", "do": "search"}
    ).content.decode()
    client.post(f"{studio.address}/design/outcomes", {**rows, "add": "cairn/welding"})

    assert 'value="cairn/welding"' in found
    assert [one.code for one in content_of(studio).skills] == ["sql", "welding"]


def test_skills_are_found_as_one_types(client: Client, studio: Studio) -> None:
    page = client.get(f"{studio.base}/skills", {"q": "critico"}).content.decode()

    assert 'value="cairn/critical-thinking"' in page
    assert "<html" not in page
    assert "No skill begins so" in client.get(f"{studio.base}/skills", {"q": "zzz"}).content.decode()


def test_the_image_is_previewed_and_only_then_used(client: Client, studio: Studio) -> None:
    before = studio.newest().image_id
    choices = format_drawing(Drawing(text="Welding", icon="flag"))

    live = client.get(f"{studio.base}/drawing", choices).content.decode()
    page = client.post(f"{studio.address}/design/image", {**choices, "do": "preview"}).content.decode()
    assert live.lstrip().startswith("<svg")
    assert live.strip() in page
    assert studio.newest().image_id == before
    client.post(f"{studio.address}/design/image", {**choices, "caption": "A flag", "do": "next"})

    image = studio.newest().image
    assert image is not None
    assert image.drawing["text"] == "Welding"
    assert content_of(studio).image_caption["en"] == "A flag"


def test_choices_that_cannot_be_drawn_are_told(client: Client, studio: Studio) -> None:
    choices = {**format_drawing(Drawing()), "text": "Ж"}

    assert "bundled letters" in client.get(f"{studio.base}/drawing", choices).content.decode()
    assert client.post(f"{studio.address}/design/image", choices).status_code == 422


def test_an_upload_takes_the_place_of_the_design(client: Client, studio: Studio) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h5v5z"/></svg>'
    evil = svg.replace(b"<path", b"<script>alert(1)</script><path")

    refused = client.post(
        f"{studio.address}/design/image", {"do": "upload", "image": SimpleUploadedFile("a.svg", evil)}
    )
    taken = client.post(
        f"{studio.address}/design/image", {"do": "upload", "image": SimpleUploadedFile("a.svg", svg)}
    )

    assert refused.status_code == 422
    assert b"no part of a plain picture" in refused.content
    assert taken.status_code == 302
    image = studio.newest().image
    assert image is not None
    assert image.drawing is None


def test_the_review_shows_the_document_and_stops_what_is_not_ready(client: Client, studio: Studio) -> None:
    page = client.get(f"{studio.address}/design/review").content.decode()
    assert "ext:CreditSystem" in page
    assert " disabled" not in page

    actions.save_draft(actor=studio.actor, achievement_id=studio.achievement.id, content=Content(), now=NOW)
    page = client.get(f"{studio.address}/design/review").content.decode()
    assert " disabled" in page


def test_texts_of_people_are_escaped(client: Client, studio: Studio) -> None:
    name = "<script>alert(1)</script>"
    client.post(f"{studio.address}/design/basics", {**BASICS, "name": name})

    for path in ("/design/basics", "/design/review", ""):
        assert name not in client.get(f"{studio.address}{path}").content.decode()


def test_a_step_that_there_is_not_is_missing_and_a_published_one_has_no_steps(
    client: Client, studio: Studio
) -> None:
    assert client.get(f"{studio.address}/design/none").status_code == 404
    client.post(f"{studio.address}/publish")

    assert client.get(f"{studio.address}/design/basics")["Location"] == studio.address


def test_a_stranger_finds_no_step(client: Client) -> None:
    studio = make_studio()
    sign_in(client, make_person())

    assert client.get(f"{studio.address}/design/basics").status_code == 404
    assert client.post(f"{studio.address}/design/basics", BASICS).status_code == 404
    assert content_of(studio).title == "Data analysis foundations"
