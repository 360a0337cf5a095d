"""What others may read of skills.

``tests/cairn_site/aligning/test_queries.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q

from cairn.credentials.builders import build_alignment
from cairn.credentials.concepts import TargetType
from cairn.credentials.language import choose_text
from cairn_site.aligning.folding import fold, terms
from cairn_site.aligning.models import Framework, Skill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from cairn.canonical.strict_json import JsonObject

MAX_FOUND: Final = 30
_MAX_RANKED: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLevel:
    """One level of a framework, in one language."""

    number: int
    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillView:
    """One skill, its texts in the language asked for; ``url`` is the address of its page."""

    framework: str
    framework_name: str
    version: str
    code: str
    group: str
    name: str
    description: str
    names: Mapping[str, str]
    is_transversal: bool
    url: str
    levels: tuple[SkillLevel, ...]

    @property
    def key(self) -> str:
        """The skill among all frameworks, such as ``cairn/critical-thinking``."""
        return f"{self.framework}/{self.code}"


def find_skills(
    text: str = "",
    *,
    language: str = "en",
    group: str = "",
    organisation_id: UUID | None = None,
    limit: int = MAX_FOUND,
) -> list[SkillView]:
    """Return the skills that fit every word of ``text`` by its beginning, in whatever language it is.

    Accents and capitals do not matter. Those whose name begins with the text come first. Frameworks of
    everybody are searched, and those of the organisation that is named.
    """
    found = _skills(organisation_id)
    for term in terms(text):
        found = found.filter(words__contains=term)
    if group:
        found = found.filter(group=group)
    views = [_view(skill, language=language) for skill in found.order_by("code")[:_MAX_RANKED]]
    wanted = fold(text)
    views.sort(key=lambda view: (_rank(view, wanted), view.name.casefold()))
    return views[:limit]


def get_skill(
    framework: str, code: str, *, language: str = "en", organisation_id: UUID | None = None
) -> SkillView | None:
    """Return a skill in the newest version of its framework that has it."""
    found = _skills(organisation_id, newest_only=False).filter(framework__code=framework, code=code)
    skill = found.order_by("-framework__published_at").first()
    return None if skill is None else _view(skill, language=language)


def get_skills(
    keys: Iterable[tuple[str, str]], *, language: str = "en", organisation_id: UUID | None = None
) -> dict[tuple[str, str], SkillView]:
    """Return several skills by framework and code, in one query."""
    return shelve_skills(keys, organisation_id=organisation_id).in_language(language)


class Shelf:
    """Several skills, read once, to be looked at in any language."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._skills = {(skill.framework.code, skill.code): skill for skill in skills}

    def in_language(self, language: str) -> dict[tuple[str, str], SkillView]:
        """Return the skills by framework and code, their texts in a language."""
        return {key: _view(skill, language=language) for key, skill in self._skills.items()}


def shelve_skills(keys: Iterable[tuple[str, str]], *, organisation_id: UUID | None = None) -> Shelf:
    """Return several skills, each in the newest version of its framework that has it, in one query."""
    wanted = set(keys)
    if not wanted:
        return Shelf(())
    found = _skills(organisation_id, newest_only=False).filter(
        framework__code__in={framework for framework, _ in wanted}, code__in={code for _, code in wanted}
    )
    rows = found.order_by("framework__published_at")
    return Shelf([skill for skill in rows if (skill.framework.code, skill.code) in wanted])


def get_framework(code: str) -> Framework | None:
    """Return the newest version of a framework of everybody."""
    return Framework.objects.filter(code=code, organisation=None).order_by("-published_at").first()


def groups_of(framework: Framework, *, language: str) -> list[tuple[str, str]]:
    """Return the groups of a framework in their order, each with its name."""
    return [(code, choose_text(texts, languages=(language,))) for code, texts in framework.groups]


def as_alignment(skill: SkillView, level: int | None = None) -> JsonObject:
    """Return a skill, at a level of its framework, as an Alignment of Open Badges 3.0.

    The level stands in the name for people and in the fragment of the address for programs. A level that the
    framework does not have is left out.
    """
    reached = next((one for one in skill.levels if one.number == level), None)
    return build_alignment(
        name=skill.name if reached is None else f"{skill.name} ({reached.number}: {reached.name})",
        url=skill.url if reached is None else f"{skill.url}#level-{reached.number}",
        target_type=TargetType.COMPETENCY.value,
        framework=f"{skill.framework_name} {skill.version}",
        code=skill.code,
        description=skill.description if reached is None else reached.description,
    )


def as_linked_data(skill: SkillView) -> JsonObject:
    """Return a skill as JSON-LD in the words of CTDL-ASN, which ``ceasn:Competency`` is of."""
    return {
        "@context": {
            "ceasn": "https://purl.org/ctdlasn/terms/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
        },
        "@id": skill.url,
        "@type": "ceasn:Competency",
        "ceasn:codedNotation": skill.code,
        "ceasn:competencyLabel": [
            {"@language": language, "@value": name} for language, name in sorted(skill.names.items())
        ],
        "ceasn:competencyText": skill.description,
        "ceasn:isPartOf": {"@id": skill.url.rpartition("/")[0]},
        "ceasn:competencyCategory": skill.group,
        "skos:narrower": [
            {
                "@id": f"{skill.url}#level-{level.number}",
                "skos:notation": str(level.number),
                "skos:prefLabel": level.name,
                "skos:definition": level.description,
            }
            for level in skill.levels
        ],
    }


def _skills(organisation_id: UUID | None, *, newest_only: bool = True) -> Any:  # noqa: ANN401
    frameworks = Framework.objects.filter(Q(organisation=None) | Q(organisation_id=organisation_id))
    if newest_only:
        newest: dict[tuple[str, UUID | None], UUID] = {}
        for identifier, code, owner in frameworks.order_by("published_at").values_list(
            "id", "code", "organisation_id"
        ):
            newest[code, owner] = identifier
        frameworks = frameworks.filter(id__in=newest.values())
    return Skill.objects.filter(framework__in=frameworks).select_related("framework")


def _view(skill: Skill, *, language: str) -> SkillView:
    framework = skill.framework
    base = urljoin(f"{settings.CAIRN_ORIGIN}/", framework.url)
    return SkillView(
        framework=framework.code,
        framework_name=framework.name,
        version=framework.version,
        code=skill.code,
        group=skill.group,
        name=choose_text(skill.name, languages=(language,)),
        description=choose_text(skill.description, languages=(language,)) if skill.description else "",
        names=skill.name,
        is_transversal=skill.is_transversal,
        url=f"{base}/{skill.code}",
        levels=tuple(
            SkillLevel(
                number=level["number"],
                name=choose_text(level["name"], languages=(language,)),
                description=choose_text(level["description"], languages=(language,)),
            )
            for level in framework.levels
        ),
    )


def _rank(view: SkillView, wanted: str) -> int:
    names = [fold(name) for name in view.names.values()]
    if wanted in names:
        return 0
    return 1 if any(name.startswith(wanted) for name in names) else 2
