"""Mail: written in the transaction of the change that causes it, and sent by the worker.

Without a mail server nothing leaves; the messages are read on the outbox page.
``tests/cairn_site/platform/test_mail.py`` proves it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from cairn_site.platform.models import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

_log = logging.getLogger(__name__)
MAX_ATTEMPTS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to write to whom: ``template`` names ``mail/<template>.txt`` and, where there is one, ``.html``."""

    to: str
    kind: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    unsubscribe_url: str = ""


def write(letter: Letter, *, now: datetime) -> Message:
    """Render a letter and put it into the outbox; the first line of its text is the subject."""
    context = {**letter.context, "origin": settings.CAIRN_ORIGIN, "unsubscribe_url": letter.unsubscribe_url}
    with translation.override(letter.language):
        rendered = render_to_string(f"mail/{letter.template}.txt", context).strip()
        subject, _, text = rendered.partition("\n")
        html = render_to_string(f"mail/{letter.template}.html", {**context, "subject": subject})
    headers = {}
    if letter.unsubscribe_url:
        headers = {
            "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return Message.objects.create(
        to=letter.to,
        subject=subject.strip()[:300],
        text=text.strip() + "\n",
        html=html,
        headers=headers,
        kind=letter.kind,
        person_id=letter.person_id,
        organisation_id=letter.organisation_id,
        created_at=now,
        due_at=now,
    )


def send_due(*, now: datetime, limit: int = 50) -> int:
    """Send what waits, oldest first, and return how many were tried."""
    pending = Message.objects.filter(due_at__lte=now, sent_at=None, given_up_at=None).order_by("due_at", "id")
    identifiers = list(pending.values_list("id", flat=True)[:limit])
    for identifier in identifiers:
        _send(identifier, now=now)
    return len(identifiers)


def _send(identifier: UUID, *, now: datetime) -> None:
    message = Message.objects.filter(id=identifier, sent_at=None).first()
    if message is None:
        return
    # Claimed before it is handed over, so that two workers never send it at the same time.
    with transaction.atomic():
        claimed = Message.objects.filter(id=identifier, sent_at=None, attempts=message.attempts).update(
            attempts=message.attempts + 1, due_at=now + timedelta(minutes=2**message.attempts)
        )
    if not claimed:
        return
    try:
        if settings.CAIRN_MAIL_LEAVES:
            _hand_over(message)
    except OSError as error:
        _log.warning("A mail could not be sent", extra={"mail": str(identifier), "kind": message.kind})
        is_last = message.attempts + 1 >= MAX_ATTEMPTS
        Message.objects.filter(id=identifier).update(
            error=f"{type(error).__name__}: {error}"[:1000], given_up_at=now if is_last else None
        )
    else:
        Message.objects.filter(id=identifier).update(sent_at=now, error="")


def _hand_over(message: Message) -> None:
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.text, to=[message.to], headers=dict(message.headers)
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()
