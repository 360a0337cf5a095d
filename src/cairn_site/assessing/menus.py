"""What assessing adds to the menu of an organisation, to that of a person, and to the home page.

``tests/cairn_site/assessing/test_menus.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.acting import actor_of
from cairn_site.assessing import achievements, queries
from cairn_site.assessing.states import OPEN
from cairn_site.organisations.permissions import Right, organisations_of
from cairn_site.platform.ports import MenuEntry, Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from cairn_site.organisations.permissions import Organisation

_ON_HOME = 6


def organisation_entries(
    request: HttpRequest, organisation: Organisation, rights: frozenset[Right]
) -> Iterator[MenuEntry]:
    """Lead to the queue, with how many wait in it."""
    if Right.AWARD in rights:
        url = reverse("assessing:queue", args=[organisation.slug])
        yield MenuEntry(
            label=_("Requests"),
            url=url,
            icon="inbox",
            count=queries.waiting_count(organisation.id),
            is_current=request.path.startswith(url),
        )


def settings_entries(request: HttpRequest) -> Iterator[MenuEntry]:
    """Lead to the person's own requests."""
    if request.user.is_authenticated:
        url = reverse("assessing:mine")
        yield MenuEntry(
            label=_("My requests"), url=url, icon="file-up", is_current=request.path.startswith(url)
        )


def home_panels(request: HttpRequest) -> Iterator[Panel]:
    """Show what waits for an assessor, and the person's own open requests."""
    actor = actor_of(request)
    if actor.id is None:
        return
    queues = [
        {"organisation": organisation, "count": count}
        for organisation in list(organisations_of(actor, right=Right.AWARD))[:_ON_HOME]
        if (count := queries.waiting_count(organisation.id))
    ]
    if queues:
        yield Panel(template="assessing/panels/queues.html", context={"queues": queues})
    mine = list(queries.submissions_of(actor.id).filter(state__in=OPEN)[:_ON_HOME])
    if mine:
        names = achievements.names([one.achievement_id for one in mine])
        rows = [{"submission": one, "achievement": names.get(one.achievement_id, "")} for one in mine]
        yield Panel(template="assessing/panels/mine.html", context={"rows": rows})
