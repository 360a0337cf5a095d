from __future__ import annotations

from typing import Any

import pytest

from cairn.errors import DocumentError
from cairn_site.designing.imagery.drawing import Drawing, Ring, Shape, format_drawing, parse_drawing


def test_a_drawing_comes_back_as_it_went() -> None:
    drawing = Drawing(
        shape=Shape.HEXAGON, colour="#ABCDEF".lower(), ring=Ring.DOTS, text="Data", icon="brain"
    )

    assert parse_drawing(format_drawing(drawing)) == drawing
    assert parse_drawing({}) == Drawing()


def test_equal_choices_are_one_image() -> None:
    assert Drawing().digest == parse_drawing({"colour": "#1C5D5A"}).digest
    assert Drawing().digest != Drawing(text="x").digest


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([], ""),
        ({"extra": "x"}, ""),
        ({"shape": "blob"}, "/shape"),
        ({"ring": "rope"}, "/ring"),
        ({"colour": "red"}, "/colour"),
        ({"colour": '#1c5d5a"/><script>'}, "/colour"),
        ({"second": "#12345"}, "/second"),
        ({"icon": "../../etc"}, "/icon"),
        ({"text": "one two three four"}, "/text"),
        ({"text": "x" * 37}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": "Привет"}, "/text"),
    ],
)
def test_a_choice_that_there_is_not_is_refused(value: Any, where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_drawing(value)

    assert caught.value.where == where


def test_letters_that_are_not_there_are_named() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_drawing({"text": "Ж"})

    assert caught.value.code == "drawing.letters"
