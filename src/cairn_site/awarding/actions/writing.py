"""Mail to holders: that they were awarded, and that there is a new version.

``tests/cairn_site/awarding/actions/test_writing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from cairn_site.accounts.queries import people_cards, person_card
from cairn_site.awarding import achievements
from cairn_site.platform import mail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cairn_site.accounts.queries import PersonCard
    from cairn_site.awarding.models import Award
    from cairn_site.organisations.permissions import Organisation


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
    names = achievements.names({award.achievement_id for award in awards})
    written = 0
    for award in awards:
        written += write_award_mail(
            award,
            organisation=organisation,
            achievement_name=names.get(award.achievement_id, ""),
            person=None if award.person_id is None else people.get(award.person_id),
            now=now,
        )
    return written


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
