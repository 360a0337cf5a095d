"""The first page and each person's home.

``tests/cairn_site/operating/views/test_home.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn_site.operating.demo.signing_in import offered_roles
from cairn_site.platform import ports

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say in ten seconds what this is."""
    return render(request, "operating/landing.html", {"demo_roles": offered_roles(request)})


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, by everything they are."""
    panels = [panel for source in ports.home_panels for panel in source(request)]
    return render(request, "operating/home.html", {"panels": panels})
