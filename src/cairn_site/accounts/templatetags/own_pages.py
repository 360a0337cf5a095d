"""The side menu of a person's own pages, for our pages and for allauth's alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from cairn_site.accounts.menus import side_entries

if TYPE_CHECKING:
    from cairn_site.platform.ports import MenuEntry

register = template.Library()


@register.simple_tag(takes_context=True)
def own_menu(context: dict[str, Any]) -> list[MenuEntry]:
    """Return the side menu."""
    return list(side_entries(context["request"]))
