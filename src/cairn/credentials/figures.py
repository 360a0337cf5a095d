"""Figures in a credential: each one Result with its ResultDescription, of a ``resultType`` that says which.

``docs/formats/credential-profile.md`` fixes the words and the form of the values; Open Badges 3.0, B.1.19 and
B.1.20, the members. A reader who does not know an ``ext:`` word still shows the name of the description and
the value. ``tests/cairn/credentials/test_figures.py`` proves it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.credentials.builders.achievements import build_result_description
from cairn.credentials.builders.credentials import build_result
from cairn.credentials.view import objects
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

FigureValue: TypeAlias = float | int | str
_DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WHOLE: Final = re.compile(r"[0-9]{1,18}")


class FigureKind(StrEnum):
    """What a figure is; the value is its ``resultType``."""

    RAW_SCORE = "RawScore"
    SCALED_SCORE = "ScaledScore"
    PERCENT = "Percent"
    ABILITY = "ext:Ability"
    STANDARD_ERROR = "ext:StandardError"
    CUT_SCORE = "ext:CutScore"
    MASTERY_PROBABILITY = "ext:MasteryProbability"
    CLASSIFICATION_ACCURACY = "ext:ClassificationAccuracy"
    CLASSIFICATION_CONSISTENCY = "ext:ClassificationConsistency"
    RELIABILITY = "ext:Reliability"
    RATER_AGREEMENT = "ext:RaterAgreement"
    PERCENTILE = "ext:Percentile"
    ITEM_COUNT = "ext:ItemCount"
    SCALE = "ext:Scale"
    BAND = "ext:Band"
    TEST_VERSION = "ext:TestVersion"


class ValueType(StrEnum):
    """How the value of a figure is written: a plain decimal number, a whole number, or words."""

    DECIMAL = "decimal"
    WHOLE = "whole"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRule:
    """What holds for every figure of a kind: its values, their bounds, and its name in English."""

    value_type: ValueType
    name: str
    minimum: float | None = None
    maximum: float | None = None


def _number(name: str, minimum: float | None = None, maximum: float | None = None) -> FigureRule:
    return FigureRule(value_type=ValueType.DECIMAL, name=name, minimum=minimum, maximum=maximum)


def _words(name: str) -> FigureRule:
    return FigureRule(value_type=ValueType.TEXT, name=name)


FIGURE_RULES: Final = {
    FigureKind.RAW_SCORE: _number("Points"),
    FigureKind.SCALED_SCORE: _number("Score on the scale"),
    FigureKind.PERCENT: _number("Per cent", 0, 100),
    FigureKind.ABILITY: _number("Ability"),
    FigureKind.STANDARD_ERROR: _number("Standard error", 0),
    FigureKind.CUT_SCORE: _number("Cut score"),
    FigureKind.MASTERY_PROBABILITY: _number("Probability of mastery", 0, 1),
    FigureKind.CLASSIFICATION_ACCURACY: _number("Accuracy of the decision", 0, 1),
    FigureKind.CLASSIFICATION_CONSISTENCY: _number("Consistency of the decision", 0, 1),
    FigureKind.RELIABILITY: _number("Reliability", 0, 1),
    FigureKind.RATER_AGREEMENT: _number("Agreement of the raters", -1, 1),
    FigureKind.PERCENTILE: _number("Percentile", 0, 100),
    FigureKind.ITEM_COUNT: FigureRule(value_type=ValueType.WHOLE, name="Items answered", minimum=0),
    FigureKind.SCALE: _words("Scale"),
    FigureKind.BAND: _words("Band"),
    FigureKind.TEST_VERSION: _words("Version of the test"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDescription:
    """A figure that an Achievement has: its URI, its name for people, and what values it can take.

    An empty ``name`` is that of the kind, and a bound that is ``None`` too. ``required`` is what has to be
    reached.
    """

    identifier: str
    kind: FigureKind
    name: str = ""
    minimum: float | None = None
    maximum: float | None = None
    required: FigureValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The value that one subject reached."""

    description: FigureDescription
    value: FigureValue


def format_description(description: FigureDescription) -> JsonObject:
    """Return the ResultDescription of a figure.

    Raises ``UsageError`` ``figure.*`` as :func:`format_value` does, and ``DocumentError`` ``credential.*`` as
    validation would.
    """
    rule = FIGURE_RULES[description.kind]
    required = description.required
    return build_result_description(
        identifier=description.identifier,
        name=description.name or rule.name,
        result_type=description.kind.value,
        value_min=_format_bound(description.minimum, rule.minimum),
        value_max=_format_bound(description.maximum, rule.maximum),
        required_value=None if required is None else format_value(required, kind=description.kind),
    )


