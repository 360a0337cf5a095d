"""Mail to holders: that they were awarded, and that there is a new version.

``tests/cairn_site/awarding/actions/test_writing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from cairn_site.accounts.queries import people_cards, person_card
from cairn_site.awarding import achievements
from cairn_site.awarding.letters import LetterBook, LetterKind
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
    book: LetterBook | None = None,
) -> bool:
    """Tell the holder of an award, if there is an address; return whether there was."""
    kind = LetterKind.AWARD if award.claim_link_id is None else LetterKind.CLAIM
    return write_letter(
        kind,
        award,
        book=book or LetterBook(organisation),
        achievement_name=achievement_name,
        link=f"{settings.CAIRN_ORIGIN}/credentials/{award.id}",
        person=person,
        now=now,
    )


def write_batch_mails(awards: Sequence[Award], *, organisation: Organisation, now: datetime) -> int:
    """Tell the holders of several awards and return how many were written to."""
    people = people_cards([award.person_id for award in awards if award.person_id is not None])
    names = achievements.names({award.achievement_id for award in awards})
    book = LetterBook(organisation)
    written = 0
    for award in awards:
        written += write_award_mail(
            award,
            organisation=organisation,
            achievement_name=names.get(award.achievement_id, ""),
            person=None if award.person_id is None else people.get(award.person_id),
            book=book,
            now=now,
        )
    return written


def write_upgrade_mail(
    award: Award, *, organisation: Organisation, achievement_name: str, url: str, now: datetime
) -> bool:
    """Invite the holder of an earlier version to the new one; return whether there was an address."""
    return write_letter(
        LetterKind.UPGRADE,
        award,
        book=LetterBook(organisation),
        achievement_name=achievement_name,
        link=url,
        now=now,
    )


def write_letter(
    kind: LetterKind,
    award: Award,
    *,
    book: LetterBook,
    achievement_name: str,
    link: str,
    now: datetime,
    person: PersonCard | None = None,
) -> bool:
    """Write one kind of mail to the holder of an award; return whether there was an address."""
    if person is None and award.person_id is not None:
        person = person_card(award.person_id)
    to = award.address or ("" if person is None else person.email)
    if not to:
        return False
    letter = book.letter(
        kind,
        to=to,
        holder=award.name,
        achievement=achievement_name,
        link=link,
        date=award.valid_from,
        expires=award.valid_until,
        language="en" if person is None else person.language,
        person_id=award.person_id,
    )
    mail.write(letter, now=now)
    return True
