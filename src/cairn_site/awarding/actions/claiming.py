"""Links and QR codes by which people claim an award themselves.

``tests/cairn_site/awarding/actions/test_claiming.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F, Q

from cairn.errors import UsageError
from cairn.issuer import LearnerRow
from cairn_site.accounts.queries import person_card
from cairn_site.awarding import achievements, counting
from cairn_site.awarding.actions.single import make
from cairn_site.awarding.counting import Kind
from cairn_site.awarding.models import Award, ClaimLink, ClaimState
from cairn_site.awarding.permits import require_awarding
from cairn_site.awarding.statements import Statement
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import find_organisation
from cairn_site.platform import audit, chance
from cairn_site.platform.actors import SYSTEM, ActorKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH: Final = 16
"""Sixteen of 31 letters are 79 bits: a code cannot be guessed, and is read out loud without mistakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTerms:
    """When a link is open, and for how many people."""

    title: str
    opens_at: datetime
    closes_at: datetime | None = None
    limit: int | None = None


def make_link(
    *, actor: Actor, organisation: Organisation, version_id: UUID, terms: LinkTerms, now: datetime
) -> ClaimLink:
    """Make a link; whoever has it and signs in is awarded."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        version = achievements.awardable(actor, organisation, version_id)
        require_awarding(actor, organisation, unit_id=version.unit_id)
        if terms.closes_at is not None and terms.closes_at <= max(terms.opens_at, now):
            raise UsageError("claim.closes_early", "The link would close before it opens.", where="closes_at")
        link = ClaimLink.objects.create(
            organisation_id=organisation.id,
            achievement_id=version.achievement_id,
            version_id=version.id,
            code=chance.token_letters(_LETTERS, _CODE_LENGTH),
            title=terms.title,
            opens_at=terms.opens_at,
            closes_at=terms.closes_at,
            limit=terms.limit,
            created_at=now,
            created_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
        )
        audit.record(
            actor=actor,
            action="claim_link.make",
            target=("claim_link", link.id),
            organisation_id=organisation.id,
            details={"version": str(version.id), "limit": terms.limit},
            now=now,
        )
        return link


def close_link(*, actor: Actor, organisation: Organisation, link_id: UUID, now: datetime) -> ClaimLink:
    """Close a link; what was claimed by it stays."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        link = (
            ClaimLink.objects.select_for_update(of=("self",))
            .filter(id=link_id, organisation_id=organisation.id)
            .first()
        )
        if link is None:
            raise not_found()
        if link.closed_at is None:
            link.closed_at = now
            link.save(update_fields=["closed_at"])
            audit.record(
                actor=actor,
                action="claim_link.close",
                target=("claim_link", link.id),
                organisation_id=organisation.id,
                now=now,
            )
        return link


def claim_award(*, actor: Actor, code: str, now: datetime) -> Award:
    """Award the person who claims, once for each person; the award before is returned to who comes again.

    Raises ``UsageError``: ``access.not_found`` for a code that is none, ``claim.not_open``, ``claim.closed``
    and ``claim.used_up``.
    """
    person = None
    if actor.kind is ActorKind.PERSON and actor.id is not None:
        person = person_card(actor.id)
    link = ClaimLink.objects.filter(code=code).first()
    if person is None or link is None:
        raise not_found()
    with transaction.atomic():
        # The count goes up first: of many who claim the last place at once one gets the row, the others wait.
        known = Award.objects.filter(claim_link_id=link.id, person_id=person.id).first()
        if known is not None:
            return known
        refuse_closed(link, now=now)
        taken = (
            ClaimLink.objects.filter(id=link.id, closed_at=None)
            .filter(Q(limit=None) | Q(used__lt=F("limit")))
            .update(used=F("used") + 1)
        )
        if not taken:
            raise UsageError("claim.used_up", "All places of this link are taken.")
        organisation = find_organisation(link.organisation_id)
        assert organisation is not None
        made = make(
            actor=actor,
            organisation=organisation,
            version=achievements.awardable(SYSTEM, organisation, link.achievement_id),
            statement=Statement(row=LearnerRow(name=person.name or person.email, email=person.email)),
            provenance={
                "how": "claim_link",
                "by": actor.label,
                "by_id": str(actor.id),
                "link": str(link.id),
                "reason": link.title,
            },
            person_id=person.id,
            claim_link_id=link.id,
            claim=ClaimState.ACCEPTED,
            now=now,
        )
        counting.write_down(counting.tally(made, Kind.ACCEPTED, now))
        return made


def refuse_closed(link: ClaimLink, *, now: datetime) -> None:
    """Raise ``UsageError`` where a link is not open at ``now``."""
    if now < link.opens_at:
        raise UsageError(
            "claim.not_open", f"This link opens on {link.opens_at:%d %B %Y at %H:%M} UTC.", where=link.title
        )
    if link.closed_at is not None or (link.closes_at is not None and now >= link.closes_at):
        raise UsageError("claim.closed", "This link is closed.", where=link.title)
    if link.limit is not None and link.used >= link.limit:
        raise UsageError("claim.used_up", "All places of this link are taken.", where=link.title)
