"""Everything can be done by keyboard: skip link, menus, dialogs, messages and the summary of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = "document.activeElement"


def test_the_first_stop_is_the_link_past_the_menu(visitor: Page) -> None:
    visitor.goto("/style")
    visitor.keyboard.press("Tab")

    assert visitor.evaluate(f"{FOCUSED}.className") == "skip"
    assert visitor.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    visitor.keyboard.press("Enter")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(visitor: Page) -> None:
    visitor.goto("/style")
    visitor.locator(".topbar details.menu summary").first.focus()
    visitor.keyboard.press("Enter")
    assert visitor.locator(".topbar .sheet").first.is_visible()
    visitor.keyboard.press("Tab")
    assert visitor.evaluate(f"{FOCUSED}.name") == "language"
    visitor.keyboard.press("Escape")

    assert not visitor.locator(".topbar .sheet").first.is_visible()
    assert visitor.evaluate(f"{FOCUSED}.tagName") == "SUMMARY"


def test_a_menu_closes_when_the_focus_leaves_it(visitor: Page) -> None:
    visitor.goto("/style")
    visitor.locator(".topbar details.menu summary").first.focus()
    visitor.keyboard.press("Enter")
    visitor.locator("main button").first.focus()

    assert not visitor.locator(".topbar .sheet").first.is_visible()


def test_a_dialog_keeps_the_focus_and_gives_it_back(visitor: Page) -> None:
    visitor.goto("/style")
    visitor.locator("[data-opens-dialog]").focus()
    visitor.keyboard.press("Enter")
    assert visitor.locator("#example-dialog").is_visible()
    for _ in range(8):
        visitor.keyboard.press("Tab")
        inside = (
            f"{FOCUSED} === document.body || document.getElementById('example-dialog').contains({FOCUSED})"
        )
        assert visitor.evaluate(inside)
    visitor.keyboard.press("Escape")

    assert not visitor.locator("#example-dialog").is_visible()
    assert visitor.evaluate(f"{FOCUSED}.dataset.opensDialog") == "example-dialog"


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(visitor: Page) -> None:
    visitor.goto("/style?errors")

    assert visitor.evaluate(f"{FOCUSED}.classList.contains('error-summary')")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert visitor.evaluate(f"location.hash === '#id_name' && {FOCUSED} !== null")


def test_a_notice_is_dismissed_by_keyboard(visitor: Page) -> None:
    visitor.goto("/style")
    before = visitor.locator(".notice").count()
    visitor.locator("[data-dismisses]").first.focus()
    visitor.keyboard.press("Enter")

    assert visitor.locator(".notice").count() == before - 1


def test_whatever_has_the_focus_shows_it(visitor: Page) -> None:
    visitor.goto("/style")
    unseen = []
    for _ in range(30):
        visitor.keyboard.press("Tab")
        shown = visitor.evaluate(
            f"(() => {{ const s = getComputedStyle({FOCUSED}); return s.outlineStyle !== 'none' && "
            f"parseFloat(s.outlineWidth) >= 2; }})()"
        )
        if not shown and visitor.evaluate(f"{FOCUSED} !== document.body"):
            unseen.append(visitor.evaluate(f"{FOCUSED}.outerHTML.slice(0, 120)"))

    assert not unseen
