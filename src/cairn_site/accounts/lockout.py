"""What happens after too many wrong passwords: who is counted, and the page that says so.

``tests/cairn_site/accounts/test_lockout.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.helpers import get_cool_off
from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest, HttpResponse


def username_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Return the address that somebody tries to sign in with, in small letters.

    It comes from the form first: whatever the backends are asked, one try is counted once under one name.
    """
    typed = request.POST.get("login", "") if request is not None else ""
    given = credentials or {}
    return str(typed or given.get("email") or given.get("username") or "").strip().lower()[:254]


def answer_locked_out(
    request: HttpRequest, _original: HttpResponse | None, _credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Return the page that says to wait; it says the same whether there is such an account or not."""
    cool_off = get_cool_off(request)
    minutes = round(cool_off.total_seconds() / 60) if cool_off else 0
    return render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
