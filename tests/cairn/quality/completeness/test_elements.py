from __future__ import annotations

import pytest

from cairn.quality.completeness import ELEMENTS, Element, Presence, texts_of
from cairn.quality.completeness.elements import ELSEWHERE, MISSING, Look, partly, present, read_element
from cairn.quality.completeness.european import EU_ELEMENTS
from cairn.quality.completeness.seen import see_achievement

LEARNER, TITLE = EU_ELEMENTS[:2]


def test_what_is_told_needs_no_mend() -> None:
    reading = read_element(TITLE, see_achievement({"name": "Labels"}))

    assert (reading.presence, reading.where) == (Presence.PRESENT, ("/name",))
    assert (reading.mend, reading.mend_key) == ("", "")


def test_what_is_missing_says_what_to_add_by_a_stable_key() -> None:
    reading = read_element(TITLE, see_achievement({}))

    assert (reading.mend, reading.mend_key) == ("Give it a name.", "eu.title.add")
    assert reading.title_key == "eu.title.title"


def test_what_is_told_in_part_says_how_to_complete_it() -> None:
    assert read_element(TITLE, see_achievement({"name": "101"})).mend_key == "eu.title.complete"


def test_what_is_told_elsewhere_says_where() -> None:
    reading = read_element(LEARNER, see_achievement({}))

    assert (reading.mend, reading.mend_key) == ("It is told with each award.", "eu.learner.elsewhere")


@pytest.mark.parametrize("element", ELEMENTS, ids=[row.code for row in ELEMENTS])
def test_every_text_has_its_key_and_is_a_sentence(element: Element) -> None:
    texts = texts_of(element)

    assert {f"{element.code}.title", f"{element.code}.add"} <= texts.keys()
    assert all(text.endswith(".") for key, text in texts.items() if not key.endswith(".title"))


def test_looks_tell_presence_and_place() -> None:
    assert present("/a", "/b") == Look(presence=Presence.PRESENT, where=("/a", "/b"))
    assert partly("/a").presence is Presence.PARTLY
    assert (MISSING.where, ELSEWHERE.where) == ((), ())
