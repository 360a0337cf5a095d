from __future__ import annotations

import pytest

from cairn_site.designing.imagery.letters import can_write, cap_height, width_of, write


@pytest.mark.parametrize("letter", list("AzÑñéßŁőğ&–’0 "))
def test_the_letters_of_europe_s_latin_languages_are_there(letter: str) -> None:
    assert can_write(letter)


@pytest.mark.parametrize("letter", list("Жψ数😀"))
def test_others_are_not(letter: str) -> None:
    assert not can_write(letter)


def test_width_grows_with_size_and_letters() -> None:
    assert width_of("ii", size=20) == 2 * width_of("i", size=20)
    assert width_of("W", size=40) == pytest.approx(2 * width_of("W", size=20))
    assert cap_height(size=100) == 70


def test_words_are_outlines_around_their_centre() -> None:
    drawn = write("A B", centre=256, baseline=300, size=50, fill="#fff")

    assert drawn.count("<path") == 2
    assert "<text" not in drawn
    first = float(drawn.split("translate(")[1].split(" ")[0])
    assert first == pytest.approx(256 - width_of("A B", size=50) / 2, abs=0.01)
