"""What pages show of content: the card that holders will see, criteria, results, the offer, in one language.

``tests/cairn_site/designing/test_presenting.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn_site.designing.content import GroupRule, PeriodUnit, ResultKind, ValidityKind
from cairn_site.designing.images import image_path
from cairn_site.designing.narrative import text_for
from cairn_site.designing.publishing import shelve
from cairn_site.designing.words import AT_LEAST, CONCEPTS, LANGUAGES, QF_EHEA, TYPES

if TYPE_CHECKING:
    from uuid import UUID

    from cairn_site.aligning.queries import Shelf
    from cairn_site.designing.content import Content, Offer, ResultField, Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """A group of requirements in words."""

    title: str
    rule: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSkill:
    """A skill with its level and address."""

    name: str
    level: str
    url: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResult:
    """A result in words, with the levels of its rubric."""

    name: str
    detail: str
    levels: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact with its label and an icon."""

    label: str
    value: str
    icon: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An Achievement as a page shows it."""

    name: str
    description: str
    type: str
    image: str
    caption: str
    introduction: str
    criteria: tuple[ShownGroup, ...]
    criteria_url: str
    outcomes: tuple[str, ...]
    skills: tuple[ShownSkill, ...]
    chips: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    results: tuple[ShownResult, ...]
    prerequisites: tuple[Fact, ...]
    stacks_into: tuple[Fact, ...]
    offer: tuple[Fact, ...]
    tags: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    language: str


def show(
    content: Content,
    *,
    image_id: UUID | None,
    language: str = "",
    organisation_id: UUID | None = None,
    shelf: Shelf | None = None,
) -> Shown:
    """Return content as a page shows it: texts in ``language`` or the original, labels in that at work."""
    spoken = language if language in content.languages else content.language

    def text(texts: object) -> str:
        return text_for(texts, content, language=spoken)

    name = text(content.name)
    return Shown(
        name=name,
        description=text(content.description),
        type=str(TYPES.get(content.achievement_type, content.achievement_type)),
        image=image_path(image_id),
        caption=text(content.image_caption) or name,
        introduction=text(content.criteria_introduction),
        criteria=tuple(
            ShownGroup(
                title=text(group.title),
                rule=_rule(group.rule, group.needed),
                requirements=tuple(text(one) for one in group.requirements),
            )
            for group in content.criteria
        ),
        criteria_url=content.criteria_url,
        outcomes=tuple(text(one) for one in content.outcomes),
        skills=_skills(content, shelf or shelve(content, organisation_id)),
        chips=tuple(_chips(content)),
        facts=tuple(_facts(content)),
        results=tuple(_result(content, one, spoken) for one in content.results),
        prerequisites=tuple(
            Fact(label="", value=one.name, url=one.url, icon="arrow-right") for one in content.prerequisites
        )
        + (
            (Fact(label="", value=entry, icon="info"),) if (entry := text(content.entry_requirements)) else ()
        ),
        stacks_into=tuple(
            Fact(label="", value=one.name, url=one.url, icon="layers") for one in content.stacks_into
        ),
        offer=tuple(_offer(content.offer)),
        tags=content.tags,
        languages=tuple((one, LANGUAGES.get(one, one)) for one in content.languages),
        language=spoken,
    )


def _rule(rule: GroupRule, needed: int) -> str:
    if rule is GroupRule.SOME:
        return AT_LEAST.format(needed=needed)
    return _("Also welcome, not needed:") if rule is GroupRule.OPTIONAL else _("All of these:")


def _skills(content: Content, shelf: Shelf) -> tuple[ShownSkill, ...]:
    found = shelf.in_language(translation.get_language() or "en")
    shown = []
    for one in content.skills:
        skill = found.get((one.framework, one.code))
        level = next((row for row in skill.levels if row.number == one.level), None) if skill else None
        shown.append(
            ShownSkill(
                name=skill.name if skill else one.name or one.code,
                level=level.name if level else "",
                number=level.number if level else 0,
                url=f"/skills/{one.framework}/{one.code}" if skill else "",
            )
        )
    shown += [ShownSkill(name=one.name, level=one.framework, url=one.url) for one in content.outside_skills]
    return tuple(shown)


def _chips(content: Content) -> list[Fact]:
    """Return the few facts that fit on a card."""
    chips = []
    if content.hours is not None:
        chips.append(Fact(label=_("Workload"), value=_hours(content.hours), icon="clock"))
    if content.credits is not None and content.credit_system is not None:
        value = f"{localize(_plain(content.credits))} {content.credit_system.value.code}"
        chips.append(Fact(label=_("Credits"), value=value, icon="coins"))
    chips += [
        Fact(label=_("Level"), value=f"{level.framework} {level.code}", icon="chart-column")
        for level in content.levels[:1]
    ]
    if content.validity.kind is not ValidityKind.FOREVER:
        chips.append(Fact(label=_("Holds"), value=_holds(content.validity), icon="calendar"))
    return chips


def _facts(content: Content) -> list[Fact]:
    facts = []
    if content.hours is not None:
        facts.append(Fact(label=_("Workload"), value=_hours(content.hours), icon="clock"))
    if content.credits is not None and content.credit_system is not None:
        label = str(CONCEPTS[content.credit_system.value.code])
        facts.append(Fact(label=label, value=str(localize(_plain(content.credits))), icon="coins"))
    for level in content.levels:
        value = str(QF_EHEA.get(level.code, level.code))
        facts.append(
            Fact(label=_("Level"), value=f"{level.framework} {value}", icon="chart-column", url=level.url)
        )
    listed = (
        (_("Taking part"), content.participation, "users"),
        (_("Assessment"), content.assessment_types, "clipboard-check"),
    )
    for label, words, icon in listed:
        if words:
            value = ", ".join(str(CONCEPTS[word.value.code]) for word in words)
            facts.append(Fact(label=label, value=value, icon=icon))
    if content.supervision is not None:
        value = str(CONCEPTS[content.supervision.value.code])
        facts.append(Fact(label=_("Supervision"), value=value, icon="eye"))
    facts += [
        Fact(label=str(CONCEPTS[one.kind.value.code]), value=one.name, icon="shield-check", url=one.url)
        for one in content.quality_assurance
    ]
    facts.append(Fact(label=_("Holds"), value=_holds(content.validity), icon="calendar"))
    if content.field_of_study:
        facts.append(Fact(label=_("Field of study"), value=content.field_of_study, icon="book-open"))
    if content.human_code:
        facts.append(Fact(label=_("Code"), value=content.human_code, icon="tag"))
    if content.awarding_body is not None:
        facts.append(
            Fact(
                label=_("Designed by"),
                value=content.awarding_body.name,
                icon="building-2",
                url=content.awarding_body.url,
            )
        )
    return facts


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _hours(hours: float) -> str:
    return ngettext("{hours} hour", "{hours} hours", 1 if hours == 1 else 2).format(
        hours=localize(_plain(hours))
    )


def _holds(validity: Validity) -> str:
    if validity.kind is ValidityKind.RELATIVE:
        amount = validity.amount
        if validity.unit is PeriodUnit.YEARS:
            return ngettext("{amount} year", "{amount} years", amount).format(amount=amount)
        if validity.unit is PeriodUnit.MONTHS:
            return ngettext("{amount} month", "{amount} months", amount).format(amount=amount)
        return ngettext("{amount} day", "{amount} days", amount).format(amount=amount)
    if validity.kind is ValidityKind.FIXED and validity.last_day is not None:
        return _("until {day}").format(day=date_format(validity.last_day))
    return _("for ever")


def _result(content: Content, result: ResultField, language: str) -> ShownResult:
    def text(texts: object) -> str:
        return text_for(texts, content, language=language)

    details = []
    if result.kind is ResultKind.PERCENT:
        details.append(_("0 to 100 per cent"))
    if result.kind is ResultKind.POINTS and result.maximum is not None:
        details.append(_("up to {maximum} points").format(maximum=localize(_plain(result.maximum))))
    if result.kind is ResultKind.GRADE:
        details.append(", ".join(result.allowed))
    if result.kind is ResultKind.STATUS:
        details.append(_("completed or not"))
    if result.required and result.kind is not ResultKind.RUBRIC:
        details.append(_("at least {required}").format(required=result.required))
    return ShownResult(
        name=text(result.name),
        detail="; ".join(details),
        levels=tuple(
            (text(level.name), text(level.description), result.required == str(number))
            for number, level in enumerate(result.levels, start=1)
        ),
    )


def _offer(offer: Offer) -> list[Fact]:
    facts = []
    if offer.is_free:
        facts.append(Fact(label=_("Price"), value=_("Free of charge"), icon="coins"))
    elif offer.price:
        facts.append(Fact(label=_("Price"), value=f"{offer.price} {offer.currency}", icon="coins"))
    for label, day in (
        (_("Starts on"), offer.starts_on),
        (_("Ends on"), offer.ends_on),
        (_("Enrol by"), offer.apply_by),
    ):
        if day is not None:
            facts.append(Fact(label=label, value=date_format(day), icon="calendar"))
    if offer.url:
        facts.append(Fact(label=_("Where to enrol"), value=offer.url, icon="external-link", url=offer.url))
    return facts
