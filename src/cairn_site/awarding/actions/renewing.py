"""A new credential in the place of an old one, and the invitation to a new version.

``tests/cairn_site/awarding/actions/test_renewing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn.errors import UsageError
from cairn.issuer import LearnerRow
from cairn_site.awarding import achievements
from cairn_site.awarding.actions.changing import revoke_award
from cairn_site.awarding.actions.single import locked, make
from cairn_site.awarding.models import Award, AwardState
from cairn_site.awarding.permits import require_awarding
from cairn_site.awarding.statements import Statement
from cairn_site.platform import audit, jobs

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor
    from cairn_site.platform.jobs import Job

INVITE: Final = "awarding.invite_to_upgrade"


def renew_award(
    *,
    actor: Actor,
    organisation: Organisation,
    award_id: UUID,
    revokes_old: bool,
    reason: str,
    now: datetime,
) -> Award:
    """Award the same holder again, by the newest version; the old award is revoked or stays, as told."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        old = locked(organisation, award_id)
        if old.state not in (AwardState.AWARDED, AwardState.SUSPENDED):
            raise UsageError("award.not_renewable", "Only an award that was made and stands can be renewed.")
        if Award.objects.filter(supersedes_id=old.id).exists():
            raise UsageError("award.renewed", "This award was renewed already.")
        version = achievements.awardable(actor, organisation, old.achievement_id)
        require_awarding(actor, organisation, unit_id=version.unit_id)
        made = make(
            actor=actor,
            organisation=organisation,
            version=version,
            statement=Statement(row=LearnerRow(name=old.name, email=old.address)),
            provenance={
                "how": "renewal",
                "by": actor.label,
                "by_id": "" if actor.id is None else str(actor.id),
                "reason": reason,
                "supersedes": str(old.id),
            },
            person_id=old.person_id,
            supersedes=old,
            now=now,
        )
        if revokes_old:
            revoke_award(
                actor=actor,
                organisation=organisation,
                award_id=old.id,
                reason=reason or f"Superseded by {made.id}",
                now=now,
            )
        return made


def invite_to_upgrade(
    *, actor: Actor, organisation: Organisation, achievement_id: UUID, now: datetime
) -> Job:
    """Begin a job that invites the holders of earlier versions of an Achievement to the newest one."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        version = achievements.awardable(actor, organisation, achievement_id)
        job = jobs.start(
            kind=INVITE,
            title=f"Invite holders to the new version of {version.name}",
            actor=actor,
            arguments={"achievement": str(achievement_id), "version": str(version.id)},
            organisation_id=organisation.id,
            now=now,
        )
        audit.record(
            actor=actor,
            action="award.invite_to_upgrade",
            target=("achievement", achievement_id),
            organisation_id=organisation.id,
            details={"version": str(version.id)},
            now=now,
        )
        return job
