"""What awarding adds to the menu of an organisation and to the home page of a person.

``tests/cairn_site/awarding/test_menus.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.acting import actor_of
from cairn_site.accounts.queries import verified_addresses
from cairn_site.awarding import achievements, queries
from cairn_site.organisations.permissions import Right
from cairn_site.platform.ports import MenuEntry, Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from cairn_site.organisations.permissions import Organisation

_ON_HOME = 6


def organisation_entries(
    request: HttpRequest, organisation: Organisation, rights: frozenset[Right]
) -> Iterator[MenuEntry]:
    """Lead to awards, tables, claim links and insights."""
    entries = [
        ("holders", _("Awards"), "award", Right.READ),
        ("batches", _("Tables"), "table", Right.AWARD),
        ("links", _("Claim links"), "qr-code", Right.AWARD),
        ("insights", _("Insights"), "chart-column", Right.READ),
        ("templates", _("Mails and certificates"), "palette", Right.READ),
        ("programmes", _("Bring a programme"), "package", Right.AWARD),
    ]
    insights = reverse("awarding:insights", args=[organisation.slug])
    for name, label, icon, right in entries:
        if right in rights:
            url = reverse(f"awarding:{name}", args=[organisation.slug])
            is_here = request.path.startswith(url)
            if name == "holders":
                is_here = is_here and not request.path.startswith(insights)
            yield MenuEntry(label=label, url=url, icon=icon, is_current=is_here)


def home_panel(request: HttpRequest) -> Iterator[Panel]:
    """Show what was awarded to the person, newest first."""
    actor = actor_of(request)
    if actor.id is None:
        return
    mine = queries.awards_of(actor.id, verified_addresses(actor.id), limit=_ON_HOME)
    if mine:
        names = achievements.names([award.achievement_id for award in mine])
        rows = [{"award": award, "achievement": names.get(award.achievement_id, "")} for award in mine]
        yield Panel(template="awarding/panels/mine.html", context={"rows": rows})
