"""An Achievement of Open Badges 3.0, ours or another's, as content; what has no place in it is listed.

``tests/cairn_site/designing/test_importing.py`` proves it, and that our own documents come back as they went.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _

from cairn.canonical import strict_json
from cairn.credentials.concepts import OUTCOME_TYPES, TargetType
from cairn.credentials.facts import parse_facts
from cairn.credentials.language import choose_text
from cairn.credentials.view import objects
from cairn.errors import CairnError, DocumentError
from cairn_site.aligning.queries import get_framework, get_skill
from cairn_site.designing.content import (
    Content,
    LevelChoice,
    OutsideKind,
    OutsideSkill,
    ResultField,
    ResultKind,
    RubricLevel,
    SkillChoice,
)
from cairn_site.designing.imagery.uploads import MAX_BYTES as MAX_IMAGE
from cairn_site.designing.imagery.uploads import SafeImage, read_upload
from cairn_site.designing.narrative import parse_criteria
from cairn_site.platform.saying import said

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.credentials.facts import Facts, Outcome

MAX_BYTES: Final = 2_000_000
_LANGUAGE: Final = re.compile(r"[a-z]{2,4}(?:-[A-Za-z0-9]+)*")
_KNOWN: Final = frozenset(
    {
        "@context", "id", "type", "name", "description", "criteria", "achievementType", "inLanguage",
        "version",
        "creator", "creditsAvailable", "fieldOfStudy", "humanCode", "image", "alignment",
        "resultDescription", "tag",
    }
)  # fmt: skip
_KINDS: Final = {
    "Percent": ResultKind.PERCENT,
    "RawScore": ResultKind.POINTS,
    "ScaledScore": ResultKind.POINTS,
    "LetterGrade": ResultKind.GRADE,
    "RubricCriterionLevel": ResultKind.RUBRIC,
    "RubricCriterion": ResultKind.RUBRIC,
    "PerformanceLevel": ResultKind.RUBRIC,
    "Status": ResultKind.STATUS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a document: content, an image if it held one, and what was lost, in sentences."""

    content: Content
    image: SafeImage | None
    losses: tuple[str, ...]


def import_achievement(data: bytes, *, language: str = "en") -> Imported:
    """Return the Achievement of a JSON document, which is one, or a credential that holds one.

    ``language`` is taken where the document does not say. Raises ``DocumentError``: ``json.*`` for what is no
    JSON, and ``import.no_achievement``.
    """
    document = strict_json.parse_object(data, max_bytes=MAX_BYTES)
    achievement = _find(document)
    losses: list[str] = []
    spoken = achievement.get("inLanguage")
    spoken = spoken if isinstance(spoken, str) and _LANGUAGE.fullmatch(spoken) else language
    facts = _facts(achievement, losses)
    outcomes, skills, outside = _outcomes(facts, language=spoken)
    criteria = next((row for _place, row in objects(achievement, "criteria")), {})
    introduction, groups = parse_criteria(_text(criteria, "narrative"), language=spoken)
    credit_number = achievement.get("creditsAvailable")
    credits_available = float(credit_number) if isinstance(credit_number, int | float) else None
    content = Content(
        language=spoken,
        name=_texts(achievement, "name", spoken),
        description=_texts(achievement, "description", spoken),
        image_caption=_caption(achievement, spoken),
        achievement_type=_text(achievement, "achievementType"),
        human_code=_text(achievement, "humanCode")[:100],
        field_of_study=_text(achievement, "fieldOfStudy")[:200],
        tags=tuple(_list(achievement, "tag")),
        criteria_introduction={spoken: introduction} if introduction else {},
        criteria=groups,
        criteria_url=_web(_text(criteria, "id")),
        outcomes=outcomes,
        skills=skills,
        outside_skills=outside,
        hours=facts.workload_hours,
        credits=credits_available,
        credit_system=facts.credit_system,
        levels=tuple(
            LevelChoice(
                framework=level.framework, code=level.code, url="" if level.framework == "EQF" else level.url
            )
            for level in facts.levels
        ),
        participation=facts.participation,
        assessment_types=facts.assessment_types,
        supervision=facts.supervision,
        quality_assurance=facts.quality_assurance,
        results=_results(achievement, spoken, losses),
        prerequisites=facts.prerequisites,
        stacks_into=facts.stacks_into,
    )
    losses += _lost_members(achievement)
    image = _image(achievement, losses)
    return Imported(content=content, image=image, losses=tuple(losses))


