"""What was reached, and what could be: Result, ResultDescription and RubricCriterionLevel.

Open Badges 3.0, B.1.19 to B.1.21. The standard ties a Result to its ResultDescription by ``id`` and bounds
its value by it; no JSON Schema can say that, so the rules here do.
``tests/cairn/credentials/test_strictness.py`` proves each.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from cairn.credentials.findings import Findings, failure
from cairn.credentials.kinds import LINK, TEXT, URI, WORDS, vocabulary
from cairn.credentials.view import View, many, missing_member, node, objects, optional, required, type_set
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
TARGET_TYPE: Final = vocabulary(
    "ceasn:Competency",
    "ceterms:Credential",
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
    extensible=True,
)
RESULT_TYPE: Final = vocabulary(
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
    extensible=True,
)
RESULT_STATUS: Final = vocabulary(
    "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"
)


class Alignment(View):
    """A node of a framework that something is aligned to: a competency, a level, a mode."""

    __slots__ = ()
    types = type_set("Alignment")
    target_code = optional(TEXT)
    target_description = optional(TEXT)
    target_name = required(TEXT)
    target_framework = optional(TEXT)
    target_type = optional(TARGET_TYPE)
    target_url = required(LINK)


class RubricCriterionLevel(View):
    """One level of performance in a rubric."""

    __slots__ = ()
    id = required(URI)
    types = type_set("RubricCriterionLevel")
    alignment = many(node(Alignment))
    description = optional(WORDS)
    level = optional(TEXT)
    name = required(WORDS)
    points = optional(TEXT)


def _check_requirements(description: JsonObject) -> Findings:
    found: Findings = []
    level = description.get("requiredLevel")
    if isinstance(level, str) and level not in _level_ids(description):
        found += failure(_unknown_level("/requiredLevel"))
    if "requiredValue" in description:
        found += _check_value(description["requiredValue"], description, where="/requiredValue")
    return found


class ResultDescription(View):
    """One result that an Achievement can have, with the values it can take."""

    __slots__ = ()
    id = required(URI)
    types = type_set("ResultDescription")
    alignment = many(node(Alignment))
    allowed_value = many(TEXT)
    name = required(WORDS)
    required_level = optional(TEXT)
    required_value = optional(TEXT)
    result_type = required(RESULT_TYPE)
    rubric_criterion_level = many(node(RubricCriterionLevel))
    value_max = optional(TEXT)
    value_min = optional(TEXT)
    rules = (_check_requirements,)


class Result(View):
    """One result that was reached."""

    __slots__ = ()
    types = type_set("Result")
    achieved_level = optional(TEXT)
    alignment = many(node(Alignment))
    result_description = optional(TEXT)
    status = optional(RESULT_STATUS)
    value = optional(TEXT)


def check_unique_ids(achievement: JsonObject) -> Findings:
    """Find two result descriptions, or two levels of one, that share an ``id``; a link to it means both."""
    found: Findings = []
    seen: set[str] = set()
    for place, description in objects(achievement, "resultDescription"):
        nodes = [(place, description)] + [
            (place + inner, level) for inner, level in objects(description, "rubricCriterionLevel")
        ]
        for where, holder in nodes:
            identifier = holder.get("id")
            if not isinstance(identifier, str):
                continue
            if identifier in seen:
                found += failure(
                    DocumentError(
                        "credential.duplicate_id",
                        "Two parts of the Achievement have the same id, so a link to it means both.",
                        where=f"{where}/id",
                        mend="Give each an id of its own.",
                    )
                )
            seen.add(identifier)
    return found


def check_results(subject: JsonObject) -> Findings:
    """Find the results of a subject that do not fit the result descriptions of its Achievement."""
    results = objects(subject, "result")
    if not results:
        return []
    achievement = subject.get("achievement")
    descriptions = {
        description.get("id"): description
        for _place, description in objects(
            achievement if isinstance(achievement, dict) else {}, "resultDescription"
        )
        if isinstance(description.get("id"), str)
    }
    found: Findings = []
    for place, result in results:
        reference = result.get("resultDescription")
        if not isinstance(reference, str):
            continue
        description = descriptions.get(reference)
        if description is None:
            found += failure(
                DocumentError(
                    "credential.result_unknown",
                    "The result belongs to no result description of the Achievement.",
                    where=f"{place}/resultDescription",
                    mend="Name the id of one of its result descriptions.",
                )
            )
        else:
            found += _check_result(result, description, where=place)
    return found


def _check_result(result: JsonObject, description: JsonObject, *, where: str) -> Findings:
    found: Findings = []
    if "value" in result:
        found += _check_value(result["value"], description, where=f"{where}/value")
    level = result.get("achievedLevel")
    if isinstance(level, str) and level not in _level_ids(description):
        found += failure(_unknown_level(f"{where}/achievedLevel"))
    if description.get("resultType") == "Status" and "status" not in result:
        missing = missing_member("status")
        found += failure(DocumentError("credential.status_missing", missing.message, where=where))
    return found


def _check_value(value: JsonValue, description: JsonObject, *, where: str) -> Findings:
    if not isinstance(value, str):
        return []
    listed = description.get("allowedValue")
    allowed: list[JsonValue] = listed if isinstance(listed, list) else [] if listed is None else [listed]
    if allowed and value not in allowed:
        return failure(
            DocumentError(
                "credential.value_not_allowed",
                "The value is none of those that the result description allows.",
                where=where,
                mend="Write one of its 'allowedValue'.",
            )
        )
    low = _compare(value, description.get("valueMin"), allowed)
    high = _compare(value, description.get("valueMax"), allowed)
    if (low is not None and low < 0) or (high is not None and high > 0):
        return failure(
            DocumentError(
                "credential.value_out_of_range",
                "The value lies outside the least and the greatest that the result description names.",
                where=where,
                mend="Write one between its 'valueMin' and 'valueMax'.",
            )
        )
    return []


def _compare(value: str, bound: JsonValue, allowed: list[JsonValue]) -> int | None:
    """Order two values by their place in the list of allowed ones, or else as numbers, if they are."""
    if not isinstance(bound, str):
        return None
    if value in allowed and bound in allowed:
        one, other = Decimal(allowed.index(value)), Decimal(allowed.index(bound))
    elif _NUMBER.fullmatch(value) and _NUMBER.fullmatch(bound):
        one, other = Decimal(value), Decimal(bound)
    else:
        return None
    return (one > other) - (one < other)


def _level_ids(description: JsonObject) -> set[JsonValue]:
    return {
        level["id"]
        for _place, level in objects(description, "rubricCriterionLevel")
        if isinstance(level.get("id"), str)
    }


def _unknown_level(where: str) -> DocumentError:
    return DocumentError(
        "credential.level_unknown",
        "The level is none of the rubric levels of the result description.",
        where=where,
        mend="Name the id of one of its 'rubricCriterionLevel'.",
    )
