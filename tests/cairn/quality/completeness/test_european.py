"""Each element of Annex I: told, told in part where that can be, and not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.quality.completeness import Collection, Presence, Standing, measure_achievement, measure_credential
from cairn.quality.completeness.european import EU_ELEMENTS
from factories.lint_samples import (
    ACHIEVEMENT,
    SUBJECT,
    align,
    both,
    drop,
    put,
    sound_achievement,
    sound_credential,
    untouched,
)

if TYPE_CHECKING:
    from factories.lint_samples import Edit

P, Q, M = Presence.PRESENT, Presence.PARTLY, Presence.MISSING
ALIGNMENT = f"{ACHIEVEMENT}/alignment"
COUNTRY = "/issuer/address/addressCountryCode"
NO_ALIGNMENT = put(ALIGNMENT, [])
ENDORSED = put("/issuer/endorsement", [{"type": ["EndorsementCredential"]}])
BARE_CREDITS = both(put(ALIGNMENT, []), put(f"{ACHIEVEMENT}/creditsAvailable", 2))

CASES: tuple[tuple[str, str, Edit, Presence, str], ...] = (
    ("eu.learner", "identifiers", untouched, P, f"{SUBJECT}/identifier/0"),
    ("eu.learner", "a DID", drop(f"{SUBJECT}/identifier"), P, f"{SUBJECT}/id"),
    (
        "eu.learner",
        "an id that says nothing",
        both(drop(f"{SUBJECT}/identifier"), put(f"{SUBJECT}/id", "urn:uuid:1")),
        Q,
        f"{SUBJECT}/id",
    ),
    ("eu.learner", "nobody", drop(f"{SUBJECT}/identifier", f"{SUBJECT}/id"), M, ""),
    ("eu.title", "a name", untouched, P, f"{ACHIEVEMENT}/name"),
    ("eu.title", "a number", put(f"{ACHIEVEMENT}/name", "101"), Q, f"{ACHIEVEMENT}/name"),
    ("eu.title", "none", put(f"{ACHIEVEMENT}/name", " "), M, ""),
    ("eu.country", "a code", untouched, P, COUNTRY),
    ("eu.country", "a code in small letters", put(COUNTRY, "gb"), Q, COUNTRY),
    (
        "eu.country",
        "a country in words",
        put("/issuer/address", {"addressCountry": "Spain"}),
        Q,
        "/issuer/address/addressCountry",
    ),
    ("eu.country", "no address", drop("/issuer/address"), M, ""),
    ("eu.awarding_body", "id and name", untouched, P, "/issuer/id"),
    ("eu.awarding_body", "only an address", put("/issuer", "https://x.example.edu"), Q, "/issuer/id"),
    ("eu.awarding_body", "nobody", drop("/issuer"), M, ""),
    ("eu.date", "awarded", untouched, P, "/awardedDate"),
    ("eu.date", "valid from", drop("/awardedDate"), P, "/validFrom"),
    ("eu.date", "a day", put("/awardedDate", "2026-01-30"), Q, "/awardedDate"),
    ("eu.date", "none", drop("/awardedDate", "/validFrom"), M, ""),
    ("eu.outcomes", "skills", untouched, P, f"{ALIGNMENT}/0"),
    (
        "eu.outcomes",
        "a skill of ESCO without our type",
        both(NO_ALIGNMENT, align(targetName="a", targetUrl="http://data.europa.eu/esco/skill/1")),
        P,
        f"{ALIGNMENT}/0",
    ),
    (
        "eu.outcomes",
        "an alignment that says nothing of its kind",
        both(NO_ALIGNMENT, align(targetName="a", targetUrl="https://x.example.edu")),
        Q,
        f"{ALIGNMENT}/0",
    ),
    ("eu.outcomes", "none", NO_ALIGNMENT, M, ""),
    ("eu.workload", "hours", untouched, P, f"{ALIGNMENT}/4"),
    ("eu.workload", "ECTS credits", drop(f"{ALIGNMENT}/4"), P, f"{ACHIEVEMENT}/creditsAvailable"),
    ("eu.workload", "credits of nothing", BARE_CREDITS, Q, f"{ACHIEVEMENT}/creditsAvailable"),
    (
        "eu.workload",
        "hours in words",
        both(drop(f"{ACHIEVEMENT}/creditsAvailable"), put(f"{ALIGNMENT}/4/targetCode", "two days")),
        Q,
        f"{ALIGNMENT}/4",
    ),
    ("eu.workload", "none", drop(f"{ALIGNMENT}/4", f"{ACHIEVEMENT}/creditsAvailable"), M, ""),
    ("eu.level", "a level of the EQF", untouched, P, f"{ALIGNMENT}/2"),
    (
        "eu.level",
        "the address of a level of the EQF alone",
        both(
            NO_ALIGNMENT,
            align(targetName="4", targetUrl="http://data.europa.eu/snb/eqf/4", targetType="ext:EQFLevel"),
        ),
        P,
        f"{ALIGNMENT}/0",
    ),
    (
        "eu.level",
        "a level of nothing",
        both(NO_ALIGNMENT, align(targetName="4", targetUrl="urn:x:4", targetType="ext:EducationLevel")),
        Q,
        f"{ALIGNMENT}/0",
    ),
    ("eu.level", "none", NO_ALIGNMENT, M, ""),
    ("eu.assessment", "a type", untouched, P, f"{ALIGNMENT}/6"),
    ("eu.assessment", "only results", NO_ALIGNMENT, Q, f"{ACHIEVEMENT}/resultDescription/0"),
    (
        "eu.assessment",
        "a word that is on no list",
        both(NO_ALIGNMENT, align(targetName="a", targetUrl="urn:x:1", targetType="ext:AssessmentType")),
        Q,
        f"{ALIGNMENT}/0",
    ),
    ("eu.assessment", "none", both(NO_ALIGNMENT, drop(f"{ACHIEVEMENT}/resultDescription")), M, ""),
    ("eu.participation", "a form", untouched, P, f"{ALIGNMENT}/5"),
    (
        "eu.participation",
        "a word that is on no list",
        both(NO_ALIGNMENT, align(targetName="a", targetUrl="urn:x:1", targetType="ext:ModeOfParticipation")),
        Q,
        f"{ALIGNMENT}/0",
    ),
    ("eu.participation", "none", NO_ALIGNMENT, M, ""),
    ("eu.quality_assurance", "an agency", untouched, P, f"{ALIGNMENT}/9"),
    ("eu.quality_assurance", "only an endorsement", both(NO_ALIGNMENT, ENDORSED), Q, "/issuer/endorsement"),
    ("eu.quality_assurance", "none", NO_ALIGNMENT, M, ""),
    ("eu.prerequisites", "one", untouched, P, f"{ALIGNMENT}/10"),
    ("eu.prerequisites", "without address", drop(f"{ALIGNMENT}/10/targetUrl"), Q, f"{ALIGNMENT}/10"),
    ("eu.prerequisites", "none", NO_ALIGNMENT, M, ""),
    ("eu.supervision", "said", untouched, P, f"{ALIGNMENT}/8"),
    ("eu.supervision", "none", NO_ALIGNMENT, M, ""),
    ("eu.grade", "a result", untouched, P, f"{SUBJECT}/result/0"),
    (
        "eu.grade",
        "described, not reached",
        drop(f"{SUBJECT}/result"),
        Q,
        f"{ACHIEVEMENT}/resultDescription/0",
    ),
    (
        "eu.grade",
        "none",
        drop(f"{SUBJECT}/result", f"{ACHIEVEMENT}/resultDescription"),
        M,
        "",
    ),
    ("eu.stackability", "said", untouched, P, f"{ALIGNMENT}/11"),
    ("eu.stackability", "only credits", drop(f"{ALIGNMENT}/11"), Q, f"{ALIGNMENT}/3"),
    ("eu.stackability", "none", NO_ALIGNMENT, M, ""),
    ("eu.further_information", "criteria", untouched, P, f"{ACHIEVEMENT}/criteria/narrative"),
    (
        "eu.further_information",
        "a description",
        drop(f"{ACHIEVEMENT}/criteria"),
        Q,
        f"{ACHIEVEMENT}/description",
    ),
    (
        "eu.further_information",
        "none",
        drop(f"{ACHIEVEMENT}/criteria", f"{ACHIEVEMENT}/description"),
        M,
        "",
    ),
)


@pytest.mark.parametrize(
    ("code", "title", "edit", "presence", "where"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES]
)
def test_an_element_is_found(code: str, title: str, edit: Edit, presence: Presence, where: str) -> None:
    document = sound_credential()
    edit(document)
    reading = next(row for row in measure_credential(document).readings if row.code == code)

    assert reading.presence is presence
    assert (reading.where[0] if reading.where else "") == where
    assert bool(reading.mend) is (presence is not P)


def test_every_element_is_told_and_not_told_by_some_case() -> None:
    for element in EU_ELEMENTS:
        presences = {case[3] for case in CASES if case[0] == element.code}
        assert {P, M} <= presences, element.code


def test_the_annex_has_eleven_mandatory_elements_and_five_optional() -> None:
    standings = [element.standing for element in EU_ELEMENTS]

    assert standings == [Standing.MANDATORY] * 11 + [Standing.OPTIONAL] * 5


def test_an_achievement_is_not_asked_for_learner_and_date() -> None:
    found = measure_achievement(sound_achievement())
    elsewhere = [row.code for row in found.readings if row.presence is Presence.ELSEWHERE]

    assert elsewhere == ["eu.learner", "eu.date", "ctdl.status", "ctdl.cost"]


def test_an_achievement_without_creator_is_not_asked_for_the_awarding_body() -> None:
    achievement = sound_achievement()
    del achievement["creator"]
    found = measure_achievement(achievement)
    awarding = [row for row in found.of(Collection.EU, Standing.MANDATORY) if row.code == "eu.awarding_body"]

    assert awarding[0].presence is Presence.ELSEWHERE
    assert awarding[0].mend


def test_the_grade_of_an_achievement_is_what_there_can_be() -> None:
    found = measure_achievement(sound_achievement())
    grade = next(row for row in found.readings if row.code == "eu.grade")

    assert (grade.presence, grade.where[0]) == (Presence.PRESENT, "/resultDescription/0")