def parse_descriptions(achievement: JsonObject) -> tuple[FigureDescription, ...]:
    """Return the figures that an Achievement describes, in its order; results of other types are passed over.

    Raises ``DocumentError`` ``figure.malformed`` for a bound or a required value that is none.
    """
    found = []
    for place, document in objects(achievement, "resultDescription"):
        kind, identifier, name = _kind(document), document.get("id"), document.get("name")
        if kind is None or not isinstance(identifier, str):
            continue
        rule = FIGURE_RULES[kind]
        low = _parse_bound(document, "valueMin", rule.minimum, place=place)
        high = _parse_bound(document, "valueMax", rule.maximum, place=place)
        required = None
        if "requiredValue" in document:
            required = _parse_at(document["requiredValue"], kind=kind, where=f"{place}/requiredValue")
        found.append(
            FigureDescription(
                identifier=identifier,
                kind=kind,
                name=name if isinstance(name, str) and name != rule.name else "",
                minimum=low,
                maximum=high,
                required=required,
            )
        )
    return tuple(found)


def format_figure(figure: Figure) -> JsonObject:
    """Return the Result of a figure.

    Raises ``UsageError`` as :func:`format_value` does, and ``figure.out_of_range`` for a value that the
    description does not allow.
    """
    description, rule = figure.description, FIGURE_RULES[figure.description.kind]
    text = format_value(figure.value, kind=description.kind)
    low = rule.minimum if description.minimum is None else description.minimum
    high = rule.maximum if description.maximum is None else description.maximum
    if not isinstance(figure.value, str) and (
        (low is not None and figure.value < low) or (high is not None and figure.value > high)
    ):
        raise UsageError(
            "figure.out_of_range",
            f"The figure {description.name or rule.name!r} cannot be {text}.",
            where=description.identifier,
            mend="Give one within its bounds.",
        )
    return build_result(result_description=description.identifier, value=text)


def parse_figures(subject: JsonObject) -> tuple[Figure, ...]:
    """Return the figures of an AchievementSubject, in its order; results of other types are passed over.

    Raises ``DocumentError`` ``figure.malformed`` for a value that is none of its kind.
    """
    achievement = subject.get("achievement")
    described = parse_descriptions(achievement if isinstance(achievement, dict) else {})
    by_identifier: dict[JsonValue, FigureDescription] = {row.identifier: row for row in described}
    found = []
    for place, result in objects(subject, "result"):
        reference = result.get("resultDescription")
        description = by_identifier.get(reference) if isinstance(reference, str) else None
        if description is not None and "value" in result:
            value = _parse_at(result["value"], kind=description.kind, where=f"{place}/value")
            found.append(Figure(description=description, value=value))
    return tuple(found)


def format_value(value: FigureValue, *, kind: FigureKind) -> str:
    """Return the text of a value: a number without exponent that reads back as the same, or words.

    >>> format_value(1e-7, kind=FigureKind.ABILITY)
    '0.0000001'
    >>> format_value(60.0, kind=FigureKind.PERCENT)
    '60'

    Raises ``UsageError`` ``figure.wrong_type`` for a value that the kind does not take, and
    ``figure.not_finite``.
    """
    value_type = FIGURE_RULES[kind].value_type
    if value_type is ValueType.TEXT:
        if isinstance(value, str) and value:
            return value
        raise _wrong_type(kind, "words")
    if isinstance(value, bool | str):
        raise _wrong_type(kind, "a number")
    if value_type is ValueType.WHOLE:
        if isinstance(value, float) and not value.is_integer():
            raise _wrong_type(kind, "a whole number")
        text = str(int(value))
        if not _WHOLE.fullmatch(text):
            raise _wrong_type(kind, "a whole number from 0")
        return text
    return _format_decimal(value)


def parse_value(text: str, *, kind: FigureKind) -> FigureValue:
    """Return the value that a text of :func:`format_value` says.

    Raises ``DocumentError`` ``figure.malformed``.
    """
    value_type = FIGURE_RULES[kind].value_type
    if value_type is ValueType.TEXT and text:
        return text
    if value_type is ValueType.WHOLE and _WHOLE.fullmatch(text):
        return int(text)
    if value_type is ValueType.DECIMAL and _DECIMAL.fullmatch(text):
        return float(text)
    raise DocumentError(
        "figure.malformed",
        f"The value of {kind.value} is not written as the profile says.",
        mend="Write a plain number, such as 0.75, or words where the figure is words.",
    )


def _format_decimal(value: float) -> str:
    if not math.isfinite(value):
        raise UsageError("figure.not_finite", "A figure has to be a finite number.", mend="Leave it out.")
    text = format(Decimal(repr(float(value))), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _format_bound(value: float | None, of_kind: float | None) -> str | None:
    bound = of_kind if value is None else value
    return None if bound is None else _format_decimal(bound)


def _parse_bound(document: JsonObject, name: str, of_kind: float | None, *, place: str) -> float | None:
    if name not in document:
        return None
    bound = _parse_at(document[name], kind=FigureKind.RAW_SCORE, where=f"{place}/{name}")
    return None if bound == of_kind or isinstance(bound, str) else bound


def _parse_at(value: JsonValue, *, kind: FigureKind, where: str) -> FigureValue:
    try:
        return parse_value(value if isinstance(value, str) else "", kind=kind)
    except DocumentError as error:
        raise error.at(where) from None


def _kind(description: JsonObject) -> FigureKind | None:
    try:
        return FigureKind(str(description.get("resultType")))
    except ValueError:
        return None


def _wrong_type(kind: FigureKind, wanted: str) -> UsageError:
    return UsageError("figure.wrong_type", f"The value of {kind.value} has to be {wanted}.")