def _find(document: JsonObject) -> JsonObject:
    candidates: list[JsonValue] = [document]
    subject = document.get("credentialSubject")
    for one in subject if isinstance(subject, list) else [subject]:
        if isinstance(one, dict):
            candidates.insert(0, one.get("achievement"))
    candidates.insert(0, document.get("achievement"))
    for candidate in candidates:
        if isinstance(candidate, dict) and "name" in candidate and "credentialSubject" not in candidate:
            return candidate
    raise DocumentError(
        "import.no_achievement",
        "There is no Achievement of Open Badges 3.0 in the document.",
        mend="Give the JSON of an Achievement, or of a credential that holds one.",
    )


def _facts(achievement: JsonObject, losses: list[str]) -> Facts:
    """Read the alignments; those that are none of ours or cannot be read are listed and left out."""
    readable: list[JsonValue] = []
    known = {kind.value for kind in TargetType}
    for _place, alignment in objects(achievement, "alignment"):
        name = _text(alignment, "targetName")
        kept = dict(alignment)
        if kept.get("targetType") not in known:
            # Of another kind: kept as a competency, whose name and address say the same.
            kept["targetType"] = TargetType.COMPETENCY.value
        try:
            parse_facts({"alignment": [kept]})
            parse_facts({"alignment": [*readable, kept]})
        except CairnError as error:
            why = said(error.message, error.code)
            losses.append(_("The alignment “{name}”: {why}").format(name=name, why=why))
            continue
        readable.append(kept)
    return parse_facts({"alignment": readable})


def _outcomes(
    facts: Facts, *, language: str
) -> tuple[tuple[dict[str, str], ...], tuple[SkillChoice, ...], tuple[OutsideSkill, ...]]:
    outcomes: list[dict[str, str]] = []
    skills: list[SkillChoice] = []
    outside: list[OutsideSkill] = []
    for outcome in facts.outcomes:
        assert outcome.target_type in OUTCOME_TYPES
        if outcome.target_type is TargetType.LEARNING_OUTCOME:
            text = outcome.name if not outcome.description else f"{outcome.name}: {outcome.description}"
            outcomes.append({language: text})
        elif (skill := _own_skill(outcome)) is not None:
            skills.append(skill)
        else:
            outside.append(
                OutsideSkill(
                    name=outcome.name,
                    url=outcome.url,
                    kind=OutsideKind(outcome.target_type.value),
                    framework=outcome.framework,
                    code=outcome.code,
                    description=outcome.description,
                )
            )
    return tuple(outcomes), tuple(skills), tuple(outside)


def _own_skill(outcome: Outcome) -> SkillChoice | None:
    """Return a skill of this site that an outcome points at, with its level."""
    match = re.fullmatch(
        re.escape(settings.CAIRN_ORIGIN) + r"/skills/([a-z0-9-]+)/([a-z0-9-]+)(?:#level-([0-9]+))?",
        outcome.url,
    )
    if match is None or get_framework(match[1]) is None:
        return None
    skill = get_skill(match[1], match[2])
    if skill is None:
        return None
    return SkillChoice(
        framework=match[1], code=match[2], level=int(match[3]) if match[3] else None, name=skill.name
    )


