"""What designing adds to the menu of an organisation.

``tests/cairn_site/designing/test_menus.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.platform.ports import MenuEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from cairn_site.organisations.permissions import Organisation, Right


def entries(
    request: HttpRequest,
    organisation: Organisation,
    rights: frozenset[Right],
) -> Iterable[MenuEntry]:
    """Return the entry of the achievements, for everybody who may read."""
    del rights
    url = reverse("achievements", args=[organisation.slug])
    yield MenuEntry(label=_("Achievements"), url=url, icon="award", is_current=request.path.startswith(url))
