from __future__ import annotations

import pytest

from cairn.baking import Baked, Form, Standard


def test_the_words_for_standards_and_forms_never_change() -> None:
    assert [standard.value for standard in Standard] == ["open-badges-3", "open-badges-2"]
    assert [form.value for form in Form] == ["png", "svg"]


def test_what_was_baked_cannot_be_changed() -> None:
    baked = Baked(text="{}", standard=Standard.OPEN_BADGES_3, form=Form.PNG)
    with pytest.raises(AttributeError):
        baked.text = "[]"
