"""What the accounts add to menus and to the home page, and the side menu of a person's own pages.

``tests/cairn_site/accounts/test_menus.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts import notices
from cairn_site.accounts.models import Person
from cairn_site.accounts.policy import needs_second_factor
from cairn_site.platform.ports import MenuEntry, Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

_ON_HOME = 3


def settings_entries(request: HttpRequest) -> Iterator[MenuEntry]:
    """Lead to the person's own pages from the menu behind their initials."""
    if not isinstance(request.user, Person):
        return
    yield MenuEntry(label=_("Your profile"), url=reverse("me"), icon="user")
    yield MenuEntry(
        label=_("Notices"),
        url=reverse("notices"),
        icon="bell",
        count=notices.count_unread(request.user.id),
    )
    yield MenuEntry(label=_("Security"), url=reverse("mfa_index"), icon="shield-check")


def side_entries(request: HttpRequest) -> Iterator[MenuEntry]:
    """Lead from one of the person's own pages to the others."""
    if not isinstance(request.user, Person):
        return
    unread = notices.count_unread(request.user.id)
    yield _entry(request, "me", label=_("Profile"), icon="user")
    yield _entry(request, "notices", label=_("Notices"), icon="bell", count=unread)
    yield _entry(request, "account_email", label=_("Email addresses"), icon="mail")
    yield _entry(
        request, "account_change_password", label=_("Password"), icon="lock", also="/accounts/password/"
    )
    yield _entry(request, "mfa_index", label=_("Second factor"), icon="shield-check", also="/accounts/2fa/")
    yield _entry(request, "usersessions_list", label=_("Sessions"), icon="monitor")
    if has_sign_in_services(request.user):
        yield _entry(request, "socialaccount_connections", label=_("Sign-in services"), icon="link")
    yield _entry(request, "consents", label=_("Terms and privacy"), icon="file-text")
    yield _entry(request, "my_data", label=_("Your data"), icon="download", also="/me/delete")


def has_sign_in_services(person: Person) -> bool:
    """Return whether there is a service to sign in with, or one was used."""
    offered = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS")
    return bool(offered) or SocialAccount.objects.filter(user=person).exists()


def home_panel(request: HttpRequest) -> Iterator[Panel]:
    """Show what the account needs, and the newest notices that were not read."""
    person = request.user
    if not isinstance(person, Person):
        return
    unverified = list(EmailAddress.objects.filter(user=person, verified=False).order_by("email")[:3])
    unread = list(notices.notices_of(person.id, only_unread=True)[:_ON_HOME])
    needs_factor = needs_second_factor(person)
    if unverified or unread or needs_factor:
        yield Panel(
            template="accounts/home_panel.html",
            context={"unverified": unverified, "notices": unread, "needs_second_factor": needs_factor},
        )


def _entry(
    request: HttpRequest, name: str, *, label: _StrPromise, icon: str, also: str = "", count: int = 0
) -> MenuEntry:
    url = reverse(name)
    here = request.path == url or (name != "me" and request.path.startswith(url))
    beside = bool(also) and request.path.startswith(also)
    return MenuEntry(label=label, url=url, icon=icon, count=count, is_current=here or beside)
