"""The frame around every page of an organisation's management: its side menu and who is looking.

``tests/cairn_site/organisations/test_frame.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from cairn_site.accounts.acting import actor_of
from cairn_site.organisations.permissions import access_organisation, rights_of
from cairn_site.organisations.ports import organisation_menu

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from cairn_site.organisations.models import Organisation, Right
    from cairn_site.platform.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """An organisation as one actor sees it."""

    request: HttpRequest
    actor: Actor
    organisation: Organisation
    rights: frozenset[Right]

    def render(
        self, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> HttpResponse:
        """Render a page that extends ``organisations/frame.html``."""
        entries = [
            entry
            for source in organisation_menu
            for entry in source(self.request, self.organisation, self.rights)
        ]
        around = {
            "organisation": self.organisation,
            "rights": {right.value: True for right in self.rights},
            "organisation_menu": entries,
        }
        return render(self.request, template, {**around, **(context or {})}, status=status)


def enter(request: HttpRequest, slug: str, *rights: Right) -> Frame:
    """Return the frame if whoever asks has ``rights`` in the organisation ``slug``.

    Raises as ``permissions.access_organisation`` does.
    """
    actor = actor_of(request)
    organisation = access_organisation(actor, slug, *rights)
    return Frame(
        request=request, actor=actor, organisation=organisation, rights=rights_of(actor, organisation)
    )
