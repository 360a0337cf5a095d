"""Award one person: now, later, or because an assessment was accepted.

``tests/cairn_site/awarding/actions/test_single.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.accounts.queries import people_by_address
from cairn_site.awarding import achievements, issuing, statements
from cairn_site.awarding.actions.writing import write_award_mail
from cairn_site.awarding.events import AwardMade
from cairn_site.awarding.models import Award, AwardState, ClaimState
from cairn_site.awarding.permits import require_awarding
from cairn_site.awarding.states import move_award
from cairn_site.organisations.issuer_documents import build_issuer
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit, events, jobs
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.awarding.statements import Statement
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

DUE: Final = "awarding.award_due"


def award(
    *,
    actor: Actor,
    organisation: Organisation,
    version_id: UUID,
    statement: Statement,
    now: datetime,
    reason: str = "",
    sends_mail: bool = True,
) -> Award:
    """Award one person now; raises ``DocumentError`` where the lint or the standard refuse it."""
    with transaction.atomic():
        version = _permitted(actor, organisation, version_id)
        return make(
            actor=actor,
            organisation=organisation,
            version=version,
            statement=statement,
            provenance={"how": "single", "by": actor.label, "by_id": _id_of(actor), "reason": reason},
            now=now,
            sends_mail=sends_mail,
        )


def make(
    *,
    actor: Actor,
    organisation: Organisation,
    version: AwardableVersion,
    statement: Statement,
    provenance: Mapping[str, Any],
    now: datetime,
    person_id: UUID | None = None,
    supersedes: Award | None = None,
    claim_link_id: UUID | None = None,
    claim: ClaimState = ClaimState.OFFERED,
    sends_mail: bool = True,
) -> Award:
    """Sign and store one award with all that belongs to it; the caller has asked for the rights."""
    person_id = person_id or people_by_address([statement.row.email]).get(statement.row.email.lower())
    made = issuing.draft(
        organisation=organisation,
        version=version,
        statement=statement,
        person_id=person_id,
        moment=now,
        provenance=provenance,
    )
    made.supersedes = supersedes
    made.claim_link_id = claim_link_id
    made.claim = claim
    _sign(made, actor=actor, organisation=organisation, version=version, statement=statement, now=now)
    if sends_mail:
        write_award_mail(made, organisation=organisation, achievement_name=version.name, now=now)
    return made


def schedule_award(
    *,
    actor: Actor,
    organisation: Organisation,
    version_id: UUID,
    statement: Statement,
    due_at: datetime,
    now: datetime,
    reason: str = "",
) -> Award:
    """Keep an award to be made at ``due_at``; what would be refused then is refused now."""
    with transaction.atomic():
        version = _permitted(actor, organisation, version_id)
        if due_at <= now:
            raise UsageError("award.past", "The moment to award at lies in the past.", where="due_at")
        rehearsed = statements.rehearse(
            statement, version=version, issuer=build_issuer(organisation), now=due_at
        )
        statements.refuse_errors(rehearsed.document, now=due_at)
        kept = issuing.draft(
            organisation=organisation,
            version=version,
            statement=statement,
            person_id=people_by_address([statement.row.email]).get(statement.row.email.lower()),
            moment=due_at,
            provenance={"how": "scheduled", "by": actor.label, "by_id": _id_of(actor), "reason": reason},
        )
        kept.save()
        jobs.start(
            kind=DUE,
            title=f"Award {version.name} to {kept.name}",
            actor=actor,
            arguments={"award": str(kept.id)},
            organisation_id=organisation.id,
            total=1,
            due_at=due_at,
            now=now,
        )
        audit.record(
            actor=actor,
            action="award.schedule",
            target=("award", kept.id),
            organisation_id=organisation.id,
            details={"due_at": due_at.isoformat(), "version": str(version.id)},
            now=now,
        )
        return kept


def cancel_scheduled(*, actor: Actor, organisation: Organisation, award_id: UUID, now: datetime) -> Award:
    """Give up an award that is not made yet."""
    with transaction.atomic():
        kept = locked(organisation, award_id)
        version = achievements.find_version(organisation, kept.version_id)
        require_awarding(actor, organisation, unit_id=version.unit_id)
        move_award(kept, AwardState.CANCELLED)
        kept.content = {}
        kept.save(update_fields=["state", "content"])
        audit.record(
            actor=actor,
            action="award.cancel",
            target=("award", kept.id),
            organisation_id=organisation.id,
            now=now,
        )
        return kept


def award_due(*, actor: Actor, organisation: Organisation, award_id: UUID, now: datetime) -> Award | None:
    """Make an award that was scheduled, by the rights its author has now; nothing if it was cancelled."""
    with transaction.atomic():
        kept = locked(organisation, award_id)
        if kept.state != AwardState.SCHEDULED:
            return None
        version = achievements.find_version(organisation, kept.version_id)
        require_awarding(actor, organisation, unit_id=version.unit_id)
        statement = statements.statement_from_json(kept.content)
        _sign(kept, actor=actor, organisation=organisation, version=version, statement=statement, now=now)
        write_award_mail(kept, organisation=organisation, achievement_name=version.name, now=now)
        return kept


def award_decided(
    *,
    organisation: Organisation,
    version_id: UUID,
    statement: Statement,
    person_id: UUID,
    provenance: Mapping[str, Any],
    now: datetime,
) -> Award:
    """Award what an assessor has decided; their right was asked when they decided."""
    with transaction.atomic():
        return make(
            actor=SYSTEM,
            organisation=organisation,
            version=achievements.find_version(organisation, version_id),
            statement=statement,
            person_id=person_id,
            provenance={"how": "assessment", **provenance},
            now=now,
        )


def locked(organisation: Organisation, award_id: UUID) -> Award:
    """Return an award of the organisation, locked; raises ``UsageError("access.not_found")``."""
    found = (
        Award.objects.select_for_update(of=("self",))
        .filter(id=award_id, organisation_id=organisation.id)
        .first()
    )
    if found is None:
        raise UsageError("access.not_found", "There is nothing here that you may see.")
    return found


def _permitted(actor: Actor, organisation: Organisation, version_id: UUID) -> AwardableVersion:
    require_awarding(actor, organisation)
    version = achievements.awardable(actor, organisation, version_id)
    require_awarding(actor, organisation, unit_id=version.unit_id)
    return version


def _sign(
    award_row: Award,
    *,
    actor: Actor,
    organisation: Organisation,
    version: AwardableVersion,
    statement: Statement,
    now: datetime,
) -> None:
    signer = open_signer(organisation, actor=SYSTEM, now=now)
    achievements.freeze(version, now=now)
    issuing.sign(
        award_row,
        organisation=organisation,
        version=version,
        statement=statement,
        signer=signer,
        now=now,
    )
    audit.record(
        actor=actor,
        action="award.make",
        target=("award", award_row.id),
        organisation_id=organisation.id,
        details={"version": str(version.id), "how": str(award_row.provenance.get("how", ""))},
        now=now,
    )
    events.publish(AwardMade(award_id=award_row.id, organisation_id=organisation.id), now=now)


def _id_of(actor: Actor) -> str:
    return "" if actor.id is None else str(actor.id)
