from __future__ import annotations

from cairn_site.designing.forms.pictures import RINGS, SHAPES, drawing_form
from cairn_site.designing.imagery.drawing import Drawing, Ring, Shape, format_drawing


def test_a_drawing_comes_back_as_it_went() -> None:
    drawing = Drawing(shape=Shape.SHIELD, text="First aid", icon="heart-pulse", ring=Ring.DOTS)
    form = drawing_form(Drawing(), format_drawing(drawing))

    assert form.is_valid()
    assert form.cleaned_data["drawing"] == drawing


def test_what_cannot_be_drawn_is_told_at_its_field() -> None:
    form = drawing_form(Drawing(), {**format_drawing(Drawing()), "text": "Ж", "icon": ""})

    assert not form.is_valid()
    assert list(form.errors) == ["text"]


def test_every_shape_and_ring_is_offered() -> None:
    assert set(SHAPES) == set(Shape)
    assert set(RINGS) == set(Ring)
