"""Every page, in a real browser: axe finds nothing, nothing runs over the edge, the console is silent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.running import Site

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Where the most time is spent: they are examined in either theme and width, the others in one of them.
MAIN = re.compile(
    r"/(?:home|manage/northside(?:/(?:achievements|awards|tables/\w.*|awards/insights))?|style|me)?"
)
LOOKS = (("light", 1200), ("dark", 360))
CULPRITS = """[...document.querySelectorAll('main *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.table-wrap, .side, .tabs, .steps'))
    .map((one) => `${one.tagName}.${one.className}`).slice(0, 5).join(' ')"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def axe(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe complains of, with where."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:160]}" for one in found for node in one["nodes"]]


def examine(page: Page, path: str, *, turn: int) -> list[str]:
    """Return what is wrong with a page; ``turn`` says with which look axe sees it, if it is no main page."""
    faults: list[str] = []
    is_main = MAIN.fullmatch(path) is not None
    for place, (theme, width) in enumerate(LOOKS):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        if not place:
            answer = page.goto(path)
            if answer is None or answer.status >= 400:
                return [f"{path}: status {answer.status if answer else 'none'}"]
        if is_main or turn % len(LOOKS) == place:
            faults += [f"{theme}, {width}: {fault}" for fault in axe(page, WCAG)]
    # The last look is the narrow one.
    if page.evaluate(OVERFLOW) > 0:
        faults.append(f"wider than the window: {page.evaluate(CULPRITS)}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    if page.evaluate(OVERFLOW) > 0:
        faults.append("right to left, wider than the window")
    return [f"{path}: {fault}" for fault in faults]


def test_pages_for_everybody_are_accessible(visitor: Page, site: Site) -> None:
    paths = [page["path"] for page in site.world["pages"] if page["is_public"]]

    faults = [fault for turn, path in enumerate(paths) for fault in examine(visitor, path, turn=turn)]

    assert not faults, "\n".join(faults)


def test_pages_of_an_organisation_are_accessible(ada: Page, site: Site) -> None:
    paths = [page["path"] for page in site.world["pages"] if page["path"].startswith("/manage")]

    faults = [fault for turn, path in enumerate(paths) for fault in examine(ada, path, turn=turn)]

    assert not faults, "\n".join(faults)


def test_pages_of_a_person_and_of_an_operator_are_accessible(ada: Page, site: Site) -> None:
    paths = [
        page["path"] for page in site.world["pages"] if page["path"].startswith(("/me", "/home", "/operate"))
    ]

    faults = [fault for turn, path in enumerate(paths) for fault in examine(ada, path, turn=turn)]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", ["/no-such-page", "/style?errors"])
def test_pages_of_what_went_wrong_are_accessible(visitor: Page, path: str) -> None:
    visitor.goto(path)

    assert axe(visitor, WCAG) == []


def test_a_page_is_whole_without_javascript(site: Site, browser: Any) -> None:
    context = browser.new_context(base_url=site.origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")

    page.fill("input[name=login]", "nobody@learners.ie")
    page.fill("input[name=password]", "wrong")
    page.keyboard.press("Enter")

    page.locator("main :is(.error-summary, .error, .notice.bad)").first.wait_for()
    assert page.input_value("input[name=login]") == "nobody@learners.ie"
    context.close()


def test_the_chosen_theme_is_remembered(visitor: Page) -> None:
    visitor.goto("/")
    visitor.click(".topbar details.menu >> nth=0")
    visitor.click("[data-set-theme=dark]")
    visitor.goto("/style")

    assert visitor.evaluate("document.documentElement.dataset.theme") == "dark"
    assert visitor.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
    assert visitor.get_attribute("[data-set-theme=dark]", "aria-pressed") == "true"


def test_the_language_is_switched_by_the_visitor(visitor: Page) -> None:
    visitor.goto("/")
    visitor.click(".topbar details.menu >> nth=0")
    visitor.click("button[name=language][value=es]")

    assert visitor.get_attribute("html", "lang") == "es"
    assert "Muestra" in visitor.inner_text("h1")
