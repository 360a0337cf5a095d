"""Mail: written in the transaction of the change that causes it, and sent by the worker.

Without a mail server nothing leaves; the messages are read on the outbox page. With one, a message may in
rare cases leave twice (the worker dies between handing over and noting it), always under the same Message-ID,
and never not at all. ``tests/cairn_site/platform/test_mail.py`` proves it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from cairn.errors import UsageError
from cairn_site.platform.logs import redact
from cairn_site.platform.models import Message as Message  # noqa: PLC0414 - rows are handed to the apps above

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

_log = logging.getLogger(__name__)
MAX_ATTEMPTS: Final = 10
_GONE: Final = "This text held a link for one person only. It was left out when the mail was sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to write to whom: ``template`` names ``mail/<template>.txt`` and, where there is one, ``.html``.

    ``is_private`` says that the text holds what only its reader may know, such as a link that signs in: it is
    left out of the outbox once the mail has left.
    """

    to: str
    kind: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    unsubscribe_url: str = ""
    is_private: bool = False


def write(letter: Letter, *, now: datetime) -> Message:
    """Render a letter and put it into the outbox; the first line of its text is the subject."""
    context = {**letter.context, "origin": settings.CAIRN_ORIGIN, "unsubscribe_url": letter.unsubscribe_url}
    with translation.override(letter.language):
        rendered = _render(f"mail/{letter.template}.txt", context, is_html=False).strip()
        first, _, text = rendered.partition("\n")
        subject = " ".join(first.split())
        try:
            html = _render(f"mail/{letter.template}.html", {**context, "subject": subject}, is_html=True)
        except TemplateDoesNotExist as missing:
            if str(missing) != f"mail/{letter.template}.html":
                raise
            html = ""
    headers = {}
    if letter.unsubscribe_url:
        headers = {
            "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return Message.objects.create(
        to=letter.to,
        subject=subject[:300],
        text=text.strip() + "\n",
        html=html,
        headers=headers,
        kind=letter.kind,
        is_private=letter.is_private,
        person_id=letter.person_id,
        organisation_id=letter.organisation_id,
        created_at=now,
        due_at=now,
    )


def send_due(*, now: datetime, limit: int = 50) -> int:
    """Send what waits, oldest first, and return how many were tried."""
    identifiers = list(waiting().filter(due_at__lte=now).values_list("id", flat=True)[:limit])
    for identifier in identifiers:
        _send(identifier, now=now)
    return len(identifiers)


def waiting() -> QuerySet[Message]:
    """Return what has not been sent yet, oldest first."""
    return Message.objects.filter(sent_at=None, given_up_at=None).order_by("due_at", "id")


def outbox(*, state: str = "", search: str = "") -> QuerySet[Message]:
    """Return messages, newest first: all, or those ``waiting``, ``sent`` or ``failed``, to an address."""
    found = Message.objects.order_by("-created_at", "-id")
    if state == "waiting":
        found = found.filter(sent_at=None, given_up_at=None)
    elif state == "sent":
        found = found.filter(sent_at__isnull=False)
    elif state == "failed":
        found = found.filter(given_up_at__isnull=False)
    return found.filter(to__icontains=search) if search else found


def retry(identifier: UUID, *, now: datetime) -> Message:
    """Have a message that could not be sent tried again; raises ``UsageError("mail.not_failed")``."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(id=identifier, sent_at=None).first()
        if message is None or not (message.given_up_at or message.error):
            raise UsageError("mail.not_failed", "This mail has been sent, or waits to be.")
        message.given_up_at = None
        message.attempts = 0
        message.due_at = now
        message.save(update_fields=["given_up_at", "attempts", "due_at"])
        return message


def prune(*, before: datetime) -> int:
    """Delete the messages written before a moment and return how many there were."""
    return Message.objects.filter(created_at__lt=before).delete()[0]


def forget(*, person_id: UUID, addresses: Iterable[str]) -> None:
    """Delete what was written to a person who is gone, and what still waits to be sent to them."""
    Message.objects.filter(Q(person_id=person_id) | Q(to__in=list(addresses))).delete()


def _render(name: str, context: Mapping[str, Any], *, is_html: bool) -> str:
    template: Any = get_template(name)
    return str(template.template.render(Context(dict(context), autoescape=is_html)))


def _send(identifier: UUID, *, now: datetime) -> None:
    message = Message.objects.filter(id=identifier, sent_at=None).first()
    if message is None:
        return
    # Claimed before it is handed over, so that two workers never send it at the same time.
    claimed = Message.objects.filter(id=identifier, sent_at=None, attempts=message.attempts).update(
        attempts=message.attempts + 1, due_at=now + timedelta(minutes=2**message.attempts)
    )
    if not claimed:
        return
    try:
        if settings.CAIRN_MAIL_LEAVES:
            _hand_over(message)
    except Exception as error:  # noqa: BLE001 - the outermost place where a mail server is spoken to
        _log.warning("A mail could not be sent", extra={"mail": str(identifier), "kind": message.kind})
        is_last = message.attempts + 1 >= MAX_ATTEMPTS
        Message.objects.filter(id=identifier).update(
            error=redact(f"{type(error).__name__}: {error}")[:1000], given_up_at=now if is_last else None
        )
        return
    left_out = {"text": _GONE, "html": ""} if message.is_private and settings.CAIRN_MAIL_LEAVES else {}
    Message.objects.filter(id=identifier).update(sent_at=now, error="", **left_out)


def _hand_over(message: Message) -> None:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            **message.headers,
            "Message-ID": f"<{message.id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()
