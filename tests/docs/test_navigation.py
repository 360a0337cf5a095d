"""The navigation of the documentation site names every page once."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from architecture.source import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = ROOT / "docs"


def _pages_of(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for value in entry.values():
            yield from _pages_of(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _pages_of(value)


def test_every_page_is_in_the_navigation_once() -> None:
    settings = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    named = list(_pages_of(settings["project"]["nav"]))

    assert sorted(named) == sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


def test_no_font_is_fetched_from_elsewhere() -> None:
    settings = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))

    assert settings["project"]["theme"]["font"] is False
