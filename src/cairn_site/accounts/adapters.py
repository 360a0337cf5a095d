"""Where allauth meets the site: its mail goes through our outbox, and people from elsewhere get a name.

``tests/cairn_site/accounts/test_adapters.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.utils import translation
from django.utils.translation import gettext as _

from cairn_site.accounts.models import Person
from cairn_site.platform import clock, mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

# These hold a link that signs in or that shows whose address it is, so no outbox page keeps them.
_PRIVATE: Final = frozenset({"password_reset_key", "email_confirmation", "email_confirmation_signup"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sends allauth's mail by the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Write the mail that allauth asks for."""
        # A notice about an account goes to whoever has just changed it; other mail may go to a stranger.
        user = context.get("user") or ("timestamp" in context and getattr(self.request, "user", None))
        person = user if isinstance(user, Person) else None
        mail.write(
            mail.Letter(
                to=email,
                kind=template_prefix.replace("/email/", ".")[:60],
                template=template_prefix,
                context={
                    **{
                        key: value for key, value in context.items() if key not in {"request", "current_site"}
                    },
                    "email": email,
                    "name": person.name if person else "",
                },
                language=person.language if person else translation.get_language() or "en",
                person_id=person.id if person else None,
                is_private=template_prefix.rpartition("/")[2] in _PRIVATE,
            ),
            now=clock.now(),
        )


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names keys in plain words."""

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002
        """Return a name for a new key that its owner can tell from the others."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey") if not count else _("Passkey %(number)s") % {"number": count + 1}


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Takes the name that a sign-in service gives."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, Any]
    ) -> Person:
        """Fill a new person from what the service says of them."""
        person: Person = super().populate_user(request, sociallogin, data)
        parts = (str(data.get("first_name") or ""), str(data.get("last_name") or ""))
        person.name = str(data.get("name") or " ".join(part for part in parts if part))[:200]
        person.language = translation.get_language() or "en"
        return person
