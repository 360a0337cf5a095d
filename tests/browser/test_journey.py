"""The issuer's journey: from signing up to an award of a thousand rows, three of which had to be mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.conftest import Site

EMAIL = "founder@southside.example"
PASSWORD = "stones along a quiet path"


def test_somebody_signs_up_and_makes_an_organisation(visitor: Page, site: Site) -> None:
    sign_up(visitor, site)
    visitor.goto("/manage/new")
    visitor.fill("input[name=name]", "Southside Workshop")
    if visitor.locator("input[name=slug]").count():
        visitor.fill("input[name=slug]", "southside")
    fill_required(visitor)
    visitor.click("main form[method=post] button.button >> nth=0")

    assert re.search(r"/manage/southside", visitor.url)
    assert visitor.locator("main").get_by_text("Southside Workshop").first.is_visible()


def sign_up(page: Page, site: Site) -> None:
    """Make an account by the form, follow the link in the mail, and sign in."""
    page.goto("/accounts/signup/")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password1]", PASSWORD)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.click("main form[method=post] button >> nth=0")
    page.wait_for_load_state()
    link = re.search(r"https?://\S*confirm-email/\S+", site.letter(EMAIL))
    assert link is not None
    page.goto(link[0])
    if page.locator("main form[method=post] button").count():
        page.click("main form[method=post] button >> nth=0")
    if "/login" in page.url:
        page.fill("input[name=login]", EMAIL)
        page.fill("input[name=password]", PASSWORD)
        page.click("main form[method=post] button:not([type=button])")
    page.goto("/home")
    assert "/home" in page.url


def fill_required(page: Page) -> None:
    """Fill in what a form asks for and is still empty."""
    for select in page.locator("main select[required]").all():
        if not select.input_value():
            select.select_option(index=1)
    for field in page.locator("main :is(input, textarea)[required]:not([type=checkbox], [type=radio])").all():
        if not field.input_value():
            field.fill(
                {"email": EMAIL, "url": "https://southside.example"}.get(
                    field.get_attribute("type") or "", "A workshop for people who mend things."
                )
            )
