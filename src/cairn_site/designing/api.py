"""The API of achievements: list, read, create, change a draft, publish, copy, archive.

Content is the JSON of ``designing.content``. ``tests/cairn_site/designing/test_api.py`` proves it.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the schemas are read when the module is loaded
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID  # noqa: TC003 - as above

from django.http import HttpResponse  # noqa: TC002 - as above
from ninja import Field, Query, Router, Schema

from cairn_site.designing import actions, queries
from cairn_site.designing.content import format_content, parse_content
from cairn_site.designing.imagery.drawing import parse_drawing
from cairn_site.designing.images import image_url
from cairn_site.designing.readiness import measure
from cairn_site.organisations.permissions import access_organisation, not_found, require_scope
from cairn_site.platform import clock
from cairn_site.platform.api import MAX_PAGE, Problem, idempotently

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from cairn_site.designing.models import Achievement, AchievementVersion
    from cairn_site.platform.actors import Actor

router = Router(tags=["achievements"])
_PROBLEMS: Final[dict[Any, Any]] = dict.fromkeys((401, 403, 404, 409, 422), Problem)


class VersionOut(Schema):
    """One version."""

    id: UUID
    number: int
    state: str
    url: str
    image_url: str
    published_at: datetime | None
    is_frozen: bool


class AchievementOut(Schema):
    """An achievement, as a list shows it."""

    id: UUID
    name: str
    is_published: bool
    is_archived: bool
    edited_at: datetime


class AchievementsOut(Schema):
    """A page of achievements; ``next`` is the number of the next page."""

    items: list[AchievementOut]
    next: int | None


class FaultOut(Schema):
    """Something to mend before it can be published."""

    code: str
    step: str
    message: str


class AchievementDetailOut(AchievementOut):
    """An achievement with the content of its newest version, its versions, and how ready it is."""

    content: dict[str, Any]
    versions: list[VersionOut]
    faults: list[FaultOut]
    completeness: float
    microcredential_class: str


class AchievementIn(Schema):
    """Content, and the choices of an image to be drawn."""

    content: dict[str, Any]
    drawing: dict[str, Any] | None = None


class PublishIn(Schema):
    """What is new in the version."""

    change_note: Annotated[str, Field(max_length=500)] = ""


class CopyIn(Schema):
    """The name of the copy; without it, that of the original."""

    name: Annotated[str, Field(max_length=200)] = ""


@router.get("/{slug}/achievements", response={200: AchievementsOut, **_PROBLEMS}, summary="List achievements")
def list_achievements(
    request: HttpRequest,
    slug: str,
    *,
    search: Annotated[str, Query(max_length=100)] = "",
    state: Annotated[str, Query(pattern="^(|draft|published|archived)$")] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> dict[str, Any]:
    """Return the achievements, the last edited first; a token needs ``achievements:read``."""
    actor = _actor(request)
    organisation = access_organisation(actor, slug)
    require_scope(actor, organisation, "achievements:read")
    begin = (page - 1) * limit
    found = list(
        queries.achievements_of(organisation.id, search=search, state=state)[begin : begin + limit + 1]
    )
    return {
        "items": [_brief(one) for one in found[:limit]],
        "next": page + 1 if len(found) > limit else None,
    }


@router.get(
    "/{slug}/achievements/{identifier}", response={200: AchievementDetailOut, **_PROBLEMS}, summary="Read one"
)
def read_achievement(request: HttpRequest, slug: str, identifier: UUID) -> dict[str, Any]:
    """Return one achievement; a token needs ``achievements:read``."""
    return _detail(_access(request, slug, identifier, scope="achievements:read"))


@router.post(
    "/{slug}/achievements", response={201: AchievementDetailOut, **_PROBLEMS}, summary="Create a draft"
)
def create_achievement(request: HttpRequest, slug: str, body: AchievementIn) -> HttpResponse:
    """Begin an achievement with a draft; a token needs ``achievements:write``."""
    actor = _actor(request)
    require_scope(actor, access_organisation(actor, slug), "achievements:write")

    def perform() -> Achievement:
        return actions.create_achievement(
            actor=actor,
            slug=slug,
            content=parse_content(body.content),
            drawing=None if body.drawing is None else parse_drawing(body.drawing),
            now=clock.now(),
        )

    return _write(request, perform, status=201)


@router.put(
    "/{slug}/achievements/{identifier}/draft",
    response={200: AchievementDetailOut, **_PROBLEMS},
    summary="Change the draft",
)
def update_draft(request: HttpRequest, slug: str, identifier: UUID, *, body: AchievementIn) -> HttpResponse:
    """Keep content as the draft; where the newest version is published, a new draft begins from it first."""
    achievement = _access(request, slug, identifier)
    actor = _actor(request)

    def perform() -> Achievement:
        content = parse_content(body.content)
        drawing = None if body.drawing is None else parse_drawing(body.drawing)
        now = clock.now()
        actions.start_revision(actor=actor, achievement_id=achievement.id, now=now)
        actions.save_draft(actor=actor, achievement_id=achievement.id, content=content, now=now)
        if drawing is not None:
            actions.set_drawing(actor=actor, achievement_id=achievement.id, drawing=drawing, now=now)
        return achievement

    return _write(request, perform)


@router.post(
    "/{slug}/achievements/{identifier}/publish",
    response={200: AchievementDetailOut, **_PROBLEMS},
    summary="Publish the draft",
)
def publish_achievement(
    request: HttpRequest, slug: str, identifier: UUID, *, body: PublishIn
) -> HttpResponse:
    """Publish the draft; 422 tells what is to be mended first."""
    achievement = _access(request, slug, identifier)

    def perform() -> Achievement:
        actions.publish_version(
            actor=_actor(request),
            achievement_id=achievement.id,
            change_note=body.change_note,
            now=clock.now(),
        )
        return achievement

    return _write(request, perform)


@router.post(
    "/{slug}/achievements/{identifier}/copy",
    response={201: AchievementDetailOut, **_PROBLEMS},
    summary="Copy it",
)
def copy_achievement(request: HttpRequest, slug: str, identifier: UUID, *, body: CopyIn) -> HttpResponse:
    """Begin another achievement from the newest version of this one."""
    achievement = _access(request, slug, identifier)

    def perform() -> Achievement:
        return actions.copy_achievement(
            actor=_actor(request),
            achievement_id=achievement.id,
            name=body.name,
            slug=slug,
            now=clock.now(),
        )

    return _write(request, perform, status=201)


@router.post(
    "/{slug}/achievements/{identifier}/archive",
    response={200: AchievementDetailOut, **_PROBLEMS},
    summary="Archive it",
)
def archive_achievement(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Put it into the archive; what was awarded stands."""
    achievement = _access(request, slug, identifier)

    def perform() -> Achievement:
        actions.archive_achievement(actor=_actor(request), achievement_id=achievement.id, now=clock.now())
        return achievement

    return _write(request, perform)


