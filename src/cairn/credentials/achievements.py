"""What can be achieved: Achievement with its Criteria and its kin (Open Badges 3.0, B.1.1, B.1.7, B.1.17).

``tests/cairn/credentials/test_achievements.py`` and ``test_strictness.py`` prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.credentials.findings import Findings, warning
from cairn.credentials.identity import IdentifierEntry
from cairn.credentials.kinds import JWS, LANGUAGE, NUMBER, TEXT, URI, WORDS, vocabulary
from cairn.credentials.profiles import EndorsementCredential, Image, Profile
from cairn.credentials.results import Alignment, ResultDescription, check_unique_ids
from cairn.credentials.view import View, many, node, optional, required, type_set
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ACHIEVEMENT_TYPE: Final = vocabulary(
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
    extensible=True,
)


def _check_said(criteria: JsonObject) -> Findings:
    if criteria.get("id") or criteria.get("narrative"):
        return []
    return warning(
        DocumentError(
            "credential.criteria_empty",
            "The criteria say nothing, so nobody can tell what was done for the Achievement.",
            mend="Add 'narrative', or the 'id' of a page that tells it.",
        )
    )


class Criteria(View):
    """What has to be done, at an address, in Markdown, or both."""

    __slots__ = ()
    id = optional(URI)
    narrative = optional(TEXT)
    rules = (_check_said,)


class Related(View):
    """Another Achievement that this one is a version or a translation of."""

    __slots__ = ()
    id = required(URI)
    types = type_set("Related")
    in_language = optional(LANGUAGE)
    version = optional(TEXT)


class Achievement(View):
    """Something that can be achieved, whoever achieves it."""

    __slots__ = ()
    id = required(URI)
    types = type_set("Achievement")
    alignment = many(node(Alignment))
    achievement_type = optional(ACHIEVEMENT_TYPE)
    creator = optional(node(Profile))
    credits_available = optional(NUMBER)
    criteria = required(node(Criteria))
    description = required(WORDS)
    endorsement = many(node(EndorsementCredential))
    endorsement_jwt = many(JWS)
    field_of_study = optional(TEXT)
    human_code = optional(TEXT)
    image = optional(node(Image))
    in_language = optional(LANGUAGE)
    name = required(WORDS)
    other_identifier = many(node(IdentifierEntry))
    related = many(node(Related))
    result_description = many(node(ResultDescription))
    specialization = optional(TEXT)
    tag = many(TEXT)
    version = optional(TEXT)
    rules = (check_unique_ids,)
