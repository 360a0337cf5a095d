"""One button for each role on the first page of a demo: to be it without typing a password.

It is there in demo mode only, on a database that holds the demo world, for who sits at this machine.
``tests/cairn_site/operating/demo/test_signing_in.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn_site.operating.demo.cast import ROLES, Role
from cairn_site.platform import installation
from cairn_site.platform.callers import is_on_this_machine
from cairn_site.platform.failures import not_found

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def offered_roles(request: HttpRequest) -> tuple[Role, ...]:
    """Return the roles that the first page offers, none where this is no demo or somebody is elsewhere."""
    # The mode is looked at first, so that no other site asks its database.
    if settings.CAIRN_MODE.value == "demo" and is_on_this_machine(request) and installation.is_demo():
        return ROLES
    return ()


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a role and go to its home page; where none is offered there is nothing here."""
    role = next((one for one in offered_roles(request) if one.code == request.POST.get("role")), None)
    if role is None:
        return not_found(request)
    logout(request)
    person = get_user_model().objects.filter(email=role.address, is_active=True).first()
    if person is None:
        messages.error(request, _("This account is gone. Start the demo anew with: cairn demo --reset"))
        return redirect("landing")
    response: HttpResponse = perform_login(request, person, email_verification="none")
    return response