@router.post(
    "/{slug}/achievements/{identifier}/unarchive",
    response={200: AchievementDetailOut, **_PROBLEMS},
    summary="Bring it back",
)
def unarchive_achievement(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Bring it back from the archive."""
    achievement = _access(request, slug, identifier)

    def perform() -> Achievement:
        actions.unarchive_achievement(actor=_actor(request), achievement_id=achievement.id, now=clock.now())
        return achievement

    return _write(request, perform)


def _access(
    request: HttpRequest, slug: str, identifier: UUID, *, scope: str = "achievements:write"
) -> Achievement:
    actor = _actor(request)
    organisation = access_organisation(actor, slug)
    require_scope(actor, organisation, scope)
    achievement = queries.access_achievement(actor, identifier)
    if achievement.organisation_id != organisation.id:
        raise not_found()
    return achievement


def _write(request: HttpRequest, perform: Callable[[], Achievement], *, status: int = 200) -> HttpResponse:
    def answer() -> tuple[int, dict[str, Any]]:
        changed = perform()
        detail = _detail(queries.access_achievement(_actor(request), changed.id))
        return status, AchievementDetailOut.model_validate(detail).model_dump(mode="json")

    return idempotently(request, actor=_actor(request), perform=answer)


def _brief(achievement: Achievement) -> dict[str, Any]:
    return {
        "id": achievement.id,
        "name": achievement.name,
        "is_published": achievement.is_published,
        "is_archived": achievement.archived_at is not None,
        "edited_at": achievement.edited_at,
    }


def _detail(achievement: Achievement) -> dict[str, Any]:
    versions = queries.versions_of(achievement.id)
    newest = versions[0]
    content = queries.content_of(newest)
    now = clock.now()
    publisher = queries.publisher_of(achievement.organisation_id, now=now)
    readiness = measure(content, publisher=publisher, place=queries.place_of(newest), now=now)
    return {
        **_brief(achievement),
        "content": format_content(content),
        "versions": [_version(version) for version in versions],
        "faults": [
            {"code": fault.code, "step": fault.step.value, "message": fault.message}
            for fault in readiness.faults
        ],
        "completeness": readiness.figure,
        "microcredential_class": readiness.kind.value,
    }


def _version(version: AchievementVersion) -> dict[str, Any]:
    return {
        "id": version.id,
        "number": version.number,
        "state": version.state,
        "url": queries.address_of(version.id),
        "image_url": image_url(version.image_id),
        "published_at": version.published_at,
        "is_frozen": version.frozen_at is not None,
    }


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
