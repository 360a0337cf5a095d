"""The frame around every page of the console: its side menu, and the one question of who may be here.

``tests/cairn_site/operating/test_console.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.acting import actor_of
from cairn_site.organisations.permissions import require_operator
from cairn_site.platform.ports import MenuEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, HttpResponse

    from cairn_site.platform.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """The console as an operator sees it."""

    request: HttpRequest
    actor: Actor

    def render(
        self, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> HttpResponse:
        """Render a page that extends ``operating/frame.html``."""
        around = {"console_menu": list(_menu(self.request))}
        return render(self.request, template, {**around, **(context or {})}, status=status)


def enter(request: HttpRequest) -> Console:
    """Return the console to an operator; raises ``UsageError("access.not_found")`` for everybody else."""
    actor = actor_of(request)
    require_operator(actor)
    return Console(request=request, actor=actor)


def _menu(request: HttpRequest) -> Iterator[MenuEntry]:
    entries = (
        ("operate", _("Overview"), "activity"),
        ("operate_waiting", _("To verify"), "badge-check"),
        ("operate_organisations", _("Organisations"), "building-2"),
        ("operate_people", _("People"), "users"),
        ("operate_jobs", _("Jobs"), "layers"),
        ("operate_outbox", _("Mail"), "mail"),
        ("operate_deliveries", _("Events"), "send"),
        ("operate_trail", _("Audit trail"), "history"),
    )
    for name, label, icon in entries:
        url = reverse(name)
        is_current = request.path == url or (name != "operate" and request.path.startswith(f"{url}/"))
        yield MenuEntry(label=label, url=url, icon=icon, is_current=is_current)
