"""What pages may read of programmes that were brought.

``tests/cairn_site/awarding/migrating/test_queries.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.awarding.models import ItemKind, Programme, ProgrammeItem
from cairn_site.organisations.permissions import not_found

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from cairn_site.organisations.permissions import Organisation


def access_programme(organisation: Organisation, identifier: UUID) -> Programme:
    """Return a programme of the organisation; raises ``UsageError("access.not_found")``."""
    found = Programme.objects.filter(id=identifier, organisation_id=organisation.id).first()
    if found is None:
        raise not_found()
    return found


def programmes_of(organisation_id: UUID, *, search: str = "") -> QuerySet[Programme]:
    """Return the programmes of an organisation, newest first."""
    found = Programme.objects.filter(organisation_id=organisation_id).order_by("-created_at", "-id")
    return found.filter(file_name__icontains=search) if search else found


def achievements_of(programme: Programme) -> QuerySet[ProgrammeItem]:
    """Return the achievements of a programme, in the order of the export."""
    return (
        ProgrammeItem.objects.filter(programme_id=programme.id, kind=ItemKind.ACHIEVEMENT)
        .defer("original", "picture")
        .order_by("number")
    )


def failed_items(programme: Programme, *, limit: int = 100) -> list[ProgrammeItem]:
    """Return the awards of a programme that could not be signed."""
    found = ProgrammeItem.objects.filter(
        programme_id=programme.id, kind=ItemKind.AWARD, content__has_key="problem"
    )
    return list(found.defer("original", "picture").order_by("number")[:limit])


def original_of(organisation: Organisation, award_id: UUID) -> bytes:
    """Return the original from which an award of the organisation was made.

    Raises ``UsageError("access.not_found")``.
    """
    found = (
        ProgrammeItem.objects.filter(
            made=award_id,
            kind=ItemKind.AWARD,
            programme__organisation_id=organisation.id,
            original__isnull=False,
        )
        .values_list("original", flat=True)
        .first()
    )
    if found is None:
        raise not_found()
    return bytes(found)
