"""Mail to holders: that they were awarded, and that an award expires soon.

``tests/cairn_site/awarding/actions/test_writing.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from cairn_site.accounts.queries import people_cards, person_card
from cairn_site.awarding import achievements
from cairn_site.awarding.models import Award, AwardState, Reminder
from cairn_site.organisations.queries import find_organisation
from cairn_site.platform import mail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.accounts.queries import PersonCard
    from cairn_site.organisations.permissions import Organisation

REMINDER_DAYS: Final = (90, 60, 30, 7)
_AT_ONCE: Final = 200


def write_award_mail(
    award: Award,
    *,
    organisation: Organisation,
    achievement_name: str,
    now: datetime,
    person: PersonCard | None = None,
) -> bool:
    """Tell the holder of an award, if there is an address; return whether there was."""
    if person is None and award.person_id is not None:
        person = person_card(award.person_id)
    to = award.address or ("" if person is None else person.email)
    if not to:
        return False
    mail.write(
        mail.Letter(
            to=to,
            kind="awarding.award",
            template="award",
            context={
                "name": award.name,
                "achievement": achievement_name,
                "organisation": organisation.name,
                "url": f"{settings.CAIRN_ORIGIN}/credentials/{award.id}",
            },
            language="en" if person is None else person.language,
            person_id=award.person_id,
            organisation_id=organisation.id,
        ),
        now=now,
    )
    return True


def write_batch_mails(awards: Sequence[Award], *, organisation: Organisation, now: datetime) -> int:
    """Tell the holders of several awards and return how many were written to."""
    people = people_cards([award.person_id for award in awards if award.person_id is not None])
    names = achievements.names({award.version_id for award in awards})
    written = 0
    for award in awards:
        written += write_award_mail(
            award,
            organisation=organisation,
            achievement_name=names.get(award.version_id, ""),
            person=None if award.person_id is None else people.get(award.person_id),
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
    """Remind one holder of an expiry, unless they were for this number of days; return whether it was sent."""
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
    person = None if award.person_id is None else person_card(award.person_id)
    to = award.address or ("" if person is None else person.email)
    if not to:
        return False
    mail.write(
        mail.Letter(
            to=to,
            kind="awarding.reminder",
            template="award-reminder",
            context={
                "name": award.name,
                "achievement": _name_of(award.version_id),
                "organisation": organisation.name,
                "valid_until": award.valid_until,
                "url": f"{settings.CAIRN_ORIGIN}/credentials/{award.id}",
            },
            language="en" if person is None else person.language,
            person_id=award.person_id,
            organisation_id=organisation.id,
        ),
        now=now,
    )
    return True


def write_upgrade_mail(
    award: Award, *, organisation: Organisation, achievement_name: str, url: str, now: datetime
) -> bool:
    """Invite the holder of an earlier version to the new one; return whether there was an address."""
    person = None if award.person_id is None else person_card(award.person_id)
    to = award.address or ("" if person is None else person.email)
    if not to:
        return False
    mail.write(
        mail.Letter(
            to=to,
            kind="awarding.upgrade",
            template="award-upgrade",
            context={
                "name": award.name,
                "achievement": achievement_name,
                "organisation": organisation.name,
                "url": url,
            },
            language="en" if person is None else person.language,
            person_id=award.person_id,
            organisation_id=organisation.id,
        ),
        now=now,
    )
    return True


def _name_of(version_id: UUID) -> str:
    return achievements.names({version_id}).get(version_id, "")
