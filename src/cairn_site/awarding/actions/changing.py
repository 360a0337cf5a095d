"""Revoke, suspend and reinstate awards, one or many, each with its reason.

The state, the status list, the reason and the audit entry change in one transaction; the list that verifiers
read is rendered in it. ``tests/cairn_site/awarding/actions/test_changing.py`` proves it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.awarding import achievements, counting, status_lists
from cairn_site.awarding.actions.single import locked
from cairn_site.awarding.counting import Kind
from cairn_site.awarding.events import AwardReinstated, AwardRevoked, AwardSuspended
from cairn_site.awarding.models import Award, AwardState, StatusChange
from cairn_site.awarding.permits import require_awarding
from cairn_site.awarding.states import AWARD_TRANSITIONS, move_award
from cairn_site.organisations.signing import open_signer
from cairn_site.platform import audit, events, jobs
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor
    from cairn_site.platform.jobs import Job

CHANGE_MANY: Final = "awarding.change_many"
MAX_REASON: Final = 2000
_ACTIONS: Final[Mapping[AwardState, str]] = {
    AwardState.REVOKED: "award.revoke",
    AwardState.SUSPENDED: "award.suspend",
    AwardState.AWARDED: "award.reinstate",
}
_EVENTS: Final = {
    AwardState.REVOKED: AwardRevoked,
    AwardState.SUSPENDED: AwardSuspended,
    AwardState.AWARDED: AwardReinstated,
}


def revoke_award(
    *, actor: Actor, organisation: Organisation, award_id: UUID, reason: str, now: datetime
) -> Award:
    """Revoke an award for good."""
    return _change_one(actor, organisation, award_id, AwardState.REVOKED, reason=reason, now=now)


def suspend_award(
    *, actor: Actor, organisation: Organisation, award_id: UUID, reason: str, now: datetime
) -> Award:
    """Suspend an award until it is reinstated; raises ``UsageError("award.not_suspendable")``."""
    return _change_one(actor, organisation, award_id, AwardState.SUSPENDED, reason=reason, now=now)


def reinstate_award(
    *, actor: Actor, organisation: Organisation, award_id: UUID, reason: str, now: datetime
) -> Award:
    """Let a suspended award be valid again."""
    return _change_one(actor, organisation, award_id, AwardState.AWARDED, reason=reason, now=now)


def change_many(
    *,
    actor: Actor,
    organisation: Organisation,
    award_ids: Sequence[UUID],
    state: AwardState,
    reason: str,
    now: datetime,
) -> Job:
    """Begin a job that changes the state of awards; those that cannot be changed are left as they are."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        _check_reason(reason)
        job = jobs.start(
            kind=CHANGE_MANY,
            title=f"{AwardState(state).label}: {len(award_ids)} awards",
            actor=actor,
            arguments={"ids": [str(one) for one in award_ids], "state": state.value, "reason": reason},
            organisation_id=organisation.id,
            total=len(award_ids),
            now=now,
        )
        audit.record(
            actor=actor,
            action=f"{_ACTIONS[state]}_many",
            target=("job", job.id),
            organisation_id=organisation.id,
            details={"count": len(award_ids), "reason": reason},
            now=now,
        )
        return job


def change_step(
    *,
    actor: Actor,
    organisation: Organisation,
    award_ids: Sequence[UUID],
    state: AwardState,
    reason: str,
    now: datetime,
) -> int:
    """Change those of ``award_ids`` that can be changed, in the transaction at work; return how many."""
    require_awarding(actor, organisation)
    found = (
        Award.objects.select_for_update(of=("self",))
        .filter(id__in=award_ids, organisation_id=organisation.id)
        .defer("document")
        .order_by("id")
    )
    awards = [award for award in found if _is_open_to(award, state)]
    _change(awards, organisation=organisation, actor=actor, state=state, reason=reason, now=now)
    return len(awards)


def _change_one(
    actor: Actor,
    organisation: Organisation,
    award_id: UUID,
    state: AwardState,
    *,
    reason: str,
    now: datetime,
) -> Award:
    with transaction.atomic():
        require_awarding(actor, organisation)
        award = locked(organisation, award_id)
        require_awarding(
            actor, organisation, unit_id=achievements.find_version(organisation, award.version_id).unit_id
        )
        _check_reason(reason)
        if state is AwardState.SUSPENDED and award.suspension_list_id is None:
            raise UsageError(
                "award.not_suspendable",
                "This credential was signed without a place for suspension, so it can only be revoked.",
                mend="Allow suspension in the Achievement; it holds for what is awarded from then on.",
            )
        if state is AwardState.AWARDED and award.state == AwardState.SCHEDULED:
            raise UsageError("award.no_such_change", "This award is made when it is due.")
        _change([award], organisation=organisation, actor=actor, state=state, reason=reason, now=now)
        return award


def _change(
    awards: Sequence[Award],
    *,
    organisation: Organisation,
    actor: Actor,
    state: AwardState,
    reason: str,
    now: datetime,
) -> None:
    if not awards:
        return
    signer = open_signer(organisation, actor=SYSTEM, now=now)
    counts: counting.Tally = Counter()
    rows = []
    for award in awards:
        before = move_award(award, state)
        rows.append(
            StatusChange(
                award_id=award.id,
                before=before.value,
                after=state.value,
                reason=reason,
                changed_at=now,
                changed_by=actor.label[:200],
            )
        )
        if state is AwardState.REVOKED:
            counting.tally(award, Kind.REVOKED, now, into=counts)
            if award.valid_until is not None:
                counting.tally(award, Kind.EXPIRING, award.valid_until, by=-1, into=counts)
    Award.objects.filter(id__in=[award.id for award in awards]).update(state=state.value)
    StatusChange.objects.bulk_create(rows)
    places = [
        (award.revocation_list_id, award.revocation_index)
        if state is AwardState.REVOKED
        else (award.suspension_list_id, award.suspension_index)
        for award in awards
    ]
    status_lists.set_bits(
        [(list_id, index) for list_id, index in places if list_id is not None and index is not None],
        on=state is not AwardState.AWARDED,
        signer=signer,
        now=now,
    )
    counting.write_down(counts)
    for award in awards:
        audit.record(
            actor=actor,
            action=_ACTIONS[state],
            target=("award", award.id),
            organisation_id=organisation.id,
            details={"reason": reason},
            now=now,
        )
        events.publish(_EVENTS[state](award_id=award.id, organisation_id=organisation.id), now=now)


def _is_open_to(award: Award, state: AwardState) -> bool:
    if state is AwardState.SUSPENDED and award.suspension_list_id is None:
        return False
    if award.state == AwardState.SCHEDULED:
        return False
    return state in AWARD_TRANSITIONS[AwardState(award.state)]


def _check_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > MAX_REASON:
        raise UsageError(
            "award.no_reason",
            "A change of an award needs a reason.",
            where="reason",
            mend=f"Write 1 to {MAX_REASON:,} characters.",
        )
