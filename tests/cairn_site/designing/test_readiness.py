from __future__ import annotations

from cairn.credentials.concepts import AssessmentType, Assurance
from cairn.credentials.facts import QualityAssurance
from cairn.quality.completeness import MicrocredentialClass
from cairn_site.designing.content import Content, LevelChoice
from cairn_site.designing.readiness import Readiness, measure
from cairn_site.designing.steps import StepName
from factories.designing import PLACE, PUBLISHER, make_full_content
from factories.site import NOW


def ready(content: Content) -> Readiness:
    return measure(content, publisher=PUBLISHER, place=PLACE, now=NOW)


def test_nothing_said_cannot_be_published() -> None:
    readiness = ready(Content())

    assert not readiness.can_publish
    assert {StepName.BASICS, StepName.CRITERIA} <= readiness.open_steps
    assert readiness.kind is MicrocredentialClass.RECOGNITION
    assert readiness.told == 2  # country and awarding body are those of the organisation


def test_every_element_told_is_a_complete_microcredential() -> None:
    assured = QualityAssurance(kind=Assurance.INTERNAL, name="Senate", url="https://northside.edu/quality")

    readiness = ready(make_full_content(quality_assurance=(assured,)))

    assert readiness.can_publish
    assert readiness.percent == 100
    assert readiness.told == len(readiness.elements)
    assert readiness.kind is MicrocredentialClass.APPLICATION
    assert readiness.missing == ()


def test_each_element_that_is_missing_leads_to_its_step() -> None:
    readiness = ready(make_full_content(hours=None, credits=None, levels=()))

    steps = {element.code: element.step for element in readiness.elements if not element.is_told}
    assert steps == {
        "eu.workload": StepName.WORKLOAD,
        "eu.level": StepName.WORKLOAD,
        "eu.quality_assurance": StepName.ASSESSMENT,
    }


def test_the_class_follows_from_what_is_told() -> None:
    readiness = ready(make_full_content(assessment_types=(AssessmentType.ATTENDANCE,)))

    assert readiness.kind is MicrocredentialClass.RECOGNITION
    assert "trusted.assessed" in [element.code for element in readiness.missing]


def test_what_the_builders_refuse_stops_publishing() -> None:
    content = make_full_content(levels=(LevelChoice(framework="NFQ", code="6", url="no address"),))

    assert [fault.step for fault in ready(content).faults] == [StepName.REVIEW]


def test_an_error_of_the_lint_stops_publishing() -> None:
    readiness = ready(make_full_content(criteria_url="https://wiki.local/criteria"))

    assert any(fault.code.startswith("lint.") for fault in readiness.faults)


def test_advice_stops_nothing() -> None:
    readiness = ready(make_full_content(hours=1000.0))

    assert readiness.can_publish
    assert readiness.advice
