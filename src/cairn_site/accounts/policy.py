"""Who has to sign in with more than a password.

Whoever looks after the installation must have a second factor before they go on; whoever signs or
administrates for an organisation is told to set one up. A demonstration asks nobody.
``tests/cairn_site/accounts/test_policy.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from cairn_site.accounts.ports import second_factor_needs
from cairn_site.settings.environment import Mode

if TYPE_CHECKING:
    from cairn_site.accounts.models import Person


def has_second_factor(person: Person) -> bool:
    """Return whether a person has a passkey, a security key or an authenticator app."""
    return bool(is_mfa_enabled(person))


def needs_second_factor(person: Person) -> bool:
    """Return whether what a person may do is worth a second factor that they do not have yet."""
    if has_second_factor(person):
        return False
    return person.is_operator or any(needs(person.id) for needs in second_factor_needs)


def must_set_up_second_factor(person: Person) -> bool:
    """Return whether a person may not go on without setting up a second factor."""
    return person.is_operator and settings.CAIRN_MODE is not Mode.DEMO and not has_second_factor(person)
