"""What higher apps add to the pages of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from cairn_site.organisations import ports
from cairn_site.platform.ports import MenuEntry, Panel, Port
from factories.site import make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client


@pytest.fixture
def _restored() -> Iterator[None]:
    every: list[Port[object]] = [ports.organisation_menu, ports.organisation_panels, ports.public_panels]  # type: ignore[list-item]
    before = [dict(port._answers) for port in every]
    yield
    for port, answers in zip(every, before, strict=True):
        port._answers = answers


@pytest.mark.usefixtures("_restored")
def test_an_entry_and_panels_of_another_app_stand_on_the_pages(client: Client) -> None:
    person = make_person()
    organisation = make_organisation(person)
    panel = Panel(template="organisations/home_panel.html", context={"members": [], "invitations": []})
    entry = MenuEntry(label="From above", url="/above", icon="award")
    ports.organisation_menu.register("test", lambda _request, _organisation, _rights: [entry])
    ports.organisation_panels.register("test", lambda _request, _organisation, _rights: [panel])
    ports.public_panels.register("test", lambda _request, _card: [panel])

    overview = sign_in(client, person).get(reverse("organisation", args=[organisation.slug]))
    public = client.get(f"/organisations/{organisation.slug}", headers={"Accept": "text/html"})

    assert "From above" in overview.content.decode()
    assert "Your organisations" in overview.content.decode()
    assert "Your organisations" in public.content.decode()
