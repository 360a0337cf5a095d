"""Facts about an Achievement: written as alignments, judged, and read back equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.credentials import builders
from cairn.credentials.concepts import (
    AssessmentType,
    Assurance,
    CreditSystem,
    Participation,
    Supervision,
)
from cairn.credentials.facts import Facts, QualityAssurance, eqf_level, format_facts, parse_facts
from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError
from factories import credentials as samples

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject


def achievement_with(alignment: list[JsonObject]) -> JsonObject:
    """Return an Achievement with alignments."""
    return builders.build_achievement(
        identifier="urn:uuid:1",
        name="A",
        description="-",
        criteria=builders.build_criteria(narrative="-"),
        alignment=alignment,
    )


def any_of(words: object) -> st.SearchStrategy[tuple[object, ...]]:
    """Return the choice of some words of a list."""
    return st.lists(st.sampled_from(list(words)), unique=True).map(tuple)  # type: ignore[call-overload]


FACTS = st.builds(
    Facts,
    levels=st.lists(st.integers(1, 8).map(eqf_level), max_size=2).map(tuple),
    credit_system=st.none() | st.sampled_from(CreditSystem),
    workload_hours=st.none() | st.integers(1, 100_000).map(lambda minutes: minutes / 60),
    participation=any_of(Participation),
    assessment_types=any_of(AssessmentType),
    supervision=st.none() | st.sampled_from(Supervision),
    quality_assurance=any_of(Assurance).map(
        lambda kinds: tuple(
            QualityAssurance(kind=kind, name="Agency", url="https://quality.example.org")
            for kind in kinds  # type: ignore[misc]
        )
    ),
)


@given(FACTS)
def test_facts_are_written_judged_and_read_back_equal(facts: Facts) -> None:
    achievement = achievement_with(format_facts(facts))
    assert validate(achievement) == ()
    assert parse_facts(achievement) == facts


def test_outcomes_prerequisites_and_stacks_are_read_back_too() -> None:
    assert parse_facts(samples.full_achievement()) == samples.FACTS


def test_an_achievement_without_alignments_tells_no_facts() -> None:
    assert parse_facts({}) == Facts()


def test_alignments_of_others_are_passed_over() -> None:
    other = builders.build_alignment(name="x", url="https://example.org", target_type="ext:Other")
    plain = builders.build_alignment(name="x", url="https://example.org")
    assert parse_facts(achievement_with([other, plain])) == Facts()


def test_labels_are_translated_and_read_back_the_same() -> None:
    facts = Facts(participation=(Participation.ON_SITE,), workload_hours=1.5)
    formatted = format_facts(facts, labels={"on-site": "Vor Ort", "hours": "Stunden"})
    assert [row["targetName"] for row in formatted] == ["1.5 Stunden", "Vor Ort"]
    assert parse_facts({"alignment": list(formatted)}) == facts


def test_a_foreign_alignment_is_known_by_its_address_alone() -> None:
    online = builders.build_alignment(
        name="Online",
        url="http://data.europa.eu/snb/learning-assessment/920fbb3cbe",
        target_type="ext:ModeOfParticipation",
    )
    level = builders.build_alignment(
        name="EQF 5", url="http://data.europa.eu/snb/eqf/5", target_type="ext:EducationLevel"
    )
    facts = parse_facts(achievement_with([online, level]))
    assert facts.participation == (Participation.ONLINE,)
    assert (facts.levels[0].framework, facts.levels[0].code) == ("EQF", "5")


def test_the_address_of_a_whole_list_means_no_word_of_it() -> None:
    vague = builders.build_alignment(
        name="?",
        url=Supervision.SUPERVISED.value.url,
        target_type="ext:SupervisionAndIdentityCheck",
    )
    with pytest.raises(DocumentError) as caught:
        parse_facts(achievement_with([vague]))
    assert (caught.value.code, caught.value.where) == ("fact.unknown_word", "/alignment/0/targetCode")


def test_two_answers_to_one_question_are_refused() -> None:
    twice = format_facts(Facts(supervision=Supervision.UNSUPERVISED))
    twice += format_facts(Facts(supervision=Supervision.SUPERVISED_WITH_IDENTITY_CHECK))
    with pytest.raises(DocumentError) as caught:
        parse_facts({"alignment": list(twice)})
    assert caught.value.code == "fact.repeated"


@pytest.mark.parametrize("code", ["25", "P1D", "PT25", "PT-1H", "PT1e3H", ""])
def test_a_workload_that_is_no_duration_is_refused(code: str) -> None:
    (row,) = format_facts(Facts(workload_hours=25))
    with pytest.raises(DocumentError) as caught:
        parse_facts({"alignment": [{**row, "targetCode": code}]})
    assert caught.value.code == "fact.malformed"


@pytest.mark.parametrize("hours", [0, -1, float("nan"), float("inf"), 1.001, 1e9])
def test_a_workload_that_cannot_be_is_not_written(hours: float) -> None:
    with pytest.raises(UsageError) as caught:
        format_facts(Facts(workload_hours=hours))
    assert caught.value.code == "fact.workload"


def test_an_alignment_without_a_name_is_refused() -> None:
    (row,) = format_facts(Facts(levels=(eqf_level(4),)))
    with pytest.raises(DocumentError) as caught:
        parse_facts({"alignment": [{**row, "targetName": 1}]})
    assert (caught.value.code, caught.value.where) == ("fact.incomplete", "/alignment/0")


@pytest.mark.parametrize("number", [0, 9])
def test_the_eqf_has_eight_levels(number: int) -> None:
    with pytest.raises(UsageError) as caught:
        eqf_level(number)
    assert caught.value.code == "fact.no_such_level"
