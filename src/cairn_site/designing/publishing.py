"""Content as an Achievement of Open Badges 3.0.

The builders of the library make it, in the words of ``docs/formats/credential-profile.md``.

One document for each language, tied by ``related``; the original stands at the address of the version, a
translation at that address followed by its language. What Open Badges has no member for and the profile no
word (price and dates, how long an award holds) stays out: the first is on the page, the second in each award.
``tests/cairn_site/designing/test_publishing.py`` proves that validation finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import translation

from cairn.canonical import strict_json
from cairn.credentials.builders import (
    build_achievement,
    build_address,
    build_criteria,
    build_image,
    build_profile,
    build_related,
    build_result_description,
    build_rubric_level,
)
from cairn.credentials.concepts import TargetType
from cairn.credentials.contexts import CREDENTIALS_V2, OPEN_BADGES_V3
from cairn.credentials.facts import Facts, Level, Outcome, eqf_level, format_facts
from cairn.credentials.figures import FigureDescription, FigureKind, format_description
from cairn_site.aligning.queries import as_alignment, shelve_skills
from cairn_site.designing.content import ResultKind
from cairn_site.designing.narrative import format_criteria, text_for
from cairn_site.designing.words import QF_EHEA, labels

if TYPE_CHECKING:
    from uuid import UUID

    from cairn.canonical.strict_json import JsonObject
    from cairn_site.aligning.queries import Shelf
    from cairn_site.designing.content import Content, LevelChoice, ResultField

EHEA_URL: Final = "https://ehea.info/page-qualification-frameworks"
"""Where the framework of the European Higher Education Area is described; its cycles have no address each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """What a document says of the organisation that publishes it."""

    id: UUID
    profile_url: str
    name: str
    url: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a version stands: its address, its number, and the address of its image."""

    address: str
    number: int = 1
    image_url: str = ""

    def in_language(self, content: Content, language: str) -> str:
        """Return the address of the document in a language of the content."""
        return self.address if language == content.language else f"{self.address}/{language}"


def build_document(
    content: Content, *, publisher: Publisher, place: Place, language: str = "", shelf: Shelf | None = None
) -> JsonObject:
    """Return content as an Achievement in one of its languages, the original if none is named.

    ``shelf`` holds the skills of the content where they were read already. Raises ``DocumentError``
    ``credential.*`` as validation would, and ``UsageError`` as the facts do.
    """
    spoken = language or content.language
    address = place.in_language(content, spoken)
    criteria = format_criteria(content, language=spoken)
    caption = text_for(content.image_caption, content, language=spoken)
    image = None
    if place.image_url:
        image = build_image(url=place.image_url, caption=caption or None)
    return build_achievement(
        identifier=address,
        name=text_for(content.name, content, language=spoken),
        description=text_for(content.description, content, language=spoken),
        criteria=build_criteria(narrative=criteria or None, url=content.criteria_url or None),
        achievement_type=content.achievement_type or None,
        in_language=spoken,
        version=str(place.number),
        creator=_build_creator(content, publisher),
        credits_available=content.credits,
        field_of_study=content.field_of_study or None,
        human_code=content.human_code or None,
        image=image,
        alignment=_build_alignments(
            content, shelf or shelve(content, publisher.id), address=address, language=spoken
        ),
        result_description=[
            _build_result(content, result, address=address, language=spoken) for result in content.results
        ],
        related=[
            build_related(
                identifier=place.in_language(content, other), in_language=other, version=str(place.number)
            )
            for other in content.languages
            if other != spoken
        ],
        tag=list(content.tags),
    )


def shelve(content: Content, organisation_id: UUID | None) -> Shelf:
    """Read the skills of content."""
    keys = [(one.framework, one.code) for one in content.skills]
    return shelve_skills(keys, organisation_id=organisation_id)


def format_public(document: JsonObject) -> bytes:
    """Return the bytes of an Achievement as they are served: the document with its context."""
    return strict_json.format({"@context": [CREDENTIALS_V2, OPEN_BADGES_V3], **document})


def parse_public(data: bytes) -> JsonObject:
    """Return the Achievement that bytes of :func:`format_public` hold, without its context."""
    document = strict_json.parse_object(data)
    document.pop("@context", None)
    return document


def _build_creator(content: Content, publisher: Publisher) -> JsonObject:
    country = content.country or publisher.country
    address = build_address(country_code=country) if country else None
    body = content.awarding_body
    if body is not None and body.name and body.url:
        return build_profile(identifier=body.url, name=body.name, url=body.url, address=address)
    return build_profile(
        identifier=publisher.profile_url,
        name=publisher.name,
        url=publisher.url or None,
        address=address,
    )


def _build_alignments(content: Content, shelf: Shelf, *, address: str, language: str) -> list[JsonObject]:
    chosen = shelf.in_language(language)
    skills = [
        as_alignment(chosen[one.framework, one.code], one.level)
        for one in content.skills
        if (one.framework, one.code) in chosen
    ]
    outcomes = [
        Outcome(
            name=text_for(text, content, language=language),
            url=f"{address}#outcome-{number}",
            target_type=TargetType.LEARNING_OUTCOME,
        )
        for number, text in enumerate(content.outcomes, start=1)
    ]
    outside = [
        Outcome(
            name=one.name,
            url=one.url,
            target_type=TargetType(one.kind.value),
            framework=one.framework,
            code=one.code,
            description=one.description,
        )
        for one in content.outside_skills
    ]
    facts = Facts(
        outcomes=(*outcomes, *outside),
        levels=tuple([_level(choice, language=language) for choice in content.levels]),
        credit_system=content.credit_system if content.credits is not None else None,
        workload_hours=content.hours,
        participation=content.participation,
        assessment_types=content.assessment_types,
        supervision=content.supervision,
        quality_assurance=content.quality_assurance,
        prerequisites=content.prerequisites,
        stacks_into=content.stacks_into,
    )
    return [*skills, *format_facts(facts, labels=labels(language))]


def _level(choice: LevelChoice, *, language: str) -> Level:
    if choice.framework == "EQF" and choice.code.isdigit():
        return eqf_level(int(choice.code))
    if choice.framework == "QF-EHEA" and choice.code in QF_EHEA:
        with translation.override(language):
            name = f"QF-EHEA: {QF_EHEA[choice.code]}"
        return Level(framework="QF-EHEA", code=choice.code, url=choice.url or EHEA_URL, name=name)
    return Level(framework=choice.framework, code=choice.code, url=choice.url)


def _build_result(content: Content, result: ResultField, *, address: str, language: str) -> JsonObject:
    identifier = f"{address}#{result.key}"
    name = text_for(result.name, content, language=language)
    required = result.required or None
    if result.kind in (ResultKind.PERCENT, ResultKind.POINTS):
        figure = FigureDescription(
            identifier=identifier,
            kind=FigureKind.PERCENT if result.kind is ResultKind.PERCENT else FigureKind.RAW_SCORE,
            name=name,
            minimum=result.minimum,
            maximum=result.maximum,
            required=None if required is None else float(required),
        )
        return format_description(figure)
    if result.kind is ResultKind.GRADE:
        grades = result.allowed
        return build_result_description(
            identifier=identifier,
            name=name,
            result_type="LetterGrade",
            value_min=grades[0] if grades else None,
            value_max=grades[-1] if grades else None,
            required_value=required,
            allowed_value=grades,
        )
    if result.kind is ResultKind.RUBRIC:
        levels = [
            build_rubric_level(
                identifier=f"{identifier}-level-{number}",
                name=text_for(level.name, content, language=language),
                description=text_for(level.description, content, language=language) or None,
                level=str(number),
                points=level.points or None,
            )
            for number, level in enumerate(result.levels, start=1)
        ]
        return build_result_description(
            identifier=identifier,
            name=name,
            result_type="RubricCriterionLevel",
            rubric_criterion_level=levels,
            required_level=None if required is None else f"{identifier}-level-{required}",
        )
    return build_result_description(identifier=identifier, name=name, result_type="Status")
