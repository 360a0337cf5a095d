from __future__ import annotations

from cairn_site.designing.forms.editing import from_lines, lines_of, plain, with_text


def test_lines_come_back_with_their_translations() -> None:
    texts = ({"en": "One", "es": "Uno"}, {"en": "Two", "es": "Dos"})

    assert from_lines(lines_of(texts, language="en"), before=texts, language="en") == texts


def test_a_line_that_moves_takes_its_translation_along() -> None:
    texts = ({"en": "One", "es": "Uno"}, {"en": "Two", "es": "Dos"})

    assert from_lines("Two\nThree\nOne", before=texts, language="en") == (
        {"en": "Two", "es": "Dos"},
        {"en": "Three"},
        {"en": "One", "es": "Uno"},
    )


def test_a_line_that_is_reworded_keeps_the_translation_at_its_place() -> None:
    assert from_lines("One!", before=({"en": "One", "es": "Uno"},), language="en") == (
        {"en": "One!", "es": "Uno"},
    )


def test_bullets_and_blank_lines_are_no_text() -> None:
    assert from_lines("- One\n\n • Two \n*\n", before=(), language="en") == ({"en": "One"}, {"en": "Two"})


def test_an_empty_text_is_left_out() -> None:
    assert with_text({"en": "a", "es": "b"}, language="en", text="  ") == {"es": "b"}
    assert with_text({}, language="en", text=" a ") == {"en": "a"}


def test_numbers_have_no_decimals_that_say_nothing() -> None:
    assert [plain(number) for number in (16.0, 1.5, None)] == [16, 1.5, None]
