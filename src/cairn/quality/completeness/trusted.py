"""The class of a microcredential after 1EdTech's TrustEd Microcredential Framework: derived, never declared.

The framework publishes two classes: Knowledge, "foundational knowledge demonstrated by a validated assessment
that measures the defined learning outcomes", and Application, "the ability to apply a specific set of
knowledge", assessed by "a validated assessment aligned to the defined outcomes"; all else is a recognition.
What follows from that for a document is our reading, written down in ``docs/algorithms/completeness.md``: it
says what is told, not that it is true, and is no certification.
``tests/cairn/quality/completeness/test_trusted.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import SCHEME, AssessmentType, Concept, Supervision, TargetType
from cairn.credentials.figures import FigureKind
from cairn.credentials.view import objects
from cairn.quality.completeness.elements import Presence
from cairn.quality.completeness.european import EU_ELEMENTS
from cairn.quality.completeness.seen import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.quality.completeness.seen import Row, Seen


class MicrocredentialClass(StrEnum):
    """The three classes, from the one that asks the least."""

    RECOGNITION = "recognition"
    KNOWLEDGE = "knowledge"
    APPLICATION = "application"


NO_PROOF: Final = frozenset(
    {
        AssessmentType.ATTENDANCE,
        AssessmentType.SELF_ASSESSMENT,
        AssessmentType.GUIDED_SELF_ASSESSMENT,
        AssessmentType.PEER_REVIEW,
    }
)
"""Types of assessment of which none, alone, shows that anything was learned."""

PERFORMANCE: Final = frozenset(
    {
        AssessmentType.PRACTICAL,
        AssessmentType.PROJECT_WORK,
        AssessmentType.PROBLEM_BASED,
        AssessmentType.PORTFOLIO,
        AssessmentType.ARTEFACT,
        AssessmentType.PRESENTATION,
        AssessmentType.GROUP,
    }
)
"""Types of assessment in which something is done or made with what was learned."""

_SUPERVISED: Final = (Supervision.SUPERVISED, Supervision.SUPERVISED_WITH_IDENTITY_CHECK)
_VALIDATING: Final = frozenset(
    {
        FigureKind.RELIABILITY.value,
        FigureKind.CLASSIFICATION_ACCURACY.value,
        FigureKind.CLASSIFICATION_CONSISTENCY.value,
        FigureKind.RATER_AGREEMENT.value,
    }
)
_LOOKS: Final = {element.code: element.look for element in EU_ELEMENTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that a class asks for; ``asked_by`` is the least class that does."""

    code: str
    asked_by: MicrocredentialClass
    title: str
    mend: str
    find: Callable[[Seen], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementReading:
    """Whether a document meets a requirement, the pointers of what meets it, and else how to mend it."""

    code: str
    asked_by: MicrocredentialClass
    title: str
    is_met: bool
    where: tuple[str, ...]
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The class of a document, with every requirement of every class."""

    kind: MicrocredentialClass
    requirements: tuple[RequirementReading, ...]

    def missing_for(self, kind: MicrocredentialClass) -> tuple[RequirementReading, ...]:
        """Return the requirements that stand between the document and a class."""
        asked = _asked_for(kind)
        return tuple([row for row in self.requirements if row.asked_by in asked and not row.is_met])


def classify(seen: Seen) -> Classification:
    """Return the class that a document comes to by what it tells."""
    rows = []
    for requirement in REQUIREMENTS:
        where = requirement.find(seen)
        rows.append(
            RequirementReading(
                code=requirement.code,
                asked_by=requirement.asked_by,
                title=requirement.title,
                is_met=bool(where),
                where=where,
                mend="" if where else requirement.mend,
            )
        )
    unmet = {row.asked_by for row in rows if not row.is_met}
    kind = MicrocredentialClass.RECOGNITION
    for candidate in (MicrocredentialClass.KNOWLEDGE, MicrocredentialClass.APPLICATION):
        if not unmet & _asked_for(candidate):
            kind = candidate
    return Classification(kind=kind, requirements=tuple(rows))


def _asked_for(kind: MicrocredentialClass) -> frozenset[MicrocredentialClass]:
    if kind is MicrocredentialClass.APPLICATION:
        return frozenset({MicrocredentialClass.KNOWLEDGE, MicrocredentialClass.APPLICATION})
    return frozenset({kind})


def _told(code: str) -> Callable[[Seen], tuple[str, ...]]:
    look = _LOOKS[code]

    def find(seen: Seen) -> tuple[str, ...]:
        found = look(seen)
        return found.where if found.presence is Presence.PRESENT else ()

    return find


def _description(seen: Seen) -> tuple[str, ...]:
    return (f"{seen.at}/description",) if text_of(seen.achievement, "description") else ()


def _criteria(seen: Seen) -> tuple[str, ...]:
    return tuple(
        [
            f"{seen.at}{place}/{name}"
            for place, criteria in objects(seen.achievement, "criteria")
            for name in ("narrative", "id")
            if text_of(criteria, name)
        ]
    )


def _assessed(seen: Seen) -> tuple[str, ...]:
    types = seen.rows.get(TargetType.ASSESSMENT_TYPE, ())
    return tuple([row.where for row in types if row.is_readable and not _means(row, NO_PROOF)])


def _validated(seen: Seen) -> tuple[str, ...]:
    assured = _told("eu.quality_assurance")(seen)
    supervised = [
        row.where
        for row in seen.rows.get(TargetType.SUPERVISION, ())
        if row.is_readable and _means(row, _SUPERVISED)
    ]
    measured = [
        f"{seen.at}{place}/resultType"
        for place, description in objects(seen.achievement, "resultDescription")
        if text_of(description, "resultType") in _VALIDATING
    ]
    return (*assured, *supervised, *measured)


def _applied(seen: Seen) -> tuple[str, ...]:
    types = seen.rows.get(TargetType.ASSESSMENT_TYPE, ())
    return tuple([row.where for row in types if row.is_readable and _means(row, PERFORMANCE)])


def _aligned(seen: Seen) -> tuple[str, ...]:
    return tuple(
        [
            f"{seen.at}{place}/{name}"
            for place, description in objects(seen.achievement, "resultDescription")
            for name in ("alignment", "rubricCriterionLevel")
            if description.get(name)
        ]
    )


def _means(row: Row, words: frozenset[AssessmentType] | tuple[Supervision, ...]) -> bool:
    """Tell whether an alignment means one of ``words``: by its code or, without one, by its address."""
    code, url = row.alignment.get("targetCode"), row.alignment.get("targetUrl")
    concepts: list[Concept] = [word.value for word in words]
    if any(concept.code == code for concept in concepts):
        return True
    return any(concept.url == url and not concept.url.endswith(SCHEME) for concept in concepts) and not code


_KNOWLEDGE: Final = MicrocredentialClass.KNOWLEDGE
_APPLICATION: Final = MicrocredentialClass.APPLICATION
REQUIREMENTS: Final = (
    Requirement(
        code="trusted.title",
        asked_by=_KNOWLEDGE,
        title="It has a name",
        mend="Give it a name.",
        find=_told("eu.title"),
    ),
    Requirement(
        code="trusted.description",
        asked_by=_KNOWLEDGE,
        title="It is described",
        mend="Describe it in a sentence or two.",
        find=_description,
    ),
    Requirement(
        code="trusted.criteria",
        asked_by=_KNOWLEDGE,
        title="It says what has to be done",
        mend="Write the criteria, or name a page that tells them.",
        find=_criteria,
    ),
    Requirement(
        code="trusted.outcomes",
        asked_by=_KNOWLEDGE,
        title="Learning outcomes are defined",
        mend="Add at least one skill, or a learning outcome in your own words.",
        find=_told("eu.outcomes"),
    ),
    Requirement(
        code="trusted.assessed",
        asked_by=_KNOWLEDGE,
        title="The outcomes are assessed by somebody else than the learner",
        mend="Add a type of assessment other than attendance, self-assessment and peer review.",
        find=_assessed,
    ),
    Requirement(
        code="trusted.validated",
        asked_by=_KNOWLEDGE,
        title="Something speaks for the assessment",
        mend="Add the quality assurance, supervision of the assessment, or a figure of its reliability.",
        find=_validated,
    ),
    Requirement(
        code="trusted.applied",
        asked_by=_APPLICATION,
        title="The assessment asks to apply what was learned",
        mend="Add a type of assessment in which something is done or made, such as practical assessment.",
        find=_applied,
    ),
    Requirement(
        code="trusted.aligned",
        asked_by=_APPLICATION,
        title="The assessment is aligned to the outcomes",
        mend="Add a rubric to a result description, or align a result description to an outcome.",
        find=_aligned,
    ),
)
