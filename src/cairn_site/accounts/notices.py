"""The notice centre: short news for one person, on the page and, where an app writes it, by mail.

Other apps call :func:`tell` in the transaction of their change, ask :func:`wants_mail` before they write a
letter that could be unwelcome, and put :func:`unsubscribe_url` into it (RFC 8058).
``tests/cairn_site/accounts/test_notices.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from cairn_site.accounts.models import Notice, NoticePreference, Person
from cairn_site.accounts.ports import notice_kinds
from cairn_site.platform import mail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

MAX_COUNTED: Final = 99
_SALT: Final = "cairn.accounts.unsubscribe"


def tell(
    *, person_id: UUID, kind: str, text: str, url: str = "", now: datetime, by_mail: bool = False
) -> Notice | None:
    """Put a notice into the centre of a person, unless they turned its kind off.

    ``text`` is in the person's language; ``url`` is a path of the site. ``by_mail`` also sends it as a short
    mail to whoever wants those; an app that has a letter of its own sends that instead. Raises
    ``AssertionError`` for a kind that nobody registered in ``ports.notice_kinds``.
    """
    known = dict(notice_kinds.items())
    if kind not in known:
        raise AssertionError(f"nobody registered the notices of the kind {kind}")
    person = Person.objects.filter(id=person_id, is_active=True).first()
    if person is None:
        return None
    preference = NoticePreference.objects.filter(person_id=person_id, kind=kind).first()
    with transaction.atomic():
        if by_mail and (preference is None or preference.by_mail):
            mail.write(_letter(person, kind=kind, text=text, url=url), now=now)
        if preference is not None and not preference.on_page and not known[kind].is_kept:
            return None
        return Notice.objects.create(
            person_id=person_id, kind=kind, text=text[:300], url=url[:300], created_at=now
        )


def wants_mail(person_id: UUID, kind: str) -> bool:
    """Return whether a person wants mails of a kind; what was not said is wanted."""
    return not NoticePreference.objects.filter(person_id=person_id, kind=kind, by_mail=False).exists()


def unsubscribe_url(person_id: UUID, kind: str) -> str:
    """Return the address that ends the mails of a kind with one click, without signing in."""
    key = signing.dumps([str(person_id), kind], salt=_SALT, compress=True)
    return f"{settings.CAIRN_ORIGIN}{reverse('unsubscribe', args=[key])}"


def read_unsubscribe_key(key: str) -> tuple[UUID, str] | None:
    """Return the person and the kind that a key in such an address means, ``None`` if it is not ours."""
    try:
        person_id, kind = signing.loads(key, salt=_SALT)
        return UUID(person_id), str(kind)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def unsubscribe(person_id: UUID, kind: str) -> None:
    """End the mails of a kind; doing it again changes nothing."""
    if Person.objects.filter(id=person_id, erased_at=None).exists():
        NoticePreference.objects.update_or_create(person_id=person_id, kind=kind, defaults={"by_mail": False})


def set_preferences(person_id: UUID, wanted: Mapping[str, tuple[bool, bool]]) -> None:
    """Keep what a person wants of each kind: on the page, and by mail."""
    with transaction.atomic():
        for kind, (on_page, by_mail) in wanted.items():
            NoticePreference.objects.update_or_create(
                person_id=person_id, kind=kind, defaults={"on_page": on_page, "by_mail": by_mail}
            )


def preferences_of(person_id: UUID) -> dict[str, tuple[bool, bool]]:
    """Return what a person wants of each kind that there is: on the page, and by mail."""
    said = {
        row.kind: (row.on_page, row.by_mail) for row in NoticePreference.objects.filter(person_id=person_id)
    }
    return {
        name: (kind.is_kept or said.get(name, (True, True))[0], said.get(name, (True, True))[1])
        for name, kind in notice_kinds.items()
    }


def notices_of(person_id: UUID, *, search: str = "", only_unread: bool = False) -> QuerySet[Notice]:
    """Return the notices of a person, newest first."""
    found = Notice.objects.filter(person_id=person_id).order_by("-created_at", "-id")
    if only_unread:
        found = found.filter(read_at=None)
    return found.filter(text__icontains=search) if search else found


def count_unread(person_id: UUID) -> int:
    """Return how many notices a person has not read, at most ``MAX_COUNTED``."""
    return Notice.objects.filter(person_id=person_id, read_at=None)[:MAX_COUNTED].count()


def mark_read(person_id: UUID, identifier: UUID | None, *, now: datetime) -> None:
    """Mark one notice of a person as read, or all of them."""
    unread = Notice.objects.filter(person_id=person_id, read_at=None)
    if identifier is not None:
        unread = unread.filter(id=identifier)
    unread.update(read_at=now)


def prune(*, before: datetime) -> int:
    """Delete what was read before a moment and return how much there was."""
    return Notice.objects.filter(read_at__lt=before).delete()[0]


def _letter(person: Person, *, kind: str, text: str, url: str) -> mail.Letter:
    return mail.Letter(
        to=person.email,
        kind=kind,
        template="account/notice",
        context={"text": text, "url": f"{settings.CAIRN_ORIGIN}{url}" if url else "", "name": person.name},
        language=person.language,
        person_id=person.id,
        unsubscribe_url=unsubscribe_url(person.id, kind),
    )
