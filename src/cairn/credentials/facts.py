"""The facts about an Achievement that Open Badges has no member for, as alignments of ``ext:`` types.

They are the elements of Annex I of the Council Recommendation 2022/C 243/02 on micro-credentials: learning
outcomes, workload, level, type of assessment, form of participation, quality assurance, and the optional
prerequisites, supervision and stackability. ``docs/formats/credential-profile.md`` fixes how each is written.
``tests/cairn/credentials/test_facts.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from cairn.credentials.builders.achievements import build_alignment
from cairn.credentials.concepts import (
    EQF,
    LISTS,
    OUTCOME_TYPES,
    SCHEME,
    VOLUME_OF_LEARNING,
    AssessmentType,
    Assurance,
    CreditSystem,
    Participation,
    Supervision,
    TargetType,
)
from cairn.credentials.view import objects
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cairn.canonical.strict_json import JsonObject

_EQF_URL: Final = re.compile(re.escape(EQF) + "([1-8])")
_WORKLOAD: Final = re.compile(r"PT([0-9]{1,6})H(?:([0-9]{1,2})M)?")
Word = TypeVar("Word", AssessmentType, Assurance, CreditSystem, Participation, Supervision)
AnyWord: TypeAlias = AssessmentType | Assurance | CreditSystem | Participation | Supervision


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A learning outcome or competency: a node at ``url``, and where it belongs."""

    name: str
    url: str
    target_type: TargetType = TargetType.COMPETENCY
    framework: str = ""
    code: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a qualifications framework; ``code`` is the level in it, such as 5."""

    framework: str
    code: str
    url: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityAssurance:
    """Who or what assures the quality, of which kind, and the address where that can be looked up."""

    kind: Assurance
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAchievement:
    """Another Achievement: what has to be held before, or what this one counts towards."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about an Achievement; an empty field was not said."""

    outcomes: tuple[Outcome, ...] = ()
    levels: tuple[Level, ...] = ()
    credit_system: CreditSystem | None = None
    workload_hours: float | None = None
    participation: tuple[Participation, ...] = ()
    assessment_types: tuple[AssessmentType, ...] = ()
    supervision: Supervision | None = None
    quality_assurance: tuple[QualityAssurance, ...] = ()
    prerequisites: tuple[LinkedAchievement, ...] = ()
    stacks_into: tuple[LinkedAchievement, ...] = ()


def eqf_level(number: int) -> Level:
    """Return a level of the European Qualifications Framework, 1 to 8.

    Raises ``UsageError`` ``fact.no_such_level``.
    """
    if number not in range(1, 9):
        raise UsageError(
            "fact.no_such_level", f"The EQF has no level {number}.", mend="Name one from 1 to 8."
        )
    return Level(framework="EQF", code=str(number), url=f"{EQF}{number}", name=f"EQF level {number}")


def format_facts(facts: Facts, *, labels: Mapping[str, str] | None = None) -> list[JsonObject]:
    """Return the facts as Alignments for an Achievement.

    ``labels`` translates the English labels, by the codes of the words. Raises ``DocumentError``
    ``credential.*`` as validation would, and ``UsageError`` ``fact.workload``.
    """
    spoken = labels or {}
    found = [
        build_alignment(
            name=outcome.name,
            url=outcome.url,
            target_type=outcome.target_type.value,
            framework=outcome.framework or None,
            code=outcome.code or None,
            description=outcome.description or None,
        )
        for outcome in facts.outcomes
    ]
    found += [
        build_alignment(
            name=level.name or f"{level.framework} {level.code}",
            url=level.url,
            target_type=TargetType.LEVEL.value,
            framework=level.framework,
            code=level.code,
        )
        for level in facts.levels
    ]
    if facts.credit_system is not None:
        found.append(_format_word(facts.credit_system, TargetType.CREDIT_SYSTEM, spoken))
    if facts.workload_hours is not None:
        found.append(_format_workload(facts.workload_hours, spoken))
    found += [_format_word(word, TargetType.PARTICIPATION, spoken) for word in facts.participation]
    found += [_format_word(word, TargetType.ASSESSMENT_TYPE, spoken) for word in facts.assessment_types]
    if facts.supervision is not None:
        found.append(_format_word(facts.supervision, TargetType.SUPERVISION, spoken))
    for assurance in facts.quality_assurance:
        concept = assurance.kind.value
        found.append(
            build_alignment(
                name=assurance.name,
                url=assurance.url,
                target_type=TargetType.QUALITY_ASSURANCE.value,
                framework=LISTS[TargetType.QUALITY_ASSURANCE],
                code=concept.code,
                description=spoken.get(concept.code, concept.label),
            )
        )
    for target_type, links in (
        (TargetType.PREREQUISITE, facts.prerequisites),
        (TargetType.STACKS_INTO, facts.stacks_into),
    ):
        found += [
            build_alignment(name=link.name, url=link.url, target_type=target_type.value) for link in links
        ]
    return found


