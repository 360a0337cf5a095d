"""What is filled in for an Achievement: one frozen record with a field for each thing that can be said.

The elements of Annex I of the Council Recommendation 2022/C 243/02 are fields, not free text.
``designing.publishing`` turns it into an Achievement of Open Badges 3.0; the JSON form
(:func:`format_content`) is kept with a version and is what the API speaks. Texts are by language; those of
``language`` are the original.
``tests/cairn_site/designing/test_content.py`` proves it.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.credentials.concepts import AssessmentType, CreditSystem, Participation, Supervision, TargetType
from cairn.credentials.facts import LinkedAchievement, QualityAssurance  # noqa: TC001 - read from JSON
from cairn.errors import DocumentError, UsageError
from cairn_site.designing.records import format_record, parse_record

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CONTENT_VERSION: Final = 1
Texts: TypeAlias = Mapping[str, str]
HOURS_IN_ECTS: Final = (25.0, 30.0)
"""One ECTS credit stands for 25 to 30 hours of work (ECTS Users' Guide 2015)."""


class GroupRule(StrEnum):
    """How many requirements of a group have to be met."""

    ALL = "all"
    SOME = "some"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGroup:
    """Requirements that belong together; ``needed`` is how many, where the rule is ``some``."""

    rule: GroupRule = GroupRule.ALL
    needed: int = 1
    title: Texts = field(default_factory=dict)
    requirements: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillChoice:
    """A skill of a framework of this site at one of its levels; ``name`` is shown where it is not found."""

    framework: str
    code: str
    level: int | None = None
    name: str = ""


class OutsideKind(StrEnum):
    """What a skill from elsewhere is a node of."""

    COMPETENCY = TargetType.COMPETENCY.value
    FRAMEWORK_ITEM = TargetType.FRAMEWORK_ITEM.value
    ESCO_SKILL = TargetType.ESCO_SKILL.value


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSkill:
    """A skill of a framework from elsewhere, by its address."""

    name: str
    url: str
    kind: OutsideKind = OutsideKind.COMPETENCY
    framework: str = ""
    code: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChoice:
    """A level of a qualifications framework; ``url`` is needed for those that are not known here."""

    framework: str
    code: str
    url: str = ""


class ResultKind(StrEnum):
    """What a result of an award can be."""

    PERCENT = "percent"
    POINTS = "points"
    GRADE = "grade"
    RUBRIC = "rubric"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLevel:
    """One level of a rubric, from low to high."""

    name: Texts
    description: Texts = field(default_factory=dict)
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultField:
    """One result that an award can carry.

    ``key`` becomes the fragment of its address. ``minimum`` and ``maximum`` bound points, ``allowed`` lists
    grades and ``levels`` those of a rubric, each from low to high. ``required`` is what has to be reached: a
    number, a grade, or the number of a level counted from 1.
    """

    key: str
    kind: ResultKind
    name: Texts = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    required: str = ""
    allowed: tuple[str, ...] = ()
    levels: tuple[RubricLevel, ...] = ()


class ValidityKind(StrEnum):
    """How long an award holds."""

    FOREVER = "forever"
    RELATIVE = "relative"
    FIXED = "fixed"


class PeriodUnit(StrEnum):
    """What a period counts."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """How long an award holds: for ever, for a period from the award, or to the end of a day (UTC)."""

    kind: ValidityKind = ValidityKind.FOREVER
    amount: int = 0
    unit: PeriodUnit = PeriodUnit.YEARS
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How to take part: what it costs (``price`` is a plain number), when, and where to enrol."""

    is_free: bool = False
    price: str = ""
    currency: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    apply_by: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An awarding body other than the organisation itself."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that can be said about an Achievement; what has its default was not said."""

    language: str = "en"
    translations: tuple[str, ...] = ()
    name: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    image_caption: Texts = field(default_factory=dict)
    achievement_type: str = "MicroCredential"
    human_code: str = ""
    field_of_study: str = ""
    tags: tuple[str, ...] = ()
    criteria_introduction: Texts = field(default_factory=dict)
    criteria: tuple[CriteriaGroup, ...] = ()
    criteria_url: str = ""
    outcomes: tuple[Texts, ...] = ()
    skills: tuple[SkillChoice, ...] = ()
    outside_skills: tuple[OutsideSkill, ...] = ()
    hours: float | None = None
    credits: float | None = None
    credit_system: CreditSystem | None = None
    levels: tuple[LevelChoice, ...] = ()
    participation: tuple[Participation, ...] = ()
    assessment_types: tuple[AssessmentType, ...] = ()
    supervision: Supervision | None = None
    quality_assurance: tuple[QualityAssurance, ...] = ()
    results: tuple[ResultField, ...] = ()
    validity: Validity = field(default_factory=Validity)
    can_be_suspended: bool = False
    prerequisites: tuple[LinkedAchievement, ...] = ()
    entry_requirements: Texts = field(default_factory=dict)
    stacks_into: tuple[LinkedAchievement, ...] = ()
    offer: Offer = field(default_factory=Offer)
    awarding_body: Body | None = None
    country: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The original language and those of the translations."""
        return (self.language, *self.translations)

    @property
    def title(self) -> str:
        """The name in the original language, or empty."""
        return self.name.get(self.language, "")


def format_content(content: Content) -> JsonObject:
    """Return content as it is kept and spoken."""
    return {"version": CONTENT_VERSION, **format_record(content)}


def parse_content(value: object) -> Content:
    """Return the content that a JSON object tells.

    Raises ``DocumentError``: ``designing.content`` for what does not fit, ``designing.content_version`` for a
    version that is not known here.
    """
    if not isinstance(value, dict):
        raise DocumentError("designing.content", "The content is not an object.", mend="Write an object.")
    members = dict(value)
    version = members.pop("version", CONTENT_VERSION)
    if version != CONTENT_VERSION or isinstance(version, bool):
        raise DocumentError(
            "designing.content_version",
            f"The version {version!r} of content is not known here.",
            where="/version",
            mend=f"Write version {CONTENT_VERSION}.",
        )
    return parse_record(Content, members)


def valid_until_for(content: Content, *, valid_from: datetime) -> datetime | None:
    """Return when an award of this content ends, or ``None`` where it never does.

    A month or year later is the same day of the month, or its last. Raises ``UsageError``
    ``designing.validity_past`` where the fixed end is before ``valid_from``.
    """
    validity = content.validity
    if validity.kind is ValidityKind.FOREVER:
        return None
    if validity.kind is ValidityKind.FIXED:
        if validity.last_day is None:
            return None
        until = datetime.combine(validity.last_day, time(23, 59, 59), tzinfo=UTC)
        if until <= valid_from:
            raise UsageError(
                "designing.validity_past",
                "What is awarded now would have ended already.",
                where="/validity/last_day",
                mend="Make a new version with a later last day.",
            )
        return until
    if validity.amount < 1:
        return None
    if validity.unit is PeriodUnit.DAYS:
        return valid_from + timedelta(days=validity.amount)
    months = validity.amount * (12 if validity.unit is PeriodUnit.YEARS else 1)
    year, month = divmod(valid_from.year * 12 + valid_from.month - 1 + months, 12)
    day = min(valid_from.day, calendar.monthrange(year, month + 1)[1])
    return valid_from.replace(year=year, month=month + 1, day=day)
