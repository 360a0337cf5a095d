"""What every page has around its content: menus from the ports, the language, the reader's name.

``tests/cairn_site/platform/test_furniture.py`` proves it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cairn_site.platform import ports

if TYPE_CHECKING:
    from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context that the base page needs; menus are asked for once, by a page that shows them."""
    return {
        "main_menu": cache(lambda: [entry for source in ports.main_menu for entry in source(request)]),
        "settings_menu": cache(
            lambda: [entry for source in ports.settings_menu for entry in source(request)]
        ),
        "site_languages": settings.LANGUAGES,
        "site_mode": settings.CAIRN_MODE.value,
        "origin": settings.CAIRN_ORIGIN,
    }