def _results(achievement: JsonObject, language: str, losses: list[str]) -> tuple[ResultField, ...]:
    found: list[ResultField] = []
    for number, (_place, row) in enumerate(objects(achievement, "resultDescription"), start=1):
        name, kind = _text(row, "name"), _KINDS.get(_text(row, "resultType"))
        if kind is None:
            losses.append(_("The result “{name}”, whose type has no place here.").format(name=name))
            continue
        fragment = _text(row, "id").rpartition("#")[2]
        key = fragment if re.fullmatch(r"[a-z][a-z0-9-]{0,39}", fragment) else f"result-{number}"
        levels = [level for _inner, level in objects(row, "rubricCriterionLevel")]
        if kind is ResultKind.RUBRIC and not levels:
            losses.append(_("The result “{name}”, a rubric without levels.").format(name=name))
            continue
        places = [_text(level, "id") for level in levels]
        required = _text(row, "requiredValue")
        if kind is ResultKind.RUBRIC:
            reached = _text(row, "requiredLevel")
            required = str(places.index(reached) + 1) if reached in places else ""
        bounds: tuple[float | None, float | None] = (None, None)
        if kind in (ResultKind.PERCENT, ResultKind.POINTS):
            bounds = (_number(row, "valueMin"), _number(row, "valueMax"))
            if kind is ResultKind.PERCENT and bounds == (0.0, 100.0):
                bounds = (None, None)
        found.append(
            ResultField(
                key=key,
                kind=kind,
                name={language: name},
                minimum=bounds[0],
                maximum=bounds[1],
                required=required,
                allowed=tuple(_list(row, "allowedValue")) if kind is ResultKind.GRADE else (),
                levels=tuple(
                    RubricLevel(
                        name={language: _text(level, "name")},
                        description={language: told} if (told := _text(level, "description")) else {},
                        points=_text(level, "points"),
                    )
                    for level in levels
                ),
            )
        )
    return tuple(found)


def _lost_members(achievement: JsonObject) -> list[str]:
    lost = [
        _("The member {name}, which has no place here.").format(name=name)
        for name in achievement
        if name not in _KNOWN and name != "related"
    ]
    if achievement.get("related"):
        lost.append(_("The links to other versions and translations."))
    creator = next((row for _place, row in objects(achievement, "creator")), {})
    if creator and not _text(creator, "id").startswith(f"{settings.CAIRN_ORIGIN}/organisations/"):
        lost.append(
            _(
                "The creator “{name}”; your organisation will stand there, unless you name another body."
            ).format(name=_text(creator, "name") or _text(creator, "id"))
        )
    return lost


def _image(achievement: JsonObject, losses: list[str]) -> SafeImage | None:
    image = achievement.get("image")
    address = image if isinstance(image, str) else _text(image, "id") if isinstance(image, dict) else ""
    if not address:
        return None
    try:
        if address.startswith("data:") and len(address) < 2 * MAX_IMAGE:
            head, _comma, body = address.partition(",")
            if head.endswith(";base64"):
                return read_upload(base64.b64decode(body, validate=True))
    except (DocumentError, binascii.Error):
        pass
    losses.append(
        _("The image; upload it, or design a new one. It is at {address}.").format(address=address[:300])
    )
    return None


def _caption(achievement: JsonObject, language: str) -> dict[str, str]:
    image = achievement.get("image")
    caption = _text(image, "caption") if isinstance(image, dict) else ""
    return {language: caption} if caption else {}


def _texts(document: JsonObject, name: str, language: str) -> dict[str, str]:
    try:
        text = choose_text(document.get(name, ""), languages=(language,)).strip()
    except DocumentError:
        return {}
    return {language: text} if text else {}


def _text(document: JsonObject, name: str) -> str:
    value = document.get(name)
    return value.strip() if isinstance(value, str) else ""


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def _number(document: JsonObject, name: str) -> float | None:
    try:
        return float(_text(document, name)) if _text(document, name) else None
    except ValueError:
        return None


def _list(document: JsonObject, name: str) -> list[str]:
    value = document.get(name)
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
