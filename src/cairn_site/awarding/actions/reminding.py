"""Reminders: of an expiry, once for each number of days, and of an award that was not answered.

``tests/cairn_site/awarding/actions/test_reminding.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from cairn.errors import UsageError
from cairn_site.awarding import achievements
from cairn_site.awarding.actions.single import locked
from cairn_site.awarding.actions.writing import write_award_mail, write_batch_mails, write_letter
from cairn_site.awarding.letters import LetterBook, LetterKind
from cairn_site.awarding.models import Award, AwardState, Reminder
from cairn_site.awarding.permits import require_awarding
from cairn_site.organisations.queries import find_organisation
from cairn_site.platform import audit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

REMINDER_DAYS: Final = (90, 60, 30, 7)
_AT_ONCE: Final = 200


def send_again(*, actor: Actor, organisation: Organisation, award_id: UUID, now: datetime) -> bool:
    """Write the award mail once more; return whether there was an address."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        award = locked(organisation, award_id)
        if award.state != AwardState.AWARDED:
            raise UsageError("award.not_standing", "Only an award that stands can be written about.")
        audit.record(
            actor=actor,
            action="award.remind",
            target=("award", award.id),
            organisation_id=organisation.id,
            now=now,
        )
        return write_award_mail(
            award, organisation=organisation, achievement_name=_name_of(award.achievement_id), now=now
        )


def remind_chosen(
    *, actor: Actor, organisation: Organisation, award_ids: Sequence[UUID], now: datetime
) -> int:
    """Write the award mail once more to the holders of standing awards; return how many were written to."""
    with transaction.atomic():
        require_awarding(actor, organisation)
        awards = Award.objects.filter(
            id__in=award_ids, organisation_id=organisation.id, state=AwardState.AWARDED
        ).defer("document")
        written = write_batch_mails(list(awards), organisation=organisation, now=now)
        audit.record(
            actor=actor,
            action="award.remind_many",
            target=("organisation", organisation.id),
            organisation_id=organisation.id,
            details={"count": written},
            now=now,
        )
        return written


def remind_holders(*, now: datetime) -> int:
    """Remind those whose award expires in 90, 60, 30 or 7 days, once each; return how many were written to.

    After a pause only the reminder that is due now is sent, not those that were missed before it.
    """
    written = 0
    for index, days in enumerate(sorted(REMINDER_DAYS)):
        earlier = sorted(REMINDER_DAYS)[index - 1] if index else 0
        due = (
            Award.objects.filter(
                state=AwardState.AWARDED,
                valid_until__gt=now + timedelta(days=earlier),
                valid_until__lte=now + timedelta(days=days),
            )
            .exclude(reminder__days=days)
            .order_by("valid_until", "id")
        )
        while batch := list(due.defer("document")[:_AT_ONCE]):
            written += sum(remind(award, days=days, now=now) for award in batch)
    return written


def remind(award: Award, *, days: int, now: datetime) -> bool:
    """Remind one holder of an expiry, once for each number of days; return whether it was sent."""
    organisation = find_organisation(award.organisation_id)
    if organisation is None or award.valid_until is None:
        return False
    try:
        with transaction.atomic():
            Reminder.objects.create(award_id=award.id, days=days, sent_at=now)
            return _write_reminder(award, organisation=organisation, now=now)
    except IntegrityError:
        return False


def _write_reminder(award: Award, *, organisation: Organisation, now: datetime) -> bool:
    return write_letter(
        LetterKind.REMINDER,
        award,
        book=LetterBook(organisation),
        achievement_name=_name_of(award.achievement_id),
        link=f"{settings.CAIRN_ORIGIN}/credentials/{award.id}",
        now=now,
    )


def _name_of(achievement_id: UUID) -> str:
    return achievements.names([achievement_id]).get(achievement_id, "")
