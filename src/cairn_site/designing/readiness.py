"""How ready content is to be published: what is missing, how complete it is, and its TrustEd class.

The figures are those of ``cairn.quality``; what must be mended first comes from :mod:`designing.rules`, from
the builders, and from the errors of the lint. ``tests/cairn_site/designing/test_readiness.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.credentials.builders import build_address, build_profile
from cairn.errors import CairnError
from cairn.quality.completeness import (
    Collection,
    MicrocredentialClass,
    Presence,
    Standing,
    measure_achievement,
)
from cairn.quality.lint import LintSeverity, lint_achievement
from cairn_site.designing.publishing import build_document, shelve
from cairn_site.designing.rules import Fault, find_faults
from cairn_site.designing.steps import StepName
from cairn_site.platform.saying import said, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from cairn.canonical.strict_json import JsonObject
    from cairn_site.aligning.queries import Shelf
    from cairn_site.designing.content import Content
    from cairn_site.designing.publishing import Place, Publisher

CLASS_NAMES: Final[Mapping[MicrocredentialClass, _StrPromise]] = {
    MicrocredentialClass.RECOGNITION: gettext_lazy("Recognition"),
    MicrocredentialClass.KNOWLEDGE: gettext_lazy("Knowledge microcredential"),
    MicrocredentialClass.APPLICATION: gettext_lazy("Application microcredential"),
}
_STEP_OF_ELEMENT: Final = {
    "eu.title": StepName.BASICS,
    "eu.country": StepName.OFFER,
    "eu.awarding_body": StepName.OFFER,
    "eu.outcomes": StepName.OUTCOMES,
    "eu.workload": StepName.WORKLOAD,
    "eu.level": StepName.WORKLOAD,
    "eu.assessment": StepName.ASSESSMENT,
    "eu.participation": StepName.WORKLOAD,
    "eu.quality_assurance": StepName.ASSESSMENT,
    "eu.prerequisites": StepName.VALIDITY,
    "eu.supervision": StepName.ASSESSMENT,
    "eu.grade": StepName.RESULTS,
    "eu.stackability": StepName.VALIDITY,
    "eu.further_information": StepName.CRITERIA,
}
_STEP_OF_REQUIREMENT: Final = {
    "trusted.title": StepName.BASICS,
    "trusted.description": StepName.BASICS,
    "trusted.criteria": StepName.CRITERIA,
    "trusted.outcomes": StepName.OUTCOMES,
    "trusted.assessed": StepName.ASSESSMENT,
    "trusted.validated": StepName.ASSESSMENT,
    "trusted.applied": StepName.ASSESSMENT,
    "trusted.aligned": StepName.RESULTS,
}
_STEP_OF_MEMBER: Final = {
    "name": StepName.BASICS,
    "description": StepName.BASICS,
    "tag": StepName.BASICS,
    "fieldOfStudy": StepName.BASICS,
    "humanCode": StepName.BASICS,
    "image": StepName.IMAGE,
    "criteria": StepName.CRITERIA,
    "alignment": StepName.OUTCOMES,
    "creditsAvailable": StepName.WORKLOAD,
    "resultDescription": StepName.RESULTS,
    "inLanguage": StepName.LANGUAGES,
    "creator": StepName.OFFER,
}
_MEMBER_OF_RULE: Final = {"lint.criteria_missing": "criteria", "lint.image_missing": "image"}
# The elements of the EU's list say these better, or an award and not its Achievement tells them.
_NOT_ASKED: Final = frozenset({"lint.eu_element_missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing that an Achievement can tell: whether it does, and else what to do at which step."""

    code: str
    title: str
    is_told: bool
    mend: str
    step: StepName


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What there is to do before and beyond publishing.

    ``faults`` stop it, ``advice`` does not. ``elements`` are the EU's mandatory ones, ``more`` its optional
    ones; ``figure`` is how complete the first are, from 0 to 1. ``missing`` is what stands before the next
    class.
    """

    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...]
    elements: tuple[Element, ...]
    more: tuple[Element, ...]
    figure: float
    kind: MicrocredentialClass
    missing: tuple[Element, ...]

    @property
    def can_publish(self) -> bool:
        """Whether nothing stops it."""
        return not self.faults

    @property
    def class_name(self) -> str:
        """The class in words."""
        return str(CLASS_NAMES[self.kind])

    @property
    def told(self) -> int:
        """How many of the EU's mandatory elements are told."""
        return sum(element.is_told for element in self.elements)

    @property
    def percent(self) -> int:
        """The figure in per cent."""
        return round(self.figure * 100)

    @property
    def open_steps(self) -> frozenset[StepName]:
        """The steps where something stops publishing."""
        return frozenset(fault.step for fault in self.faults)


