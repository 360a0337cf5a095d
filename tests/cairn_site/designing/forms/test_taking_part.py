from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from cairn.credentials.facts import LinkedAchievement
from cairn_site.designing.content import Body, Content, Offer, PeriodUnit, Validity, ValidityKind
from cairn_site.designing.forms.taking_part import OfferEditor, ValidityEditor


def posted(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    lists = {f"{name}-{kind}_FORMS": "0" for name in ("before", "towards") for kind in ("TOTAL", "INITIAL")}
    data.update({**lists, **{name: "" if value is None else str(value) for name, value in values.items()}})
    return data


@pytest.mark.parametrize(
    "validity",
    [
        Validity(),
        Validity(kind=ValidityKind.RELATIVE, amount=18, unit=PeriodUnit.MONTHS),
        Validity(kind=ValidityKind.FIXED, last_day=date(2030, 6, 30)),
    ],
)
def test_validity_comes_back_as_it_went(validity: Validity) -> None:
    content = Content(validity=validity)
    editor = ValidityEditor(
        content, data=posted(ValidityEditor(content).initial() | {"can_be_suspended": ""})
    )

    assert editor.is_valid(), editor.errors()
    assert editor.apply() == content


def test_links_and_suspension_are_read() -> None:
    editor = ValidityEditor(
        Content(),
        data=posted(
            {
                "kind": "forever",
                "unit": "years",
                "can_be_suspended": "on",
                "before-TOTAL_FORMS": 1,
                "before-0-name": "Basics",
                "before-0-url": "https://x.org/1",
            }
        ),
    )

    assert editor.is_valid()
    content = editor.apply()
    assert content.prerequisites == (LinkedAchievement(name="Basics", url="https://x.org/1"),)
    assert content.can_be_suspended


def test_a_link_needs_name_and_address_and_keeps_what_there_was() -> None:
    before = Content(stacks_into=(LinkedAchievement(name="A", url="https://x.org/a"),))
    editor = ValidityEditor(
        before,
        data=posted(
            {"kind": "forever", "unit": "years", "towards-TOTAL_FORMS": 1, "towards-0-name": "Basics"}
        ),
    )

    assert not editor.is_valid()
    assert editor.apply().stacks_into == before.stacks_into


def test_an_offer_comes_back_as_it_went() -> None:
    content = Content(
        offer=Offer(price="120.00", currency="EUR", starts_on=date(2026, 9, 1), url="https://x.org"),
        country="DE",
        awarding_body=Body(name="Guild", url="https://guild.org"),
    )
    values = OfferEditor(content).initial() | {"is_free": ""}
    editor = OfferEditor(content, data=posted(values))

    assert editor.is_valid(), editor.errors()
    assert editor.apply() == content


def test_what_is_free_has_no_price_and_small_letters_become_capitals() -> None:
    editor = OfferEditor(
        Content(), data=posted({"is_free": "on", "price": "5", "currency": "eur", "country": "ie"})
    )

    assert editor.is_valid()
    content = editor.apply()
    assert (content.offer.is_free, content.offer.price) == (True, "")
    assert (content.offer.currency, content.country) == ("EUR", "IE")


@pytest.mark.parametrize(
    "values",
    [{"price": "-1"}, {"currency": "EURO"}, {"country": "1"}, {"body_name": "x"}, {"starts_on": "soon"}],
)
def test_what_cannot_be_read_is_an_error(values: dict[str, str]) -> None:
    assert not OfferEditor(Content(), data=posted(values)).is_valid()
