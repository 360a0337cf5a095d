"""The issuer's journey, by hand in a browser: from signing up to an award of a thousand rows.

Three rows of the table were bad, and are mended on the page before anything is signed.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.running import Site

EMAIL = "founder@southside.example"
PASSWORD = "stones along a quiet path"
ROWS = 1000
BAD = {17: "someone at home", 404: "", 998: "twice@@learners.ie"}


def test_from_signing_up_to_a_thousand_awards_with_three_bad_rows_mended(visitor: Page, site: Site) -> None:
    sign_up(visitor, site)
    make_organisation(visitor)
    design_achievement(visitor)
    upload_table(visitor)
    mend_rows(visitor)
    award(visitor)

    assert count(site, "awarding_award", "where state = 'awarded' and batch_id is not null") == ROWS
    visitor.goto("/manage/southside/awards?search=learner404")
    assert visitor.locator("main table").get_by_text("learner404@learners.ie").is_visible()


def sign_up(page: Page, site: Site) -> None:
    page.goto("/")
    page.get_by_role("link", name="Lay your first stone").click()
    page.get_by_label("Your name").fill("Frida Founder")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main input[type=checkbox]").first.check()
    page.locator("main").get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    link = re.search(r"https?://\S*confirm-email/\S+", site.letter(EMAIL))
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button", name="Yes, it is mine").click()
    page.wait_for_url(re.compile(r"/(?:home|accounts/login)"))
    if "/login" in page.url:
        page.get_by_label("Email address").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/home*")


def make_organisation(page: Page) -> None:
    page.get_by_role("link", name="Make one").click()
    page.get_by_label("Name", exact=True).fill("Southside")
    page.get_by_role("button", name="Make the organisation").click()
    if "/manage/new" in page.url:
        # The page has suggested an address that never changes, and asks once whether it is right.
        page.get_by_role("button", name="Make the organisation").click()
    page.wait_for_url("**/manage/southside")
    assert page.get_by_role("heading", level=1, name="Southside").is_visible()


def design_achievement(page: Page) -> None:
    page.get_by_role("link", name="Achievements").click()
    page.get_by_role("link", name=re.compile("New achievement|Lay the first stone")).first.click()
    page.get_by_label("Name", exact=True).fill("Soldering by hand")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Description").fill(
        "Solders parts onto boards by hand so that the joints hold and can be trusted."
    )
    go_on(page)
    page.get_by_text("Hexagon", exact=True).click()
    go_on(page)
    page.get_by_label("Requirements").fill(
        "Solders ten joints that an inspector accepts.\nMends a cold joint."
    )
    go_on(page)
    page.get_by_label("Learning outcomes").fill("Chooses iron, solder and flux for a joint.")
    go_on(page)
    page.get_by_label("Hours of learning").fill("25")
    go_on(page)
    page.get_by_text("Practical assessment", exact=True).click()
    go_on(page)
    for _step in ("results", "validity", "offer", "languages"):
        go_on(page)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/achievements/[0-9a-f-]+$"))
    assert page.get_by_text("Published", exact=False).first.is_visible()


def go_on(page: Page) -> None:
    """Save the step and wait for the next one."""
    here = page.url
    page.locator("button[value=next]").click()
    page.wait_for_function("address => location.href !== address", arg=here)


def upload_table(page: Page) -> None:
    page.goto("/manage/southside/awards/new")
    page.get_by_role("link", name="Soldering by hand").click()
    page.get_by_role("link", name="A table (CSV)").click()
    lines = ["name,email,narrative"]
    for number in range(ROWS):
        address = BAD.get(number, f"learner{number}@learners.ie")
        lines.append(f"Learner {number},{address},Soldered board {number % 9}")
    table = {"name": "spring.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    page.get_by_label("Table of learners").set_input_files(table)
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("heading", name="To mend").wait_for(timeout=30_000)


def mend_rows(page: Page) -> None:
    assert page.locator("main .stat", has_text="rows can be awarded").inner_text().startswith("997")
    for number in BAD:
        # The header is the first line of the file.
        page.get_by_role("link", name=f"Mend line {number + 2}", exact=True).click()
        page.get_by_label("email", exact=True).fill(f"learner{number}@learners.ie")
        page.get_by_role("button", name="Save and check").click()
        page.wait_for_url(re.compile(r"/tables/[0-9a-f-]+(?:/rows/\d+)?$"))
        if "/rows/" in page.url:
            page.locator(".page-head a").first.click()
    page.get_by_text("Every row can be awarded.").wait_for(timeout=30_000)


def award(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Sign and award 1,?000 rows")).click()
    page.locator("main progress").wait_for()
    # The page asks by itself how far it is.
    page.get_by_role("link", name="To the awards").click(timeout=90_000)
    page.get_by_role("heading", level=1, name="Awards").wait_for()


def count(site: Site, table: str, condition: str) -> int:
    with contextlib.closing(sqlite3.connect(site.data / "cairn.sqlite3", timeout=20)) as database:
        return int(database.execute(f"select count(*) from {table} {condition}").fetchone()[0])
