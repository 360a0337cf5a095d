"""Where allauth meets the site: its mail goes through our outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation

from cairn_site.accounts.models import Person
from cairn_site.platform import clock, mail

if TYPE_CHECKING:
    from collections.abc import Mapping


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sends allauth's mail by the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Write the mail that allauth asks for."""
        user = context.get("user")
        person = user if isinstance(user, Person) else None
        mail.write(
            mail.Letter(
                to=email,
                kind=template_prefix.replace("/", "."),
                template=template_prefix,
                context={
                    name: value for name, value in context.items() if name not in {"request", "current_site"}
                },
                language=person.language if person else translation.get_language() or "en",
                person_id=person.id if person else None,
            ),
            now=clock.now(),
        )
