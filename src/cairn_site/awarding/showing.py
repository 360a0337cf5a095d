"""A signed document as pages show it; everything comes from the document, nothing from other tables.

``tests/cairn_site/awarding/test_showing.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn.canonical import timestamps
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """One piece of evidence; ``url`` is empty unless it is a web address."""

    name: str
    url: str
    narrative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResult:
    """One result, by the name of what it is a result of."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a credential says, in the order in which a person wants to know it."""

    holder: str
    achievement: str
    description: str
    criteria: str
    issuer: str
    valid_from: datetime | None
    valid_until: datetime | None
    narrative: str
    credits: str
    skills: tuple[str, ...]
    facts: tuple[str, ...]
    evidence: tuple[ShownEvidence, ...]
    results: tuple[ShownResult, ...]


def show(document: JsonObject) -> Shown:
    """Return what a credential says; members that are not what they should be are left out."""
    subject = _object(document.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    criteria = _object(achievement.get("criteria"))
    alignments = [one for one in _objects(achievement.get("alignment")) if _text(one, "targetName")]
    credits_earned = subject.get("creditsEarned")
    return Shown(
        holder=_holder(subject),
        achievement=_text(achievement, "name"),
        description=_text(achievement, "description"),
        criteria=_text(criteria, "narrative"),
        issuer=_text(_object(document.get("issuer")), "name"),
        valid_from=_moment(document.get("validFrom")),
        valid_until=_moment(document.get("validUntil")),
        narrative=_text(subject, "narrative"),
        credits="" if credits_earned is None else str(credits_earned),
        skills=tuple(_text(one, "targetName") for one in alignments if not _is_fact(one)),
        facts=tuple(_text(one, "targetName") for one in alignments if _is_fact(one)),
        evidence=tuple(
            ShownEvidence(
                name=_text(one, "name"), url=_web(_text(one, "id")), narrative=_text(one, "narrative")
            )
            for one in _objects(document.get("evidence"))
        ),
        results=_results(subject, achievement),
    )


def _holder(subject: JsonObject) -> str:
    for one in _objects(subject.get("identifier")):
        if one.get("identityType") == "name":
            return _text(one, "identityHash")
    return ""


def _is_fact(alignment: JsonObject) -> bool:
    """Tell whether an alignment says how the Achievement is made and not what one can do."""
    kind = _text(alignment, "targetType")
    return kind.startswith("ext:") and kind != "ext:LearningOutcome"


def _results(subject: JsonObject, achievement: JsonObject) -> tuple[ShownResult, ...]:
    described = {_text(one, "id"): one for one in _objects(achievement.get("resultDescription"))}
    shown = []
    for one in _objects(subject.get("result")):
        description = described.get(_text(one, "resultDescription"), {})
        levels = {
            _text(level, "id"): _text(level, "name")
            for level in _objects(description.get("rubricCriterionLevel"))
        }
        level = levels.get(_text(one, "achievedLevel"), "")
        value = " · ".join([part for part in (_text(one, "value"), level, _text(one, "status")) if part])
        shown.append(ShownResult(name=_text(description, "name"), value=value))
    return tuple(shown)


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _objects(value: JsonValue) -> list[JsonObject]:
    members = value if isinstance(value, list) else [value]
    return [member for member in members if isinstance(member, dict)]


def _text(members: JsonObject, name: str) -> str:
    value = members.get(name)
    return value if isinstance(value, str) else ""


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


def _moment(value: JsonValue) -> datetime | None:
    try:
        return timestamps.parse(value) if isinstance(value, str) else None
    except DocumentError:
        return None
