"""What content must have before it can be published, and what does not fit together in it.

``tests/cairn_site/designing/test_rules.py`` proves each rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from cairn_site.designing.content import HOURS_IN_ECTS, GroupRule, PeriodUnit, ResultKind, ValidityKind
from cairn_site.designing.narrative import format_criteria
from cairn_site.designing.steps import StepName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cairn_site.designing.content import Content, ResultField

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LONGEST: Final = {PeriodUnit.DAYS: 36_500, PeriodUnit.MONTHS: 1200, PeriodUnit.YEARS: 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend, and the step of the designer where it is mended; advice does not stop publishing."""

    code: str
    step: StepName
    message: str
    is_advice: bool = False


def find_faults(content: Content, *, now: datetime) -> list[Fault]:
    """Return everything that content lacks or contradicts, in the order of the steps."""
    return [
        *_basics(content),
        *_criteria(content),
        *_workload(content),
        *_results(content),
        *_validity(content, now=now),
        *_offer(content),
        *_translations(content),
    ]


def _basics(content: Content) -> Iterator[Fault]:
    if not content.title.strip():
        yield Fault(code="name", step=StepName.BASICS, message=_("Give it a name."))
    if not content.description.get(content.language, "").strip():
        yield Fault(code="description", step=StepName.BASICS, message=_("Describe it in a sentence or two."))


def _criteria(content: Content) -> Iterator[Fault]:
    if not format_criteria(content, language=content.language) and not content.criteria_url:
        yield Fault(code="criteria", step=StepName.CRITERIA, message=_("Say what has to be done for it."))
    for group in content.criteria:
        if group.rule is GroupRule.SOME and not 1 <= group.needed <= len(group.requirements):
            yield Fault(
                code="criteria_needed",
                step=StepName.CRITERIA,
                message=_("A group asks for more requirements than it has."),
            )


def _workload(content: Content) -> Iterator[Fault]:
    if (content.hours is not None and content.hours <= 0) or (
        content.credits is not None and content.credits <= 0
    ):
        yield Fault(
            code="workload", step=StepName.WORKLOAD, message=_("Workload and credits are more than none.")
        )
    elif content.credits is not None and content.credit_system is None:
        yield Fault(
            code="credit_system", step=StepName.WORKLOAD, message=_("Say which credits the number counts.")
        )
    elif (
        content.hours is not None
        and content.credits is not None
        and content.credit_system is not None
        and content.credit_system.value.code == "ECTS"
        and not HOURS_IN_ECTS[0] <= content.hours / content.credits <= HOURS_IN_ECTS[1]
    ):
        yield Fault(
            code="workload_ratio",
            step=StepName.WORKLOAD,
            message=_("One ECTS credit stands for 25 to 30 hours; hours and credits do not agree."),
            is_advice=True,
        )


def _results(content: Content) -> Iterator[Fault]:
    keys = [result.key for result in content.results]
    if len(set(keys)) < len(keys) or not all(_KEY.fullmatch(key) for key in keys):
        yield Fault(
            code="result_key",
            step=StepName.RESULTS,
            message=_("Each result needs a short key of its own in small letters."),
        )
    for result in content.results:
        if not result.name.get(content.language, "").strip():
            yield Fault(code="result_name", step=StepName.RESULTS, message=_("Give every result a name."))
        elif message := _fault_of(result):
            yield Fault(code="result", step=StepName.RESULTS, message=message)


def _fault_of(result: ResultField) -> str:
    required = result.required
    if result.kind in (ResultKind.PERCENT, ResultKind.POINTS):
        if required and not _NUMBER.fullmatch(required):
            return _("What has to be reached is a number here.")
        low, high = result.minimum, result.maximum
        if result.kind is ResultKind.PERCENT:
            low, high = 0.0 if low is None else low, 100.0 if high is None else high
        if low is not None and high is not None and low >= high:
            return _("The greatest value has to be above the least.")
        if required and (
            (low is not None and float(required) < low) or (high is not None and float(required) > high)
        ):
            return _("What has to be reached lies outside what can be reached.")
    if result.kind is ResultKind.GRADE:
        if len(result.allowed) < 2:
            return _("Name at least two grades.")
        if required and required not in result.allowed:
            return _("The grade to reach is none of the grades.")
    if result.kind is ResultKind.RUBRIC:
        if len(result.levels) < 2:
            return _("A rubric has at least two levels.")
        if required and not (required.isdigit() and 1 <= int(required) <= len(result.levels)):
            return _("The level to reach is none of the levels.")
    return ""


def _validity(content: Content, *, now: datetime) -> Iterator[Fault]:
    validity = content.validity
    if validity.kind is ValidityKind.RELATIVE and not 1 <= validity.amount <= _LONGEST[validity.unit]:
        yield Fault(
            code="validity",
            step=StepName.VALIDITY,
            message=_("Say how long an award holds, up to 100 years."),
        )
    if validity.kind is ValidityKind.FIXED and (validity.last_day is None or validity.last_day <= now.date()):
        yield Fault(
            code="validity", step=StepName.VALIDITY, message=_("The last day has to be in the future.")
        )


def _offer(content: Content) -> Iterator[Fault]:
    offer = content.offer
    if offer.starts_on and offer.ends_on and offer.ends_on < offer.starts_on:
        yield Fault(code="offer_dates", step=StepName.OFFER, message=_("It ends before it starts."))
    if offer.price and not offer.is_free:
        if not _NUMBER.fullmatch(offer.price) or offer.price.startswith("-"):
            yield Fault(code="offer_price", step=StepName.OFFER, message=_("The price is a plain number."))
        if not _CURRENCY.fullmatch(offer.currency):
            yield Fault(
                code="offer_currency", step=StepName.OFFER, message=_("Name the currency, such as EUR.")
            )


def _translations(content: Content) -> Iterator[Fault]:
    languages = content.languages
    if len(set(languages)) < len(languages):
        yield Fault(
            code="languages", step=StepName.LANGUAGES, message=_("A language is there more than once.")
        )
    for language in content.translations:
        if not content.name.get(language, "").strip() or not content.description.get(language, "").strip():
            yield Fault(
                code="translation",
                step=StepName.LANGUAGES,
                message=_("Translate at least the name and the description into every language."),
            )
            return
