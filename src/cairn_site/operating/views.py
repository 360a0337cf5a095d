"""The first page and each person's home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cairn_site.platform import ports

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """Say in ten seconds what this is."""
    return render(request, "operating/landing.html")


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, by everything they are."""
    panels = [panel for source in ports.home_panels for panel in source(request)]
    return render(request, "operating/home.html", {"panels": panels})
