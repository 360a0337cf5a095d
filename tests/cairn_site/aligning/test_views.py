from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def test_the_page_of_a_framework_lists_its_skills_by_group(visitor: Client) -> None:
    response = visitor.get("/skills/cairn")

    assert response.status_code == 200
    assert b"Critical thinking" in response.content
    assert b"Trades" in response.content


def test_the_page_searches_without_a_script(visitor: Client) -> None:
    response = visitor.get("/skills/cairn", {"q": "critico"})

    assert b"Critical thinking" in response.content
    assert b"Welding" not in response.content
    assert b"No skill fits" in visitor.get("/skills/cairn", {"q": "zzz"}).content


def test_a_skill_is_a_page_for_people_and_json_ld_for_programs(visitor: Client) -> None:
    page = visitor.get("/skills/cairn/welding", headers={"Accept": "text/html"})
    data = visitor.get("/skills/cairn/welding", headers={"Accept": "application/ld+json"})

    assert b'id="level-3"' in page.content
    assert data["Content-Type"] == "application/ld+json"
    assert data["Access-Control-Allow-Origin"] == "*"
    assert data.json()["@type"] == "ceasn:Competency"
    assert "Accept" in data["Vary"]


def test_what_is_not_there_is_missing(visitor: Client) -> None:
    assert visitor.get("/skills/none").status_code == 404
    assert visitor.get("/skills/cairn/none").status_code == 404


def test_a_search_answers_as_json(visitor: Client) -> None:
    found = visitor.get("/skills/search", {"q": "solda"}).json()["skills"]

    assert [skill["key"] for skill in found] == ["cairn/welding"]
    assert len(found[0]["levels"]) == 5
