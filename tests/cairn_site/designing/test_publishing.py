from __future__ import annotations

from dataclasses import replace

import pytest

from cairn.credentials.concepts import Assurance
from cairn.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_V3
from cairn.credentials.facts import LinkedAchievement, QualityAssurance, parse_facts
from cairn.credentials.figures import FigureKind, parse_descriptions
from cairn.credentials.validation import validate
from cairn_site.designing.content import Body, Content, LevelChoice, ResultField, ResultKind, SkillChoice
from cairn_site.designing.publishing import build_document, format_public, parse_public
from cairn_site.designing.starters import starters
from factories.designing import PLACE, PUBLISHER, make_full_content

EVERYTHING = make_full_content(
    quality_assurance=(
        QualityAssurance(kind=Assurance.INSTITUTION, name="Agency", url="https://agency.org/northside"),
    ),
    prerequisites=(LinkedAchievement(name="Basics", url="https://northside.edu/basics"),),
    stacks_into=(LinkedAchievement(name="Analyst", url="https://northside.edu/analyst"),),
    levels=(
        LevelChoice(framework="EQF", code="5"),
        LevelChoice(framework="QF-EHEA", code="short-cycle"),
        LevelChoice(framework="NFQ", code="6", url="https://nfq.ie/6"),
    ),
    results=(
        ResultField(key="percent", kind=ResultKind.PERCENT, name={"en": "Score"}, required="60"),
        ResultField(key="points", kind=ResultKind.POINTS, name={"en": "Points"}, minimum=0, maximum=30),
        ResultField(
            key="grade", kind=ResultKind.GRADE, name={"en": "Grade"}, allowed=("F", "C", "A"), required="C"
        ),
        *starters()["critical-thinking"].content.results,
        ResultField(key="status", kind=ResultKind.STATUS, name={"en": "Status"}),
    ),
    human_code="DA-1",
    criteria_url="https://northside.edu/criteria",
)


@pytest.mark.parametrize("language", ["en", "es"])
def test_validation_finds_nothing_in_an_achievement_with_everything(language: str) -> None:
    document = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE, language=language)

    assert validate(document, expected="Achievement") == ()


def test_the_facts_stand_where_the_profile_has_them() -> None:
    document = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE)

    facts = parse_facts(document)
    assert facts.workload_hours == 75
    assert document["creditsAvailable"] == 3
    assert [level.framework for level in facts.levels] == ["EQF", "QF-EHEA", "NFQ"]
    assert facts.quality_assurance == EVERYTHING.quality_assurance
    assert facts.prerequisites == EVERYTHING.prerequisites
    assert facts.stacks_into == EVERYTHING.stacks_into
    assert facts.participation == EVERYTHING.participation
    assert facts.supervision == EVERYTHING.supervision
    assert len(facts.outcomes) == len(EVERYTHING.outcomes) + len(EVERYTHING.skills)


def test_results_are_figures_grades_rubrics_and_states() -> None:
    document = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE)

    kinds = [row["resultType"] for row in document["resultDescription"]]  # type: ignore[union-attr,index,call-overload]
    assert kinds == ["Percent", "RawScore", "LetterGrade", "RubricCriterionLevel", "Status"]
    percent, points = parse_descriptions(document)
    assert (percent.kind, percent.required) == (FigureKind.PERCENT, 60)
    assert (points.minimum, points.maximum) == (0, 30)
    rubric = document["resultDescription"][3]  # type: ignore[index,call-overload]
    assert rubric["requiredLevel"] == f"{PLACE.address}#argument-level-3"
    assert len(rubric["rubricCriterionLevel"]) == 4


def test_a_translation_is_an_achievement_of_its_own_tied_to_the_original() -> None:
    original = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE)
    spanish = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE, language="es")

    assert spanish["id"] == f"{PLACE.address}/es"
    assert spanish["name"] == "Fundamentos de análisis de datos"
    assert spanish["inLanguage"] == "es"
    assert original["related"][0]["id"] == spanish["id"]  # type: ignore[index,call-overload]
    assert spanish["related"][0]["id"] == original["id"]  # type: ignore[index,call-overload]


def test_the_creator_is_the_organisation_or_the_other_body() -> None:
    other = replace(EVERYTHING, awarding_body=Body(name="Guild", url="https://guild.org"), country="DE")

    own = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE)["creator"]
    foreign = build_document(other, publisher=PUBLISHER, place=PLACE)["creator"]

    assert own["id"] == PUBLISHER.profile_url  # type: ignore[index,call-overload]
    assert own["address"]["addressCountryCode"] == "IE"  # type: ignore[index,call-overload]
    assert foreign["name"] == "Guild"  # type: ignore[index,call-overload]
    assert foreign["address"]["addressCountryCode"] == "DE"  # type: ignore[index,call-overload]


def test_price_and_dates_are_not_signed() -> None:
    content = replace(EVERYTHING, offer=replace(EVERYTHING.offer, price="120.00", currency="EUR"))

    assert build_document(content, publisher=PUBLISHER, place=PLACE) == build_document(
        EVERYTHING, publisher=PUBLISHER, place=PLACE
    )


def test_a_skill_that_is_gone_is_left_out() -> None:
    content = Content(
        name={"en": "x"}, description={"en": "y"}, skills=(SkillChoice(framework="cairn", code="gone"),)
    )

    assert "alignment" not in build_document(
        replace(content, criteria_url="https://x.org"), publisher=PUBLISHER, place=PLACE
    )


def test_what_is_served_has_the_context_and_comes_back_without_it() -> None:
    document = build_document(EVERYTHING, publisher=PUBLISHER, place=PLACE)
    data = format_public(document)

    assert data.startswith(b'{"@context"')
    assert CREDENTIALS_V2.encode() in data
    assert OPEN_BADGES_V3.encode() in data
    assert parse_public(data) == document
