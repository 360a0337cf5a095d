"""What is written into a mail is read strictly, and values are never read for marks."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn_site.awarding.letter_markup import MAX_BODY, parse_body, parse_line, render_html, render_text

KNOWN = ("holder", "link")
VALUES = {"holder": "Ada", "link": "https://here.example/1"}


def html(text: str, **values: str) -> str:
    return render_html(parse_body(text, known=KNOWN), {**VALUES, **values}, accent="#112233")


def text(body: str, **values: str) -> str:
    return render_text(parse_body(body, known=KNOWN), {**VALUES, **values})


def test_paragraphs_and_line_breaks() -> None:
    assert text("Hello {holder},\nwelcome\n\n\nBye") == "Hello Ada,\nwelcome\n\nBye"
    assert "Hello Ada,<br>welcome" in html("Hello {holder},\nwelcome")


def test_a_link_alone_is_a_button_and_in_words_a_link() -> None:
    assert "background:#112233" in html("[Look]({link})")
    assert "background" not in html("See [this]({link}).")
    assert text("[Look]({link})") == "Look: https://here.example/1"


def test_headings_lists_and_strong_words() -> None:
    made = html("# Well done\n\n- one\n- **two**")

    assert "<h2" in made
    assert "<li>one</li>" in made
    assert "<strong>two</strong>" in made
    assert text("- one\n- **two**") == "- one\n- two"


@pytest.mark.parametrize(
    ("body", "code", "where"),
    [
        ("Hello\n\nyou {nobody}", "letter.unknown_placeholder", "body, line 3, column 5"),
        ("{}", "letter.unknown_placeholder", "body, line 1, column 1"),
        ("{holder.password}", "letter.unknown_placeholder", "body, line 1, column 1"),
        ("a { b", "letter.loose_brace", "body, line 1, column 3"),
        ("one\n**two", "letter.open_mark", "body, line 2, column 1"),
        ("[x](javascript:alert)", "letter.bad_link", "body, line 1, column 1"),
        ("[x](data:text/html,hi)", "letter.bad_link", "body, line 1, column 1"),
        ("[x](https://a.example/{link})", "letter.bad_link", "body, line 1, column 1"),
        ("x" * (MAX_BODY + 1), "letter.too_long", "body"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(body: str, code: str, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_body(body, known=KNOWN)

    assert (caught.value.code, caught.value.where) == (code, where)


def test_braces_written_twice_are_braces() -> None:
    assert text("{{holder}}") == "{holder}"


def test_a_name_full_of_marks_and_markup_stays_a_name() -> None:
    name = "**Ada** [x](https://evil.example) {link} <script>alert(1)</script>"

    assert text("Hello {holder}", holder=name) == f"Hello {name}"
    made = html("Hello {holder}", holder=name)
    assert "<script>" not in made
    assert "<a " not in made
    assert "<strong>" not in made


def test_markup_in_the_text_itself_is_escaped() -> None:
    assert "<img" not in html("<img src=x onerror=alert(1)> {link}")


def test_a_subject_is_one_line() -> None:
    line = parse_line("  {holder}\r\nBcc: all@example.org ", known=KNOWN)

    assert render_text(line, VALUES) == "Ada Bcc: all@example.org"
