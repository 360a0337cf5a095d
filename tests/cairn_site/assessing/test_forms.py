"""What forms take and refuse."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn_site.assessing import achievements
from cairn_site.assessing.forms import DecisionForm, RequestForm
from factories.awarding import make_world


def test_pieces_are_those_that_hold_something() -> None:
    form = RequestForm(
        {"motivation": "", "name_1": "Plan", "url_1": "https://learners.ie/p", "name_2": "only a title"},
        {"file_3": SimpleUploadedFile("a.pdf", b"%PDF")},
    )
    assert form.is_valid(), form.errors

    assert [(piece.name, piece.url, piece.file_name, piece.data) for piece in form.pieces()] == [
        ("Plan", "https://learners.ie/p", "", b""),
        ("", "", "a.pdf", b"%PDF"),
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "nonsense here"])
def test_a_link_is_a_web_address(url: str) -> None:
    form = RequestForm({"url_1": url})

    assert not form.is_valid()
    assert "url_1" in form.errors


def test_a_level_is_one_of_the_rubric() -> None:
    requested = achievements.find_requested(make_world().version.id, is_new=True)
    good = DecisionForm({"outcome": "accepted", "level_0": "Strong"}, requested=requested)
    assert good.is_valid()
    assert good.levels() == {"Plan": "Strong"}
    assert not DecisionForm({"outcome": "accepted", "level_0": "x"}, requested=requested).is_valid()
    assert not DecisionForm({"outcome": "draft"}, requested=requested).is_valid()
