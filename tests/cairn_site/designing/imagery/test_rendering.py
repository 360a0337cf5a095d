from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cairn_site.designing.imagery.drawing import Drawing, Ring, Shape
from cairn_site.designing.imagery.rendering import SIDE, colour_on, contrast, mix, png_of, render_svg

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given(COLOURS)
def test_what_lies_on_any_colour_can_be_read(colour: str) -> None:
    assert contrast(colour_on(colour), colour) >= 4.49


@given(COLOURS)
def test_the_shaded_half_can_be_read_too(colour: str) -> None:
    front = colour_on(colour)
    shade = mix(colour, "#15191b" if front == "#ffffff" else "#ffffff", 0.14)

    assert contrast(front, shade) >= 4.49


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("text", ["", "Data", "Intercultural communication skill"])
def test_every_shape_is_well_formed_and_stays_in_its_box(shape: Shape, text: str) -> None:
    drawing = Drawing(shape=shape, text=text, ring=Ring.DOUBLE)
    ET.fromstring(render_svg(drawing))

    image = Image.open(io.BytesIO(png_of(drawing)))

    assert image.size == (SIDE, SIDE)
    alpha = image.convert("RGBA").getchannel("A")
    box = alpha.getbbox()
    assert box is not None
    assert box[0] >= 1 or box[1] >= 1
    assert alpha.getpixel((0, 0)) == 0
    assert alpha.getpixel((SIDE // 2, SIDE // 2)) == 255


@pytest.mark.parametrize("ring", list(Ring))
def test_every_ring_is_drawn(ring: Ring) -> None:
    assert (render_svg(Drawing(ring=ring)) == render_svg(Drawing(ring=Ring.NONE))) is (ring is Ring.NONE)


def test_text_without_icon_takes_the_middle() -> None:
    assert "<rect" not in render_svg(Drawing(icon="", text="Data"))
    assert "<rect" in render_svg(Drawing(icon="brain", text="Data"))


def test_a_title_cannot_break_out() -> None:
    svg = render_svg(Drawing(), title="</title><script>")

    assert "<script>" not in svg
    ET.fromstring(svg)


def test_nothing_in_it_is_fetched_or_needs_a_font() -> None:
    svg = render_svg(Drawing(text="Data"))

    assert "<text" not in svg
    assert "href" not in svg
    assert "style=" not in svg
    assert svg.count("http") == 1  # the namespace
