"""The words that tell how an Achievement is learned, assessed and assured, as concepts of the EU's lists.

Each is a code of ours that never changes, the address of the concept in the controlled vocabularies of the
European Learning Model where there is one, and a label in English. A foreign reader follows the address or
shows the label; ours reads the code, or the address where another issuer wrote no code.
The addresses are those of the model's published schemas and samples; the few that begin with ``c_``, and the
one of assessment without supervision but with an identity check, are later than those and were read in other
software. ``tests/cairn/credentials/test_concepts.py`` holds the page to this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

_SNB: Final = "http://data.europa.eu/snb/"
CREDIT_POINTS_OF_ELM: Final = f"{_SNB}model/elm/creditPoint"
VOLUME_OF_LEARNING: Final = f"{_SNB}model/elm/volumeOfLearning"
EQF: Final = f"{_SNB}eqf/"


class TargetType(StrEnum):
    """What an Alignment of ours points at; the value is its ``targetType``."""

    COMPETENCY = "ceasn:Competency"
    FRAMEWORK_ITEM = "CFItem"
    ESCO_SKILL = "ext:ESCOSkill"
    LEARNING_OUTCOME = "ext:LearningOutcome"
    LEVEL = "ext:EducationLevel"
    CREDIT_SYSTEM = "ext:CreditSystem"
    WORKLOAD = "ext:Workload"
    PARTICIPATION = "ext:ModeOfParticipation"
    ASSESSMENT_TYPE = "ext:AssessmentType"
    SUPERVISION = "ext:SupervisionAndIdentityCheck"
    QUALITY_ASSURANCE = "ext:QualityAssurance"
    PREREQUISITE = "ext:Prerequisite"
    STACKS_INTO = "ext:StacksInto"


OUTCOME_TYPES: Final = (
    TargetType.COMPETENCY,
    TargetType.FRAMEWORK_ITEM,
    TargetType.ESCO_SKILL,
    TargetType.LEARNING_OUTCOME,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One word: its code, the address of its concept or of the list it belongs to, and its English label."""

    code: str
    url: str
    label: str


def _in(scheme: str, code: str, concept: str, label: str) -> Concept:
    return Concept(code=code, url=f"{_SNB}{scheme}/{concept}", label=label)


SCHEME: Final = "25831c2"
"""The last step of the address of every list; it stands for words that the EU's list does not have."""


def _participation(code: str, concept: str, label: str) -> Concept:
    return _in("learning-assessment", code, concept, label)


def _assessment(code: str, concept: str, label: str) -> Concept:
    return _in("assessment", code, concept, label)


class Participation(Enum):
    """Form of participation in the learning activity (Mode of learning and assessment)."""

    ONLINE = _participation("online", "920fbb3cbe", "Online")
    ON_SITE = _participation("on-site", "9191af2ed9", "On site")
    BLENDED = _participation("blended", "e92d221e4d", "Blended")
    HYBRID = _participation("hybrid", "c_3a90b26d", "Hybrid")
    WORK_BASED = _participation("work-based", "729f3bed4b", "Work-based")
    PROJECT_BASED = _participation("project-based", "7813801c77", "Project-based")
    LABORATORY = _participation("laboratory", "ed4c557045", "In a research laboratory")


class AssessmentType(Enum):
    """Type of assessment."""

    WRITTEN_EXAMINATION = _assessment("written-examination", "6e6cb2cc78", "Written examination")
    ORAL_EXAMINATION = _assessment("oral-examination", "d30284d7df", "Oral examination")
    QUIZ = _assessment("quiz", "b1b68f6735", "Quiz")
    MARKED_ASSIGNMENT = _assessment("marked-assignment", "2939dae15f", "Marked assignment")
    PRACTICAL = _assessment("practical", "6a4db9f11d", "Practical assessment")
    PROJECT_WORK = _assessment("project-work", "795dac4096", "Project work")
    PROBLEM_BASED = _assessment("problem-based", "c4256a2726", "Problem-based learning")
    PORTFOLIO = _assessment("portfolio", "4f03b91c0e", "Portfolio")
    ARTEFACT = _assessment("artefact", "de4d165a6c", "Assessment of an artefact")
    PRESENTATION = _assessment("presentation", "c_04b30a72", "Presentation")
    CONTINUOUS = _assessment("continuous", "3484bd7e51", "Continuous evaluation")
    GROUP = _assessment("group", "56539a6507", "Group performance")
    PEER_ASSESSMENT = _assessment("peer-assessment", "19a2e5e671", "Peer assessment")
    PEER_REVIEW = _assessment("peer-review", "812e3b0ae1", "Peer review")
    SELF_ASSESSMENT = _assessment("self-assessment", "c_2b3bd410", "Self-assessment")
    GUIDED_SELF_ASSESSMENT = _assessment("guided-self-assessment", "c_4f874951", "Guided self-assessment")
    ATTENDANCE = _assessment("attendance", "7331eb4762", "Attendance")


class Supervision(Enum):
    """Supervision and identity check during the assessment."""

    SUPERVISED_WITH_IDENTITY_CHECK = _in(
        "supervision-verification",
        "supervised-identity-checked",
        "70be69aaf9",
        "Supervised, identity checked",
    )
    SUPERVISED = _in("supervision-verification", "supervised", SCHEME, "Supervised, identity not checked")
    UNSUPERVISED_WITH_IDENTITY_CHECK = _in(
        "supervision-verification",
        "unsupervised-identity-checked",
        "df2880c5cb",
        "Not supervised, identity checked",
    )
    UNSUPERVISED = _in(
        "supervision-verification",
        "unsupervised",
        "c598449d64",
        "Not supervised, identity not checked",
    )


class Assurance(Enum):
    """Type of quality assurance that underpins the credential."""

    PROGRAMME = _in("accreditation", "programme", "820101cba6", "Quality assurance of the programme")
    INSTITUTION = _in("accreditation", "institution", "bb4618238e", "Quality assurance of the institution")
    PROGRAMME_LICENCE = _in("accreditation", "programme-licence", "e57dddfcf3", "Licence of the programme")
    INSTITUTION_LICENCE = _in(
        "accreditation", "institution-licence", "003293d2ce", "Licence of the institution"
    )
    INTERNAL = _in("accreditation", "internal", SCHEME, "Internal quality assurance")


class CreditSystem(Enum):
    """What the numbers in ``creditsAvailable`` and ``creditsEarned`` count."""

    ECTS = _in("education-credit", "ECTS", "6fcec5c5af", "ECTS credits")
    ECVET = _in("education-credit", "ECVET", "60b314e826", "ECVET points")


LISTS: Final = {
    TargetType.PARTICIPATION: "Mode of learning and assessment",
    TargetType.ASSESSMENT_TYPE: "Assessment type",
    TargetType.SUPERVISION: "Supervision and verification",
    TargetType.QUALITY_ASSURANCE: "Accreditation type",
    TargetType.CREDIT_SYSTEM: "Education credit",
}
"""The name of the list that each word is of, as ``targetFramework`` tells it."""
