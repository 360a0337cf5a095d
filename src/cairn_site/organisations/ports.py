"""What higher apps add to the pages of an organisation, registered in ``AppConfig.ready``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from cairn_site.platform.ports import MenuEntry, Panel, Port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest

    from cairn_site.organisations.models import Organisation, Right
    from cairn_site.organisations.queries import OrganisationCard

OrganisationMenu: TypeAlias = "Callable[[HttpRequest, Organisation, frozenset[Right]], Iterable[MenuEntry]]"
OrganisationPanels: TypeAlias = "Callable[[HttpRequest, Organisation, frozenset[Right]], Iterable[Panel]]"
PublicPanels: TypeAlias = "Callable[[HttpRequest, OrganisationCard], Iterable[Panel]]"
organisation_menu: Final[Port[OrganisationMenu]] = Port()
organisation_panels: Final[Port[OrganisationPanels]] = Port()
public_panels: Final[Port[PublicPanels]] = Port()
"""What stands on the public page of an organisation, such as what it awards."""
