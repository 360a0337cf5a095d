"""Figures: written, judged, and read back equal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.credentials import builders
from cairn.credentials.facts import parse_facts
from cairn.credentials.figures import (
    FIGURE_RULES,
    Figure,
    FigureDescription,
    FigureKind,
    ValueType,
    format_description,
    format_figure,
    format_value,
    parse_descriptions,
    parse_figures,
    parse_value,
)
from cairn.credentials.linked_documents import check_document, find_documents
from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError
from factories import credentials as samples

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

PAGE = Path(__file__).resolve().parents[3] / "docs" / "formats" / "credential-profile.md"


def subject_of(figure: Figure) -> JsonObject:
    """Return a subject whose Achievement has one figure, as validation accepts it."""
    achievement = builders.build_achievement(
        identifier="urn:uuid:1",
        name="A",
        description="-",
        criteria=builders.build_criteria(narrative="-"),
        result_description=[format_description(figure.description)],
    )
    assert validate(achievement) == ()
    return builders.build_achievement_subject(
        achievement=achievement, identifier="did:example:1", result=[format_figure(figure)]
    )


def values(kind: FigureKind) -> st.SearchStrategy[Any]:
    """Return the values that a kind can take."""
    rule = FIGURE_RULES[kind]
    if rule.value_type is ValueType.TEXT:
        return st.text(min_size=1, max_size=20)
    if rule.value_type is ValueType.WHOLE:
        return st.integers(0, 10**9)
    return st.floats(rule.minimum, rule.maximum, allow_nan=False, allow_infinity=False)


@given(data=st.data(), kind=st.sampled_from(list(FigureKind)))
def test_each_figure_is_written_judged_and_read_back_equal(data: st.DataObject, kind: FigureKind) -> None:
    description = FigureDescription(
        identifier="urn:uuid:2",
        kind=kind,
        name=data.draw(st.sampled_from(["", "Reading"])),
        required=data.draw(st.none() | values(kind)),
    )
    figure = Figure(description=description, value=data.draw(values(kind)))
    assert parse_figures(subject_of(figure)) == (figure,)


def test_all_figures_of_a_credential_are_read_back_in_their_order() -> None:
    subject = samples.full_credential()["credentialSubject"]
    assert parse_figures(subject) == samples.FIGURES  # type: ignore[arg-type]


def test_bounds_of_its_own_are_kept() -> None:
    description = FigureDescription(identifier="urn:uuid:2", kind=FigureKind.ABILITY, minimum=-4, maximum=4)
    document = format_description(description)
    assert (document["valueMin"], document["valueMax"]) == ("-4", "4")
    assert parse_descriptions({"resultDescription": [document]}) == (description,)


def test_results_of_other_types_and_of_no_value_are_passed_over() -> None:
    subject: JsonObject = {
        "achievement": {
            "resultDescription": [
                {"id": "urn:x:1", "resultType": "ext:SomebodyElses"},
                {"id": "urn:x:2", "resultType": "Percent"},
            ]
        },
        "result": [{"resultDescription": "urn:x:1", "value": "?"}, {"resultDescription": "urn:x:2"}, {}],
    }
    assert parse_figures(subject) == ()
    assert parse_figures({"achievement": "urn:x:1", "result": "x"}) == ()


@pytest.mark.parametrize("value", ["1e5", "NaN", "", "0,5", " 1", "1.", 1, None, "٣"])
def test_a_number_that_is_not_written_plainly_is_refused_with_its_place(value: Any) -> None:
    subject: JsonObject = {
        "achievement": {"resultDescription": [{"id": "urn:x:1", "resultType": "ext:Ability"}]},
        "result": [{"resultDescription": "urn:x:1", "value": value}],
    }
    with pytest.raises(DocumentError) as caught:
        parse_figures(subject)
    assert (caught.value.code, caught.value.where) == ("figure.malformed", "/result/0/value")


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (FigureKind.ABILITY, float("nan"), "figure.not_finite"),
        (FigureKind.ABILITY, float("inf"), "figure.not_finite"),
        (FigureKind.ABILITY, "1", "figure.wrong_type"),
        (FigureKind.ABILITY, True, "figure.wrong_type"),
        (FigureKind.ITEM_COUNT, 1.5, "figure.wrong_type"),
        (FigureKind.ITEM_COUNT, -1, "figure.wrong_type"),
        (FigureKind.BAND, 3, "figure.wrong_type"),
        (FigureKind.BAND, "", "figure.wrong_type"),
        (FigureKind.MASTERY_PROBABILITY, 1.01, "figure.out_of_range"),
        (FigureKind.STANDARD_ERROR, -0.1, "figure.out_of_range"),
    ],
)
def test_a_value_that_the_kind_cannot_have_is_not_written(kind: FigureKind, value: Any, code: str) -> None:
    description = FigureDescription(identifier="urn:uuid:2", kind=kind)
    with pytest.raises(UsageError) as caught:
        format_figure(Figure(description=description, value=value))
    assert caught.value.code == code


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_the_same(value: float) -> None:
    text = format_value(value, kind=FigureKind.ABILITY)
    assert "e" not in text
    assert parse_value(text, kind=FigureKind.ABILITY) == value


def test_every_kind_has_its_rule() -> None:
    assert set(FIGURE_RULES) == set(FigureKind)


def test_the_page_lists_every_kind_with_the_type_of_its_value() -> None:
    rows = dict(re.findall(r"^\| `([\w:]+)` \| (decimal|whole|text) \|", PAGE.read_text(), re.MULTILINE))
    assert rows == {kind.value: rule.value_type.value for kind, rule in FIGURE_RULES.items()}


def test_the_example_on_the_page_is_in_order_and_reads() -> None:
    (example,) = re.findall(r"^```json\n(.+?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    document = json.loads(example)
    assert validate(document) == ()
    assert parse_figures(document["credentialSubject"]) == samples.FIGURES
    assert parse_facts(document["credentialSubject"]["achievement"]) == samples.FACTS
    check_document(*find_documents(document), samples.ELM_DOCUMENT)
