"""The steps of the designer, and which part of the content each of them is about.

``tests/cairn_site/designing/test_steps.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class StepName(StrEnum):
    """The steps, by their place in addresses."""

    BASICS = "basics"
    IMAGE = "image"
    CRITERIA = "criteria"
    OUTCOMES = "outcomes"
    WORKLOAD = "workload"
    ASSESSMENT = "assessment"
    RESULTS = "results"
    VALIDITY = "validity"
    OFFER = "offer"
    LANGUAGES = "languages"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its title, what it asks in one sentence, its icon, and the fields of the content it edits."""

    name: StepName
    title: str | _StrPromise
    lead: str | _StrPromise
    icon: str
    fields: tuple[str, ...] = ()


STEPS: Final = (
    Step(
        name=StepName.BASICS,
        title=_("Name"),
        lead=_("What is it called, and what does it say about somebody who has it?"),
        icon="pencil",
        fields=(
            "language",
            "name",
            "description",
            "achievement_type",
            "field_of_study",
            "human_code",
            "tags",
        ),
    ),
    Step(
        name=StepName.IMAGE,
        title=_("Image"),
        lead=_("The picture that holders will share. Design it here, or upload your own."),
        icon="palette",
        fields=("image_caption",),
    ),
    Step(
        name=StepName.CRITERIA,
        title=_("Criteria"),
        lead=_("What does somebody have to do for it?"),
        icon="list-checks",
        fields=("criteria_introduction", "criteria", "criteria_url"),
    ),
    Step(
        name=StepName.OUTCOMES,
        title=_("Outcomes and skills"),
        lead=_("What can somebody do who has it?"),
        icon="target",
        fields=("outcomes", "skills", "outside_skills"),
    ),
    Step(
        name=StepName.WORKLOAD,
        title=_("Workload and level"),
        lead=_("How much work is it, at which level, and how does one take part?"),
        icon="clock",
        fields=("hours", "credits", "credit_system", "levels", "participation"),
    ),
    Step(
        name=StepName.ASSESSMENT,
        title=_("Assessment and quality"),
        lead=_("How is it found out that somebody can do it, and who vouches for that?"),
        icon="shield-check",
        fields=("assessment_types", "supervision", "quality_assurance"),
    ),
    Step(
        name=StepName.RESULTS,
        title=_("Results"),
        lead=_("Which results can an award carry: a score, a grade, a level of a rubric?"),
        icon="chart-column",
        fields=("results",),
    ),
    Step(
        name=StepName.VALIDITY,
        title=_("Validity and stacking"),
        lead=_("How long does it hold, what comes before it, and what does it count towards?"),
        icon="layers",
        fields=("validity", "can_be_suspended", "prerequisites", "entry_requirements", "stacks_into"),
    ),
    Step(
        name=StepName.OFFER,
        title=_("Price and dates"),
        lead=_("How can somebody take part?"),
        icon="calendar",
        fields=("offer", "awarding_body", "country"),
    ),
    Step(
        name=StepName.LANGUAGES,
        title=_("Languages"),
        lead=_("In which other languages should it be told?"),
        icon="languages",
        fields=("translations",),
    ),
    Step(
        name=StepName.REVIEW,
        title=_("Review and publish"),
        lead=_("See it as holders will, and publish it."),
        icon="send",
    ),
)
BY_NAME: Final = {step.name: step for step in STEPS}


def after(name: StepName) -> StepName | None:
    """Return the step after one."""
    names = [step.name for step in STEPS]
    place = names.index(name) + 1
    return names[place] if place < len(names) else None


def before(name: StepName) -> StepName | None:
    """Return the step before one."""
    names = [step.name for step in STEPS]
    place = names.index(name)
    return names[place - 1] if place else None
