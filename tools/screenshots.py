"""Take pictures of the pages, to be looked at: ``python -m tools.screenshots FOLDER [PART-OF-ADDRESS ...]``.

Each page is taken at the width of a desk and of a phone, light and dark. The site is a real one with a small
world, made anew each time.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from browser.running import as_ada, launch, running_site  # noqa: E402 - it stands among the tests

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, BrowserContext

    from browser.running import Site

WIDTHS: Final = {"desk": 1200, "phone": 390}
THEMES: Final = ("light", "dark")


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.screenshots", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*", help="only pages whose address has one of these in it")
    parser.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running_site(Path(data)) as site,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for look, context in _looks(browser, site, options.language):
            page = context.new_page()
            for shown in site.world["pages"]:
                path = shown["path"]
                if options.parts and not any(part in path for part in options.parts):
                    continue
                page.goto(path)
                name = (
                    re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", path).strip("/").replace("/", ".") or "first"
                )
                page.screenshot(path=options.folder / f"{name}.{look}.png", full_page=True)
            context.close()
        browser.close()
    return 0


def _looks(browser: Browser, site: Site, language: str) -> Iterator[tuple[str, BrowserContext]]:
    for width_name, width in WIDTHS.items():
        for theme in THEMES:
            options = {"viewport": {"width": width, "height": 800}, "color_scheme": theme, "locale": language}
            yield f"{width_name}-{theme}", as_ada(browser, site, **options)


if __name__ == "__main__":
    sys.exit(main())
