from __future__ import annotations

from dataclasses import fields

from cairn_site.designing.content import Content
from cairn_site.designing.steps import BY_NAME, STEPS, StepName, after, before


def test_every_field_of_the_content_is_edited_in_one_step() -> None:
    edited = [field for step in STEPS for field in step.fields]

    assert sorted(edited) == sorted(field.name for field in fields(Content))


def test_every_step_has_its_place() -> None:
    assert list(BY_NAME) == list(StepName)
    assert after(StepName.BASICS) is StepName.IMAGE
    assert before(StepName.IMAGE) is StepName.BASICS
    assert after(StepName.REVIEW) is None
    assert before(StepName.BASICS) is None
