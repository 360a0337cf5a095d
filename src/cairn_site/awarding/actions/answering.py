"""The holder accepts or declines what was awarded to them.

``tests/cairn_site/awarding/actions/test_answering.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.accounts.queries import verified_addresses
from cairn_site.awarding import counting
from cairn_site.awarding.counting import Kind
from cairn_site.awarding.events import AwardAnswered
from cairn_site.awarding.models import Award, ClaimState
from cairn_site.awarding.states import SIGNED
from cairn_site.organisations.permissions import not_found
from cairn_site.platform import audit, events
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor


def answer_award(*, actor: Actor, award_id: UUID, is_accepted: bool, now: datetime) -> Award:
    """Write down the holder's answer; raises ``UsageError("access.not_found")`` for anybody else."""
    with transaction.atomic():
        award = Award.objects.select_for_update(of=("self",)).filter(id=award_id, state__in=SIGNED).first()
        if award is None or not _is_holder(actor, award):
            raise not_found()
        answer = ClaimState.ACCEPTED if is_accepted else ClaimState.DECLINED
        if award.claim == answer:
            return award
        if award.claim == ClaimState.DECLINED:
            raise UsageError("award.declined", "This was declined; ask the issuer to award it again.")
        was_accepted = award.claim == ClaimState.ACCEPTED
        award.claim = answer
        award.person_id = actor.id
        if not is_accepted:
            award.is_public = False
        award.save(update_fields=["claim", "person", "is_public"])
        if was_accepted != is_accepted:
            by = 1 if is_accepted else -1
            counting.write_down(counting.tally(award, Kind.ACCEPTED, now, by=by))
        audit.record(
            actor=actor,
            action="award.accept" if is_accepted else "award.decline",
            target=("award", award.id),
            organisation_id=award.organisation_id,
            now=now,
        )
        events.publish(
            AwardAnswered(award_id=award.id, organisation_id=award.organisation_id, is_accepted=is_accepted),
            now=now,
        )
        return award


def _is_holder(actor: Actor, award: Award) -> bool:
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        return False
    if award.person_id is not None:
        return award.person_id == actor.id
    return bool(award.address) and award.address in verified_addresses(actor.id)
