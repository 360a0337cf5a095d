from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cairn_site.designing.content import (
    Content,
    CriteriaGroup,
    GroupRule,
    Offer,
    PeriodUnit,
    ResultField,
    ResultKind,
    RubricLevel,
    Validity,
    ValidityKind,
)
from cairn_site.designing.rules import find_faults
from factories.designing import make_full_content
from factories.site import NOW

NAME = {"en": "Result"}


def result(**members: Any) -> dict[str, Any]:
    return {"results": (ResultField(**{"key": "a", "name": NAME, **members}),)}


def test_full_content_has_no_fault() -> None:
    assert find_faults(make_full_content(), now=NOW) == []


def test_nothing_said_lacks_name_description_and_criteria() -> None:
    assert [fault.code for fault in find_faults(Content(), now=NOW)] == ["name", "description", "criteria"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"criteria": (CriteriaGroup(rule=GroupRule.SOME, needed=2, requirements=({"en": "x"},)),)},
            "criteria_needed",
        ),
        ({"hours": 0.0}, "workload"),
        ({"credits": -1.0}, "workload"),
        ({"credit_system": None}, "credit_system"),
        ({"hours": 300.0}, "workload_ratio"),
        (result(key="Not a key", kind=ResultKind.STATUS), "result_key"),
        (result(kind=ResultKind.STATUS, name={}), "result_name"),
        (result(kind=ResultKind.PERCENT, required="many"), "result"),
        (result(kind=ResultKind.PERCENT, required="101"), "result"),
        (result(kind=ResultKind.POINTS, minimum=5, maximum=5), "result"),
        (result(kind=ResultKind.POINTS, minimum=0, maximum=9, required="10"), "result"),
        (result(kind=ResultKind.GRADE, allowed=("A",)), "result"),
        (result(kind=ResultKind.GRADE, allowed=("B", "A"), required="C"), "result"),
        (result(kind=ResultKind.RUBRIC, levels=(RubricLevel(name=NAME),)), "result"),
        (result(kind=ResultKind.RUBRIC, levels=(RubricLevel(name=NAME),) * 2, required="3"), "result"),
        ({"validity": Validity(kind=ValidityKind.RELATIVE)}, "validity"),
        ({"validity": Validity(kind=ValidityKind.RELATIVE, amount=101, unit=PeriodUnit.YEARS)}, "validity"),
        ({"validity": Validity(kind=ValidityKind.FIXED, last_day=date(2026, 3, 2))}, "validity"),
        ({"validity": Validity(kind=ValidityKind.FIXED)}, "validity"),
        ({"offer": Offer(starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))}, "offer_dates"),
        ({"offer": Offer(price="dear", currency="EUR")}, "offer_price"),
        ({"offer": Offer(price="10", currency="Euro")}, "offer_currency"),
        ({"translations": ("es", "es")}, "languages"),
        ({"translations": ("es", "de")}, "translation"),
    ],
)
def test_what_does_not_fit_together_is_found(changes: dict[str, Any], code: str) -> None:
    assert code in [fault.code for fault in find_faults(make_full_content(**changes), now=NOW)]


def test_hours_that_disagree_with_credits_are_advice_only() -> None:
    (fault,) = find_faults(make_full_content(hours=300.0), now=NOW)

    assert fault.is_advice


def test_two_results_with_one_key_are_found() -> None:
    content = make_full_content()

    faults = find_faults(replace(content, results=content.results * 2), now=NOW)

    assert "result_key" in [fault.code for fault in faults]
