"""What organisations know of a person: exported and erased with the rest.

``tests/cairn_site/organisations/test_personal_data.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from cairn_site.organisations.actions.members import withdraw_invitations_of
from cairn_site.organisations.models import Invitation, Member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID


def export_memberships(person_id: UUID) -> dict[str, Any]:
    """Return the organisations that a person is a member of, with their rights."""
    members = Member.objects.filter(person_id=person_id).select_related("organisation", "unit")
    return {
        "memberships": [
            {
                "organisation": member.organisation.name,
                "slug": member.organisation.slug,
                "unit": member.unit.name if member.unit else None,
                "rights": sorted(right.value for right in member.rights),
                "joinedAt": member.joined_at.isoformat(),
            }
            for member in members.order_by("joined_at")
        ]
    }


def erase_memberships(person_id: UUID, now: datetime) -> None:
    """End every membership of a person, and forget the addresses that were invited."""
    for member in Member.objects.filter(person_id=person_id):
        withdraw_invitations_of(member, now=now)
        member.delete()
    Invitation.objects.filter(address__in=_verified_addresses(person_id)).delete()


def note_memberships(person_id: UUID) -> Iterator[str]:
    """Say what erasing a person means for the organisations they are in."""
    members = Member.objects.filter(person_id=person_id).select_related("organisation")
    for member in members.order_by("organisation__name"):
        name = member.organisation.name
        others = Member.objects.filter(organisation_id=member.organisation_id, can_administrate=True)
        if member.can_administrate and not others.exclude(id=member.id).exists():
            yield _(
                "Nobody else administrates %(name)s: give the right to somebody first, or whoever looks "
                "after this site has to appoint somebody."
            ) % {"name": name}
        else:
            yield _("You will no longer be a member of %(name)s.") % {"name": name}


def _verified_addresses(person_id: UUID) -> list[str]:
    addresses = EmailAddress.objects.filter(user_id=person_id, verified=True).values_list("email", flat=True)
    return [address.lower() for address in addresses]
