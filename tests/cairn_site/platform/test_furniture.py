from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.platform import ports
from cairn_site.platform.ports import MenuEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.test import Client


def test_a_menu_entry_of_an_app_is_on_the_page_and_asked_for_once(visitor: Client) -> None:
    asked: list[int] = []

    def source(_request: HttpRequest) -> Iterator[MenuEntry]:
        asked.append(1)
        yield MenuEntry(label="Stones & paths", url="/stones", icon="menu")

    ports.main_menu.register("test", source)
    text = visitor.get("/").content.decode()
    ports.main_menu.withdraw("test")

    assert 'href="/stones"' in text
    assert "Stones &amp; paths" in text
    assert asked == [1]
