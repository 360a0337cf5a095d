"""Every link in the pages leads to a file, and every fragment to a heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT, pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\"")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def links(text: str) -> Iterator[str]:
    """Yield the targets of the links of a page, without those in code."""
    for match in _LINK.finditer(re.sub(r"`[^`\n]+`", "", _FENCE.sub("", text))):
        yield match.group(1) or match.group(2)


def anchors(text: str) -> set[str]:
    """Return the fragments of the headings of a page."""
    headings = re.findall(r"^#+ +(.+?)\s*$", _FENCE.sub("", text), flags=re.MULTILINE)
    return {re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading.lower())) for heading in headings}


def broken(page: Path) -> Iterator[str]:
    """Yield the links of a page that lead nowhere."""
    for link in links(page.read_text(encoding="utf-8")):
        if _OUTSIDE.match(link):
            continue
        name, _, fragment = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (
            fragment
            and target.suffix == ".md"
            and fragment not in anchors(target.read_text(encoding="utf-8"))
        ):
            yield link


def test_every_link_leads_somewhere() -> None:
    found = [f"{page.relative_to(ROOT).as_posix()}: {link}" for page in pages() for link in broken(page)]

    assert not found, "\n".join(found)


def test_no_page_of_the_site_links_out_of_the_site() -> None:
    """The built site holds ``docs`` only: a link to another file of the project would be dead there."""
    found = [
        f"{page.relative_to(ROOT).as_posix()}: {link}"
        for page in pages()
        if page.is_relative_to(ROOT / "docs")
        for link in links(page.read_text(encoding="utf-8"))
        if not _OUTSIDE.match(link)
        and not (page.parent / link.partition("#")[0]).resolve().is_relative_to(ROOT / "docs")
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "link", ["[a](absent.md)", "[a](page.md#absent)", "![a](absent.svg)", '<img src="absent.svg">']
)
def test_a_planted_dead_link_is_found(link: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"# A heading\n\n{link}\n", encoding="utf-8")

    assert list(broken(tmp_path / "page.md"))


@pytest.mark.parametrize(
    "link", ["[a](page.md#a-heading)", "[a](https://a.example)", "`[a](absent.md)`", "[a](#a-heading)"]
)
def test_a_good_link_passes(link: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"# A heading\n\n{link}\n", encoding="utf-8")

    assert list(broken(tmp_path / "page.md")) == []
