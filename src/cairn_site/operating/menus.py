"""What the console adds to the menu and to the home page of an operator.

``tests/cairn_site/operating/test_menus.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.acting import actor_of
from cairn_site.operating.queries import summary
from cairn_site.platform import clock
from cairn_site.platform.ports import MenuEntry, Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


def main_entries(request: HttpRequest) -> Iterator[MenuEntry]:
    """Lead home whoever is signed in."""
    if not request.user.is_authenticated:
        return
    home = reverse("home")
    yield MenuEntry(label=_("Home"), url=home, icon="house", is_current=request.path == home)


def operator_entry(request: HttpRequest) -> Iterator[MenuEntry]:
    """Lead an operator to the console."""
    if actor_of(request).is_operator:
        url = reverse("operate")
        yield MenuEntry(label=_("Operate"), url=url, icon="activity", is_current=request.path.startswith(url))


def home_panel(request: HttpRequest) -> Iterator[Panel]:
    """Say to an operator what waits."""
    if actor_of(request).is_operator:
        yield Panel(template="operating/home_panel.html", context={"summary": summary(now=clock.now())})
