from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import translation

from cairn_site.designing.content import (
    Content,
    Offer,
    OutsideSkill,
    PeriodUnit,
    SkillChoice,
    Validity,
    ValidityKind,
)
from cairn_site.designing.presenting import show
from factories.designing import make_full_content


def test_a_card_has_the_few_facts_that_fit() -> None:
    shown = show(make_full_content(), image_id=None)

    assert [chip.value for chip in shown.chips] == ["75 hours", "3 ECTS", "EQF 5"]
    assert shown.skills[0].level == "Independent"
    assert shown.image == ""


def test_texts_are_in_the_language_asked_for_and_labels_in_that_of_the_page() -> None:
    shown = show(make_full_content(), image_id=None, language="es")

    assert shown.name == "Fundamentos de análisis de datos"
    assert shown.criteria[0].rule == "All of these:"
    assert show(make_full_content(), image_id=None, language="de").language == "en"


def test_skills_are_named_in_the_language_of_the_page() -> None:
    with translation.override("es"):
        assert show(make_full_content(), image_id=None).skills[0].name == "Análisis de datos"


def test_a_skill_that_is_gone_is_still_named() -> None:
    content = Content(
        skills=(SkillChoice(framework="cairn", code="gone", name="Alchemy"),),
        outside_skills=(OutsideSkill(name="Other", url="https://x.org"),),
    )

    shown = show(content, image_id=None)

    assert [(skill.name, skill.url) for skill in shown.skills] == [
        ("Alchemy", ""),
        ("Other", "https://x.org"),
    ]


def test_how_long_it_holds_is_told_in_words() -> None:
    def holds(validity: Validity) -> str:
        shown = show(Content(validity=validity), image_id=None)
        return next(fact.value for fact in shown.facts if fact.label == "Holds")

    assert holds(Validity()) == "for ever"
    assert holds(Validity(kind=ValidityKind.RELATIVE, amount=1)) == "1 year"
    assert holds(Validity(kind=ValidityKind.RELATIVE, amount=18, unit=PeriodUnit.MONTHS)) == "18 months"
    assert holds(Validity(kind=ValidityKind.RELATIVE, amount=30, unit=PeriodUnit.DAYS)) == "30 days"
    assert "2030" in holds(Validity(kind=ValidityKind.FIXED, last_day=date(2030, 1, 1)))


def test_the_offer_is_told() -> None:
    offer = Offer(price="120.00", currency="EUR", starts_on=date(2026, 9, 1), url="https://x.org")

    values = [fact.value for fact in show(Content(offer=offer), image_id=None).offer]

    assert values[0] == "120.00 EUR"
    assert len(values) == 3
    free = show(Content(offer=replace(offer, is_free=True)), image_id=None).offer
    assert free[0].value == "Free of charge"


def test_the_level_to_be_reached_is_marked() -> None:
    shown = show(make_full_content(), image_id=None)

    assert [is_required for _name, _text, is_required in shown.results[1].levels] == [
        False,
        False,
        True,
        False,
    ]
    assert "at least 60" in shown.results[0].detail
