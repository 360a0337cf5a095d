"""Notices to the people of an organisation, each in their own language; a step of actions.

``tests/cairn_site/organisations/test_news.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts import notices
from cairn_site.accounts.ports import NoticeKind
from cairn_site.organisations.models import Right
from cairn_site.organisations.queries import contacts_with

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from cairn_site.organisations.models import Organisation

VERIFICATION: Final = "organisations.verification"
MEMBERS: Final = "organisations.members"
KEYS: Final = "organisations.keys"
KINDS: Final = {
    VERIFICATION: NoticeKind(
        label=_("Verification of your organisation"),
        description=_("When somebody who looks after this site has verified it, or not."),
        is_kept=True,
    ),
    MEMBERS: NoticeKind(label=_("New members"), description=_("When somebody has accepted an invitation.")),
    KEYS: NoticeKind(
        label=_("Compromised keys"),
        description=_("When a key of your organisation is marked as compromised."),
        is_kept=True,
    ),
}


def tell_administrators(
    organisation: Organisation, text: _StrPromise, *, kind: str, page: str, now: datetime, **names: object
) -> None:
    """Put a notice into the centre of everybody who administrates; ``names`` fill ``text``."""
    url = reverse(page, args=[organisation.slug])
    for contact in contacts_with(organisation.id, Right.ADMINISTRATE):
        with translation.override(contact.language):
            notices.tell(
                person_id=contact.person_id,
                kind=kind,
                text=str(text) % {"organisation": organisation.name, **names},
                url=url,
                now=now,
            )
