"""Texts as people write them, as safe HTML."""

from __future__ import annotations

import pytest

from cairn_site.platform.templatetags.prose import prose


def test_criteria_are_shown_with_their_heading_rule_and_list() -> None:
    assert prose("Do it.\n\n### Plan\n\n**All of these:**\n\n- Writes\n- Reads") == (
        "<p>Do it.</p>\n<p><strong>Plan</strong></p>\n<p><strong>All of these:</strong></p>\n"
        "<ul><li>Writes</li><li>Reads</li></ul>"
    )


def test_a_list_right_after_a_line_is_a_list() -> None:
    assert (
        prose("These:\n- a\n- b\nand so on")
        == "<p>These:</p>\n<ul><li>a</li><li>b</li></ul>\n<p>and so on</p>"
    )


def test_lines_of_a_paragraph_stay_lines() -> None:
    assert prose("one\r\ntwo") == "<p>one<br>two</p>"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "- <img src=x onerror=alert(1)>", "# <b>x</b>", "**<i>x</i>**"]
)
def test_html_in_a_text_cannot_act(text: str) -> None:
    written = prose(text)

    assert "&lt;" in written
    assert "<script" not in written
    assert "<img" not in written
    assert "<i>" not in written


def test_stars_that_mark_nothing_stay() -> None:
    assert prose("2 ** 3 ** 4") == "<p>2 ** 3 ** 4</p>"
