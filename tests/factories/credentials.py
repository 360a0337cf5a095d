"""Full realistic credentials of Northside College, made by the builders, with every class that they know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from cairn.credentials import builders
from cairn.credentials.concepts import (
    AssessmentType,
    Assurance,
    CreditSystem,
    Participation,
    Supervision,
    TargetType,
)
from cairn.credentials.facts import (
    Facts,
    LinkedAchievement,
    Outcome,
    QualityAssurance,
    eqf_level,
    format_facts,
)
from cairn.credentials.figures import (
    Figure,
    FigureDescription,
    FigureKind,
    format_description,
    format_figure,
)
from cairn.credentials.linked_documents import link_document

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

HOST = "https://credentials.example.edu"
ISSUER_ID = f"{HOST}/organisations/northside"
ACHIEVEMENT_ID = f"{HOST}/achievements/0190d1f2-5c1b-7e3a-9d4f-6f0a3c2b1e5d"
SUBJECT_ID = "did:example:zoe"
NOW = datetime(2026, 1, 30, 9, tzinfo=UTC)
ELM_DOCUMENT = b'{"@context": "http://data.europa.eu/snb/model/context/edc-ap", "id": "urn:credential:1"}'

FACTS = Facts(
    outcomes=(
        Outcome(
            name="interpret nutritional information",
            url="http://data.europa.eu/esco/skill/0b0a3b4e",
            target_type=TargetType.ESCO_SKILL,
            framework="ESCO",
        ),
        Outcome(
            name="Explains a label to a customer",
            url=f"{ACHIEVEMENT_ID}#outcome-1",
            target_type=TargetType.LEARNING_OUTCOME,
            description="In plain words, with both its figures and its claims.",
        ),
    ),
    levels=(eqf_level(4),),
    credit_system=CreditSystem.ECTS,
    workload_hours=37.5,
    participation=(Participation.BLENDED,),
    assessment_types=(AssessmentType.WRITTEN_EXAMINATION, AssessmentType.PRACTICAL),
    supervision=Supervision.SUPERVISED_WITH_IDENTITY_CHECK,
    quality_assurance=(
        QualityAssurance(
            kind=Assurance.INSTITUTION, name="Agency for Quality", url="https://quality.example.org/northside"
        ),
    ),
    prerequisites=(LinkedAchievement(name="Basic biology", url=f"{HOST}/achievements/biology"),),
    stacks_into=(LinkedAchievement(name="Food adviser", url=f"{HOST}/achievements/food-adviser"),),
)


def describe(kind: FigureKind, word: str, required: float | None = None) -> FigureDescription:
    """Return the description of a figure of the Achievement here."""
    return FigureDescription(identifier=f"{ACHIEVEMENT_ID}#{word}", kind=kind, required=required)


ABILITY = describe(FigureKind.ABILITY, "ability", 0.25)
FIGURES = (
    Figure(description=describe(FigureKind.PERCENT, "per-cent", 60), value=87.5),
    Figure(description=ABILITY, value=0.8125),
    Figure(description=describe(FigureKind.STANDARD_ERROR, "standard-error"), value=0.21),
    Figure(description=describe(FigureKind.CUT_SCORE, "cut-score"), value=0.25),
    Figure(description=describe(FigureKind.MASTERY_PROBABILITY, "mastery"), value=0.9963),
    Figure(description=describe(FigureKind.ITEM_COUNT, "items"), value=24),
    Figure(description=describe(FigureKind.TEST_VERSION, "version"), value="labels-2026.1"),
)


def issuer() -> JsonObject:
    """Return the Profile of the college, with its country, its place and a parent."""
    return builders.build_profile(
        identifier=ISSUER_ID,
        name="Northside College",
        url="https://northside.example.edu",
        email="badges@northside.example.edu",
        phone="+44 20 7946 0000",
        description="A college of the north side.",
        image=builders.build_image(url=f"{HOST}/images/northside.png", caption="A blue compass"),
        address=builders.build_address(
            country="United Kingdom",
            country_code="GB",
            locality="London",
            street_address="1 North Road",
            postal_code="N1 1AA",
            geo=builders.build_coordinates(latitude=51.55, longitude=-0.1),
        ),
        other_identifier=[builders.build_identifier_entry(identifier="10007", identifier_type="ext:UKPRN")],
        parent_org=builders.build_profile(identifier="https://side.example.edu", name="Side Colleges"),
    )


def assessor() -> JsonObject:
    """Return the Profile of a person."""
    return builders.build_profile(
        identifier="https://people.example.edu/ada",
        name="Dr Ada Smith-Jones",
        given_name="Ada",
        family_name="Smith-Jones",
        honorific_prefix="Dr",
        date_of_birth=date(1980, 2, 29),
    )


def full_achievement() -> JsonObject:
    """Return an Achievement with facts, figures, a rubric, a status and translations."""
    levels = [
        builders.build_rubric_level(
            identifier=f"{ACHIEVEMENT_ID}#partly", name="Partly", level="1", points="1"
        ),
        builders.build_rubric_level(
            identifier=f"{ACHIEVEMENT_ID}#clear",
            name="Clear",
            level="2",
            points="2",
            description="A customer could act on it.",
        ),
    ]
    rubric = builders.build_result_description(
        identifier=f"{ACHIEVEMENT_ID}#explanation",
        name="Explanation",
        result_type="RubricCriterionLevel",
        rubric_criterion_level=levels,
        required_level=f"{ACHIEVEMENT_ID}#partly",
    )
    grade = builders.build_result_description(
        identifier=f"{ACHIEVEMENT_ID}#grade",
        name="Grade",
        result_type="LetterGrade",
        allowed_value=["F", "C", "B", "A"],
        value_min="F",
        value_max="A",
        required_value="C",
    )
    status = builders.build_result_description(
        identifier=f"{ACHIEVEMENT_ID}#status", name="Status", result_type="Status"
    )
    return builders.build_achievement(
        identifier=ACHIEVEMENT_ID,
        name={"en": "Reading a food label", "de": "Ein Lebensmitteletikett lesen"},
        description={
            "en": "Finds, compares and explains what the label on packaged food says.",
            "de": "Findet, vergleicht und erklärt, was auf dem Etikett steht.",
        },
        criteria=builders.build_criteria(
            narrative="Pass the supervised test and explain **two** labels to the assessor.",
            url=f"{ACHIEVEMENT_ID}/criteria",
        ),
        in_language="en",
        version="2026.1",
        creator=issuer(),
        credits_available=1.5,
        field_of_study="Nutrition",
        specialization="Food labels",
        human_code="NUT-101",
        image=builders.build_image(url=f"{HOST}/images/label.png", caption="A magnifying glass over a label"),
        alignment=format_facts(FACTS),
        result_description=[format_description(row.description) for row in FIGURES] + [rubric, grade, status],
        related=[
            builders.build_related(identifier=f"{ACHIEVEMENT_ID}/de", in_language="de", version="2026.1")
        ],
        other_identifier=[builders.build_identifier_entry(identifier="17", identifier_type="systemId")],
        endorsement=[endorsement(endorsed=ACHIEVEMENT_ID)],
        tag=["food", "labels"],
    )


def full_subject(achievement: JsonObject | None = None) -> JsonObject:
    """Return the subject with both identities and every result."""
    results = [
        builders.build_result(
            result_description=f"{ACHIEVEMENT_ID}#explanation", achieved_level=f"{ACHIEVEMENT_ID}#clear"
        ),
        builders.build_result(result_description=f"{ACHIEVEMENT_ID}#grade", value="B"),
        builders.build_result(result_description=f"{ACHIEVEMENT_ID}#status", status="Completed"),
    ]
    return builders.build_achievement_subject(
        achievement=full_achievement() if achievement is None else achievement,
        identifier=SUBJECT_ID,
        identities=[
            builders.build_hashed_identity(value="Zoe@Example.org", salt="c2FsdHNhbHRzYWx0"),
            builders.build_plain_identity(value="Zoë Ångström"),
        ],
        result=[format_figure(row) for row in FIGURES] + results,
        credits_earned=1.5,
        narrative="Explained two labels.",
        activity_start_date=datetime(2026, 1, 5, 8, tzinfo=UTC),
        activity_end_date=datetime(2026, 1, 29, 16, tzinfo=UTC),
        license_number="L-77",
        role="learner",
        term="Spring 2026",
        source=assessor(),
        image=builders.build_image(url=f"{HOST}/images/zoe.png"),
    )


def full_credential() -> JsonObject:
    """Return an unsigned AchievementCredential in which every part that there can be is there."""
    return builders.build_achievement_credential(
        envelope=builders.Envelope(
            identifier=f"{HOST}/credentials/0190d1f2-5c1b-8e3a-9d4f-000000000001",
            issuer=issuer(),
            valid_from=NOW,
            valid_until=datetime(2031, 1, 30, 9, tzinfo=UTC),
            awarded_date=NOW,
            name="Reading a food label",
            description="Awarded after a supervised test.",
            credential_status={
                "id": f"{HOST}/status/northside/revocation/1#7",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "7",
                "statusListCredential": f"{HOST}/status/northside/revocation/1",
            },
            refresh_service={"id": f"{HOST}/refresh/1", "type": "1EdTechCredentialRefresh"},
            credential_schema=[builders.build_credential_schema(url=f"{HOST}/schema.json")],
            related_resource=[link_document(url=f"{HOST}/elm/1.jsonld", data=ELM_DOCUMENT)],
        ),
        subject=full_subject(),
        evidence=[
            builders.build_evidence(
                url="https://evidence.example.edu/1",
                name="Recording",
                narrative="Five minutes, two labels.",
                description="A conversation with a customer.",
                genre="Video",
                audience="Assessors",
            )
        ],
        endorsement=[endorsement(endorsed=f"{HOST}/credentials/0190d1f2-5c1b-8e3a-9d4f-000000000001")],
        image=builders.build_image(url=f"{HOST}/images/badge.png", caption="A label"),
    )


def endorsement(*, endorsed: str = ISSUER_ID) -> JsonObject:
    """Return an unsigned EndorsementCredential."""
    return builders.build_endorsement_credential(
        envelope=builders.Envelope(
            identifier=f"{HOST}/endorsements/1",
            issuer=builders.build_profile(identifier="https://grocers.example.org", name="Guild of Grocers"),
            valid_from=NOW,
            name="Endorsement by the Guild of Grocers",
        ),
        endorsed=endorsed,
        comment="We would hire who has it.",
    )


def record() -> JsonObject:
    """Return an unsigned ClrCredential with one credential, a second Achievement and an association."""
    second = builders.build_achievement(
        identifier=f"{HOST}/achievements/food-adviser",
        name="Food adviser",
        description="Advises customers about food.",
        criteria=builders.build_criteria(narrative="Hold the credentials that stack into it."),
    )
    subject = builders.build_clr_subject(
        identifier=SUBJECT_ID,
        verifiable_credential=[full_credential()],
        achievement=[full_achievement(), second],
        association=[
            builders.build_association(
                association_type="isPartOf", source=ACHIEVEMENT_ID, target=f"{HOST}/achievements/food-adviser"
            )
        ],
    )
    return builders.build_clr_credential(
        envelope=builders.Envelope(
            identifier=f"{HOST}/records/1", issuer=issuer(), valid_from=NOW, name="Record of Zoë Ångström"
        ),
        subject=subject,
        partial=True,
    )
