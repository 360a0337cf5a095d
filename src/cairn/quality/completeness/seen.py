"""A document laid out for the elements: its alignments by what they tell, its issuer, subject and award.

An alignment is known by its ``targetType`` (``docs/formats/credential-profile.md``) or, where another issuer
wrote none of ours, by the list of the EU that its address belongs to.
``tests/cairn/quality/completeness/test_seen.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.credentials.concepts import (
    EQF,
    OUTCOME_TYPES,
    SCHEME,
    AssessmentType,
    Assurance,
    CreditSystem,
    Participation,
    Supervision,
    TargetType,
)
from cairn.credentials.facts import Word, parse_facts
from cairn.credentials.view import objects
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn.canonical.strict_json import JsonObject, JsonValue

_SNB: Final = EQF.removesuffix("eqf/")
_BY_ADDRESS: Final = (
    (EQF, TargetType.LEVEL),
    (f"{_SNB}learning-assessment/", TargetType.PARTICIPATION),
    (f"{_SNB}assessment/", TargetType.ASSESSMENT_TYPE),
    (f"{_SNB}supervision-verification/", TargetType.SUPERVISION),
    (f"{_SNB}accreditation/", TargetType.QUALITY_ASSURANCE),
    (f"{_SNB}education-credit/", TargetType.CREDIT_SYSTEM),
    ("http://data.europa.eu/esco/skill/", TargetType.ESCO_SKILL),
)
_TYPES: Final = {kind.value: kind for kind in TargetType}


def _words(words: type[Word]) -> frozenset[str]:
    concepts = [word.value for word in words]
    urls = {concept.url for concept in concepts if not concept.url.endswith(f"/{SCHEME}")}
    return frozenset({concept.code for concept in concepts} | urls)


_WORDS: Final = {
    TargetType.PARTICIPATION: _words(Participation),
    TargetType.ASSESSMENT_TYPE: _words(AssessmentType),
    TargetType.SUPERVISION: _words(Supervision),
    TargetType.QUALITY_ASSURANCE: _words(Assurance),
    TargetType.CREDIT_SYSTEM: _words(CreditSystem),
}
"""The codes and addresses that :func:`cairn.credentials.facts.parse_facts` knows, for speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One alignment: its pointer, what it says, and whether our reader understands it as that."""

    where: str
    alignment: JsonObject
    is_readable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What there is to look at. ``at`` is the pointer of the Achievement, ``issuer_at`` that of the issuer.

    ``credential`` and ``subject`` are empty for an Achievement that nobody was given yet, and ``is_award``
    says which of the two it is. ``loose`` are the alignments that say nothing known of what they tell.
    """

    achievement: JsonObject
    at: str
    rows: Mapping[TargetType, tuple[Row, ...]]
    loose: tuple[Row, ...]
    issuer: JsonObject
    issuer_at: str
    credential: JsonObject
    subject: JsonObject
    subject_at: str
    is_award: bool

    @property
    def outcomes(self) -> tuple[Row, ...]:
        """The alignments that are learning outcomes."""
        return tuple([row for kind in OUTCOME_TYPES for row in self.rows.get(kind, ())])


def see_achievement(achievement: JsonObject, *, issuer: JsonObject | None = None) -> Seen:
    """Lay out an Achievement; without ``issuer`` its ``creator`` is taken for the awarding body."""
    creator = achievement.get("creator")
    if issuer is not None:
        profile, profile_at = issuer, "/issuer"
    elif isinstance(creator, dict):
        profile, profile_at = creator, "/creator"
    else:
        profile, profile_at = {}, ""
    rows, loose = _sort(achievement, at="")
    return Seen(
        achievement=achievement,
        at="",
        rows=rows,
        loose=loose,
        issuer=profile,
        issuer_at=profile_at,
        credential={},
        subject={},
        subject_at="",
        is_award=False,
    )


def see_credential(credential: JsonObject) -> Seen:
    """Lay out an AchievementCredential, signed or not; of several subjects the first counts."""
    subjects = objects(credential, "credentialSubject")
    subject_at, subject = subjects[0] if subjects else ("", {})
    achievements = objects(subject, "achievement")
    place, achievement = achievements[0] if achievements else ("/achievement", {})
    at = (subject_at or "/credentialSubject") + place
    rows, loose = _sort(achievement, at=at)
    return Seen(
        achievement=achievement,
        at=at,
        rows=rows,
        loose=loose,
        issuer=_profile(credential.get("issuer")),
        issuer_at="/issuer",
        credential=credential,
        subject=subject,
        subject_at=subject_at,
        is_award=True,
    )


def see_award(credential: JsonObject) -> Seen:
    """Lay out what an award tells beside its Achievement: the subject, the dates and the issuer."""
    subjects = objects(credential, "credentialSubject")
    subject_at, subject = subjects[0] if subjects else ("", {})
    return Seen(
        achievement={},
        at=f"{subject_at}/achievement",
        rows={},
        loose=(),
        issuer=_profile(credential.get("issuer")),
        issuer_at="/issuer",
        credential=credential,
        subject=subject,
        subject_at=subject_at,
        is_award=True,
    )


def text_of(node: JsonObject, name: str) -> str:
    """Return the text of a member without its margin, in the first language that it has; or nothing."""
    return first_text(node.get(name)).strip()


def first_text(value: JsonValue) -> str:
    """Return the first text of a string, a language value object, a language map or an array of these."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        inner: list[JsonValue] = [value["@value"]] if "@value" in value else list(value.values())
    else:
        inner = value if isinstance(value, list) else []
    for item in inner:
        if isinstance(item, str) and item.strip():
            return item
        if isinstance(item, dict) and isinstance(text := item.get("@value"), str) and text.strip():
            return text
    return ""


def _profile(issuer: JsonValue) -> JsonObject:
    if isinstance(issuer, str):
        return {"id": issuer}
    return issuer if isinstance(issuer, dict) else {}


def _sort(
    achievement: JsonObject, *, at: str
) -> tuple[Mapping[TargetType, tuple[Row, ...]], tuple[Row, ...]]:
    rows: dict[TargetType, list[Row]] = {}
    loose: list[Row] = []
    for place, alignment in objects(achievement, "alignment"):
        kind = _kind_of(alignment)
        readable = kind is not None and _is_readable(alignment, kind)
        row = Row(where=at + place, alignment=alignment, is_readable=readable)
        if kind is None:
            loose.append(row)
        else:
            rows.setdefault(kind, []).append(row)
    return {kind: tuple(found) for kind, found in rows.items()}, tuple(loose)


def _kind_of(alignment: JsonObject) -> TargetType | None:
    named = alignment.get("targetType")
    if isinstance(named, str) and named in _TYPES:
        return _TYPES[named]
    url = alignment.get("targetUrl")
    if isinstance(url, str):
        for prefix, kind in _BY_ADDRESS:
            if url.startswith(prefix):
                return kind
    return None


def _is_readable(alignment: JsonObject, kind: TargetType) -> bool:
    if not (text_of(alignment, "targetName") and text_of(alignment, "targetUrl")):
        return False
    words = _WORDS.get(kind)
    if words is not None:
        return text_of(alignment, "targetCode") in words or text_of(alignment, "targetUrl") in words
    if kind is not TargetType.WORKLOAD:
        return True
    try:
        parse_facts({"alignment": [alignment]})
    except DocumentError:
        return False
    return True
