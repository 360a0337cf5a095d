"""What the accounts themselves know of a person: exported and erased with the rest.

``tests/cairn_site/accounts/test_personal_data.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from cairn_site.accounts.actions.exporting import remove_export
from cairn_site.accounts.actions.profile import end_sessions
from cairn_site.accounts.models import Consent, DataExport, Notice, NoticePreference, Person
from cairn_site.platform import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

_ACTIVITY = 5000


def export_account(person_id: UUID) -> dict[str, Any]:
    """Return what the accounts know of a person; secrets of second factors are not data, they are keys."""
    person = Person.objects.get(id=person_id)
    addresses = EmailAddress.objects.filter(user=person).order_by("-primary", "email")
    return {
        "profile": {
            "id": str(person.id),
            "name": person.name,
            "language": person.language,
            "timeZone": person.time_zone,
            "joinedAt": person.created_at.isoformat(),
            "lastSignIn": person.last_login.isoformat() if person.last_login else None,
        },
        "addresses": [
            {"email": address.email, "verified": address.verified, "primary": address.primary}
            for address in addresses
        ],
        "consents": [
            {
                "document": consent.document,
                "version": consent.version,
                "givenAt": consent.given_at.isoformat(),
            }
            for consent in Consent.objects.filter(person=person).order_by("given_at")
        ],
        "notices": [
            {
                "kind": notice.kind,
                "text": notice.text,
                "at": notice.created_at.isoformat(),
                "readAt": notice.read_at.isoformat() if notice.read_at else None,
            }
            for notice in Notice.objects.filter(person=person).order_by("created_at")
        ],
        "preferences": [
            {"kind": row.kind, "onPage": row.on_page, "byMail": row.by_mail}
            for row in NoticePreference.objects.filter(person=person).order_by("kind")
        ],
        "secondFactors": [
            {"type": factor.type, "addedAt": factor.created_at.isoformat()}
            for factor in Authenticator.objects.filter(user=person).order_by("created_at")
        ],
        "signInServices": [
            {"provider": account.provider, "identifier": account.uid, "said": account.extra_data}
            for account in SocialAccount.objects.filter(user=person)
        ],
        "sessions": [
            {
                "startedAt": session.created_at.isoformat(),
                "lastSeenAt": session.last_seen_at.isoformat(),
                "address": session.ip,
                "browser": session.user_agent,
            }
            for session in UserSession.objects.filter(user=person)
        ],
        "activity": [
            {"at": entry.at.isoformat(), "action": entry.action, "target": entry.target_kind}
            for entry in audit.entries().filter(actor_id=person_id)[:_ACTIVITY]
        ],
    }


def erase_account(person_id: UUID, _now: datetime) -> None:
    """Erase all but the row of the person, which :func:`actions.erase` empties in the same transaction."""
    person = Person.objects.get(id=person_id)
    end_sessions(person)
    for export in DataExport.objects.filter(person=person):
        remove_export(export)
    for rows in (Consent, Notice, NoticePreference):
        rows.objects.filter(person=person).delete()
    for theirs in (EmailAddress, Authenticator, SocialAccount, UserSession):
        theirs.objects.filter(user=person).delete()


def note_account(_person_id: UUID) -> Iterator[str]:
    """Say what erasing a person means for the account itself."""
    yield _("Your name, your addresses, your password, your passkeys and your settings are deleted.")
    yield _("The audit trail keeps what was done, without saying that it was you.")