def parse_facts(achievement: JsonObject) -> Facts:
    """Return the facts that the alignments of an Achievement tell; others are passed over.

    Raises ``DocumentError``: ``fact.unknown_word`` for a word that is on none of our lists, ``fact.repeated``
    where one of a kind is told twice, ``fact.malformed`` for a workload that is none, and ``fact.incomplete``
    for an alignment without name or address.
    """
    by_type: dict[TargetType, list[tuple[str, JsonObject]]] = {kind: [] for kind in TargetType}
    outcomes = []
    for place, alignment in objects(achievement, "alignment"):
        try:
            kind = TargetType(str(alignment.get("targetType")))
        except ValueError:
            continue
        by_type[kind].append((place, alignment))
        if kind in OUTCOME_TYPES:
            outcomes.append(_parse_outcome(alignment, kind, place=place))
    workloads = [_parse_workload(row, place=place) for place, row in by_type[TargetType.WORKLOAD]]
    return Facts(
        outcomes=tuple(outcomes),
        levels=tuple([_parse_level(row, place=place) for place, row in by_type[TargetType.LEVEL]]),
        credit_system=_only(_words(CreditSystem, by_type[TargetType.CREDIT_SYSTEM])),
        workload_hours=_only(workloads),
        participation=tuple(_words(Participation, by_type[TargetType.PARTICIPATION])),
        assessment_types=tuple(_words(AssessmentType, by_type[TargetType.ASSESSMENT_TYPE])),
        supervision=_only(_words(Supervision, by_type[TargetType.SUPERVISION])),
        quality_assurance=tuple(
            [_parse_assurance(row, place=place) for place, row in by_type[TargetType.QUALITY_ASSURANCE]]
        ),
        prerequisites=_links(by_type[TargetType.PREREQUISITE]),
        stacks_into=_links(by_type[TargetType.STACKS_INTO]),
    )


def _format_word(word: AnyWord, target_type: TargetType, spoken: Mapping[str, str]) -> JsonObject:
    concept = word.value
    return build_alignment(
        name=spoken.get(concept.code, concept.label),
        url=concept.url,
        target_type=target_type.value,
        framework=LISTS[target_type],
        code=concept.code,
    )


def _format_workload(hours: float, spoken: Mapping[str, str]) -> JsonObject:
    minutes = round(hours * 60) if 0 < hours < 1_000_000 else 0
    if not minutes or abs(minutes - hours * 60) > 1e-6:
        raise UsageError(
            "fact.workload",
            "The workload has to be whole minutes, and more than none.",
            mend="Give it in hours, such as 25 or 1.5.",
        )
    whole, rest = divmod(minutes, 60)
    shown = f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")
    return build_alignment(
        name=f"{shown} {spoken.get('hours', 'hours of learning')}",
        url=VOLUME_OF_LEARNING,
        target_type=TargetType.WORKLOAD.value,
        framework="European Learning Model",
        code=f"PT{whole}H{rest}M" if rest else f"PT{whole}H",
    )


def _parse_workload(alignment: JsonObject, *, place: str) -> float:
    match = _WORKLOAD.fullmatch(_text(alignment, "targetCode"))
    if match is None:
        raise DocumentError(
            "fact.malformed",
            "The workload is not a duration in hours and minutes.",
            where=f"{place}/targetCode",
            mend="Write it as PT25H or PT1H30M.",
        )
    return (int(match[1]) * 60 + int(match[2] or 0)) / 60


def _parse_outcome(alignment: JsonObject, target_type: TargetType, *, place: str) -> Outcome:
    return Outcome(
        name=_needed(alignment, "targetName", place=place),
        url=_needed(alignment, "targetUrl", place=place),
        target_type=target_type,
        framework=_text(alignment, "targetFramework"),
        code=_text(alignment, "targetCode"),
        description=_text(alignment, "targetDescription"),
    )


def _parse_level(alignment: JsonObject, *, place: str) -> Level:
    url = _needed(alignment, "targetUrl", place=place)
    eqf = _EQF_URL.fullmatch(url)
    return Level(
        framework=_text(alignment, "targetFramework") or ("EQF" if eqf else ""),
        code=_text(alignment, "targetCode") or (eqf[1] if eqf else ""),
        url=url,
        name=_needed(alignment, "targetName", place=place),
    )


def _parse_assurance(alignment: JsonObject, *, place: str) -> QualityAssurance:
    return QualityAssurance(
        kind=_word(Assurance, alignment, place=place),
        name=_needed(alignment, "targetName", place=place),
        url=_needed(alignment, "targetUrl", place=place),
    )


def _links(rows: Sequence[tuple[str, JsonObject]]) -> tuple[LinkedAchievement, ...]:
    return tuple(
        [
            LinkedAchievement(
                name=_needed(row, "targetName", place=place), url=_needed(row, "targetUrl", place=place)
            )
            for place, row in rows
        ]
    )


def _words(words: type[Word], rows: Sequence[tuple[str, JsonObject]]) -> list[Word]:
    return [_word(words, row, place=place) for place, row in rows]


def _word(words: type[Word], alignment: JsonObject, *, place: str) -> Word:
    """Return the word that an alignment means by its code or, where that is not ours, by its address."""
    code, url = _text(alignment, "targetCode"), _text(alignment, "targetUrl")
    for word in words:
        if word.value.code == code:
            return word
    for word in words:
        if word.value.url == url and not url.endswith(f"/{SCHEME}"):
            return word
    raise DocumentError(
        "fact.unknown_word",
        "The alignment means a word that is not on the list of its kind.",
        where=f"{place}/targetCode",
        mend=f"Write one of {', '.join([word.value.code for word in words])}.",
    )


Only = TypeVar("Only")


def _only(values: Sequence[Only]) -> Only | None:
    if len(values) > 1:
        raise DocumentError(
            "fact.repeated",
            "A fact that there can be only one of is told more than once.",
            where="/alignment",
            mend="Keep one.",
        )
    return values[0] if values else None


def _text(alignment: JsonObject, name: str) -> str:
    value = alignment.get(name)
    return value if isinstance(value, str) else ""


def _needed(alignment: JsonObject, name: str, *, place: str) -> str:
    value = _text(alignment, name)
    if not value:
        raise DocumentError(
            "fact.incomplete",
            f"The alignment lacks {name!r}.",
            where=place,
            mend=f"Add {name!r}.",
        )
    return value