def measure(
    content: Content, *, publisher: Publisher, place: Place, now: datetime, shelf: Shelf | None = None
) -> Readiness:
    """Return how ready content is; texts are in the language at work."""
    faults = find_faults(content, now=now)
    shelf = shelf or shelve(content, publisher.id)
    document, refusals = _build(content, publisher=publisher, place=place, shelf=shelf)
    if not any(not fault.is_advice for fault in faults):
        faults += refusals
    # A step that has a fault already is not told of twice in other words.
    told = {fault.step for fault in faults if not fault.is_advice}
    if not refusals:
        faults += [fault for fault in _lint(document) if fault.step not in told]
    address = build_address(country_code=publisher.country) if publisher.country else None
    issuer = build_profile(identifier=publisher.profile_url, name=publisher.name, address=address)
    measured = measure_achievement(document, issuer=issuer)

    def elements(standing: Standing) -> tuple[Element, ...]:
        return tuple(
            Element(
                code=row.code,
                title=_(row.title),
                is_told=row.presence is Presence.PRESENT,
                mend=_(row.mend) if row.mend else "",
                step=_STEP_OF_ELEMENT.get(row.code, StepName.BASICS),
            )
            for row in measured.of(Collection.EU, standing)
            if row.presence is not Presence.ELSEWHERE
        )

    kind = measured.microcredential.kind
    following = {
        MicrocredentialClass.RECOGNITION: MicrocredentialClass.KNOWLEDGE,
        MicrocredentialClass.KNOWLEDGE: MicrocredentialClass.APPLICATION,
    }.get(kind)
    missing = () if following is None else measured.microcredential.missing_for(following)
    return Readiness(
        faults=tuple(fault for fault in faults if not fault.is_advice),
        advice=tuple(fault for fault in faults if fault.is_advice),
        elements=elements(Standing.MANDATORY),
        more=elements(Standing.OPTIONAL),
        figure=measured.figure,
        kind=kind,
        missing=tuple(
            Element(
                code=row.code,
                title=_(row.title),
                is_told=False,
                mend=_(row.mend),
                step=_STEP_OF_REQUIREMENT.get(row.code, StepName.BASICS),
            )
            for row in missing
        ),
    )


def _build(
    content: Content, *, publisher: Publisher, place: Place, shelf: Shelf
) -> tuple[JsonObject, list[Fault]]:
    """Return the document as far as it can be built, and what the builders refuse."""
    refusals: list[Fault] = []
    document: JsonObject = {}
    for language in reversed(content.languages):
        try:
            document = build_document(
                content, publisher=publisher, place=place, language=language, shelf=shelf
            )
        except CairnError as error:
            refusals.append(Fault(code=error.code, step=StepName.REVIEW, message=say(error)))
            document = {"id": place.address, "type": ["Achievement"], "name": content.title}
    return document, refusals[-1:]


def _lint(document: JsonObject) -> list[Fault]:
    found: list[Fault] = []
    for finding in lint_achievement(document, ignoring=_NOT_ASKED):
        # What we write ourselves is at our own origin, which may be a machine that only we can reach.
        is_ours = finding.values.get("url", "").startswith(settings.CAIRN_ORIGIN)
        if finding.severity is LintSeverity.NOTE or is_ours or finding.code in {one.code for one in found}:
            continue
        member = (
            finding.where.split("/")[1] if "/" in finding.where else _MEMBER_OF_RULE.get(finding.code, "")
        )
        found.append(
            Fault(
                code=finding.code,
                step=_STEP_OF_MEMBER.get(member, StepName.REVIEW),
                message=f"{said(finding.message, finding.code)} {said(finding.mend, finding.code)}".strip(),
                is_advice=finding.severity is not LintSeverity.ERROR,
            )
        )
    return found
