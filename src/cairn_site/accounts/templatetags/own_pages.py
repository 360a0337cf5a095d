"""The side menu of a person's own pages, for our pages and for allauth's alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext

from cairn_site.accounts.menus import side_entries

if TYPE_CHECKING:
    from cairn_site.platform.ports import MenuEntry

# The first word that fits names it: most browsers also claim to be those below them.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}

register = template.Library()


@register.simple_tag(takes_context=True)
def own_menu(context: dict[str, Any]) -> list[MenuEntry]:
    """Return the side menu."""
    return list(side_entries(context["request"]))


@register.filter
def browser_name(user_agent: str) -> str:
    """Return what people call a browser, such as *Firefox, Linux*; what is not known is shown as it is."""
    browser = next((name for mark, name in _BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), "")
    return (
        ", ".join(part for part in (browser, system) if part)
        or user_agent[:60]
        or gettext("An unknown browser")
    )
