from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.quality.completeness import Presence, Standing, measure_achievement
from cairn.quality.completeness.ctdl import CTDL_ELEMENTS
from factories.lint_samples import drop, put, sound_achievement, untouched

if TYPE_CHECKING:
    from factories.lint_samples import Edit

P, Q, M, E = Presence.PRESENT, Presence.PARTLY, Presence.MISSING, Presence.ELSEWHERE


@pytest.mark.parametrize(
    ("code", "edit", "presence", "where"),
    [
        ("ctdl.type", untouched, P, "/achievementType"),
        ("ctdl.type", put("/achievementType", "Achievement"), Q, "/achievementType"),
        ("ctdl.type", drop("/achievementType"), M, ""),
        ("ctdl.name", untouched, P, "/name"),
        ("ctdl.name", drop("/name"), M, ""),
        ("ctdl.description", untouched, P, "/description"),
        ("ctdl.description", put("/description", "Food labels."), Q, "/description"),
        ("ctdl.description", drop("/description"), M, ""),
        ("ctdl.status", untouched, E, ""),
        ("ctdl.subject_webpage", untouched, P, "/id"),
        ("ctdl.subject_webpage", put("/criteria/id", "https://x.example.edu/c"), P, "/criteria/id"),
        ("ctdl.subject_webpage", put("/id", "urn:uuid:1"), M, ""),
        ("ctdl.language", untouched, P, "/inLanguage"),
        ("ctdl.language", drop("/inLanguage"), M, ""),
        ("ctdl.owner", untouched, P, "/creator/id"),
        ("ctdl.owner", put("/creator", {"id": "https://x.example.edu"}), Q, "/creator/id"),
        ("ctdl.owner", drop("/creator"), E, ""),
        ("ctdl.cost", untouched, E, ""),
        ("ctdl.duration", untouched, P, "/alignment/4"),
        ("ctdl.competencies", drop("/alignment"), M, ""),
        ("ctdl.quality_assurance", drop("/alignment"), M, ""),
    ],
)
def test_an_element_is_found(code: str, edit: Edit, presence: Presence, where: str) -> None:
    achievement = sound_achievement()
    edit(achievement)
    reading = next(row for row in measure_achievement(achievement).readings if row.code == code)

    assert reading.presence is presence
    assert (reading.where[0] if reading.where else "") == where


def test_a_name_with_its_language_tells_the_language_in_part() -> None:
    achievement = sound_achievement()
    del achievement["inLanguage"]
    achievement["name"] = {"@value": "Labels", "@language": "en"}
    reading = next(row for row in measure_achievement(achievement).readings if row.code == "ctdl.language")

    assert (reading.presence, reading.where) == (Q, ("/name",))


def test_the_site_of_the_issuer_tells_the_page_in_part() -> None:
    achievement = sound_achievement()
    achievement["id"] = "urn:uuid:1"
    found = measure_achievement(achievement, issuer={"id": "did:web:x.edu", "url": "https://x.example.edu"})
    reading = next(row for row in found.readings if row.code == "ctdl.subject_webpage")

    assert (reading.presence, reading.where) == (Q, ("/issuer/url",))


def test_seven_are_asked_for_and_four_recommended() -> None:
    standings = [element.standing for element in CTDL_ELEMENTS]

    assert standings == [Standing.MANDATORY] * 7 + [Standing.OPTIONAL] * 4
