"""What can be achieved: Achievement with its criteria, alignments and result descriptions.

Open Badges 3.0, B.1: Achievement, Criteria, Alignment, Related, ResultDescription, RubricCriterionLevel.
Texts may be given in several languages; the Achievement then takes those of its own ``in_language``, because
the schemas of Open Badges want one text, and its translations are Achievements of their own, tied by
``related``.
``tests/cairn/credentials/builders/test_achievements.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.credentials.achievements import Achievement, Criteria, Related
from cairn.credentials.builders.assembly import array, assemble, types
from cairn.credentials.language import text_in
from cairn.credentials.results import Alignment, ResultDescription, RubricCriterionLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.canonical.strict_json import JsonObject
    from cairn.credentials.language import Texts


def build_alignment(
    *,
    name: str,
    url: str,
    target_type: str | None = None,
    framework: str | None = None,
    code: str | None = None,
    description: str | None = None,
) -> JsonObject:
    """Return an Alignment to a node of a framework at ``url``."""
    return assemble(
        Alignment,
        {
            "type": types("Alignment"),
            "targetName": name,
            "targetUrl": url,
            "targetType": target_type,
            "targetFramework": framework,
            "targetCode": code,
            "targetDescription": description,
        },
    )


def build_criteria(*, narrative: str | None = None, url: str | None = None) -> JsonObject:
    """Return Criteria: ``narrative`` in Markdown, ``url`` of a page that tells them, or both."""
    return assemble(Criteria, {"id": url, "narrative": narrative})


def build_related(
    *, identifier: str, in_language: str | None = None, version: str | None = None
) -> JsonObject:
    """Return the link to another version or translation of an Achievement."""
    members = {"id": identifier, "inLanguage": in_language, "version": version}
    return assemble(Related, {"type": types("Related"), **members})


def build_rubric_level(
    *,
    identifier: str,
    name: str,
    description: str | None = None,
    level: str | None = None,
    points: str | None = None,
    alignment: Sequence[JsonObject] = (),
) -> JsonObject:
    """Return one RubricCriterionLevel."""
    return assemble(
        RubricCriterionLevel,
        {
            "id": identifier,
            "type": types("RubricCriterionLevel"),
            "name": name,
            "description": description,
            "level": level,
            "points": points,
            "alignment": array(alignment),
        },
    )


def build_result_description(
    *,
    identifier: str,
    name: str,
    result_type: str,
    value_min: str | None = None,
    value_max: str | None = None,
    required_value: str | None = None,
    allowed_value: Sequence[str] = (),
    rubric_criterion_level: Sequence[JsonObject] = (),
    required_level: str | None = None,
    alignment: Sequence[JsonObject] = (),
) -> JsonObject:
    """Return a ResultDescription; values and levels stand from low to high."""
    return assemble(
        ResultDescription,
        {
            "id": identifier,
            "type": types("ResultDescription"),
            "name": name,
            "resultType": result_type,
            "valueMin": value_min,
            "valueMax": value_max,
            "requiredValue": required_value,
            "allowedValue": array(allowed_value),
            "rubricCriterionLevel": array(rubric_criterion_level),
            "requiredLevel": required_level,
            "alignment": array(alignment),
        },
    )


def build_achievement(
    *,
    identifier: str,
    name: Texts,
    description: Texts,
    criteria: JsonObject,
    achievement_type: str | None = "MicroCredential",
    in_language: str | None = None,
    version: str | None = None,
    creator: JsonObject | None = None,
    credits_available: float | None = None,
    field_of_study: Texts | None = None,
    specialization: Texts | None = None,
    human_code: str | None = None,
    image: JsonObject | None = None,
    alignment: Sequence[JsonObject] = (),
    result_description: Sequence[JsonObject] = (),
    related: Sequence[JsonObject] = (),
    other_identifier: Sequence[JsonObject] = (),
    endorsement: Sequence[JsonObject] = (),
    tag: Sequence[str] = (),
    more_types: Sequence[str] = (),
) -> JsonObject:
    """Return an Achievement; ``identifier`` is its URI and ``in_language`` the language of its texts.

    Raises ``DocumentError`` as validation would, and ``UsageError`` ``language.missing`` where a text is not
    given in ``in_language``.
    """

    def chosen(texts: Texts | None) -> str | None:
        return None if texts is None else text_in(texts, language=in_language or "")

    return assemble(
        Achievement,
        {
            "id": identifier,
            "type": types("Achievement", more_types),
            "name": chosen(name),
            "description": chosen(description),
            "criteria": criteria,
            "achievementType": achievement_type,
            "inLanguage": in_language,
            "version": version,
            "creator": creator,
            "creditsAvailable": credits_available,
            "fieldOfStudy": chosen(field_of_study),
            "specialization": chosen(specialization),
            "humanCode": human_code,
            "image": image,
            "alignment": array(alignment),
            "resultDescription": array(result_description),
            "related": array(related),
            "otherIdentifier": array(other_identifier),
            "endorsement": array(endorsement),
            "tag": array(tag),
        },
    )
