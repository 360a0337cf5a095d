"""The view of an Achievement."""

from __future__ import annotations

from cairn.credentials.achievements import Achievement
from cairn.credentials.validation import validate
from factories import credentials as samples
from factories.documents import achievement


def test_every_member_reads() -> None:
    view = Achievement(source=samples.full_achievement())
    assert view.achievement_type == "MicroCredential"
    assert view.criteria.narrative is not None
    assert view.criteria.id == f"{samples.ACHIEVEMENT_ID}/criteria"
    assert view.creator is not None
    assert view.creator.id == samples.ISSUER_ID
    assert view.other_identifier[0].identifier == "17"
    assert view.endorsement[0].name == "Endorsement by the Guild of Grocers"
    assert view.image is not None
    assert view.image.caption == "A magnifying glass over a label"
    assert (view.human_code, view.version, view.in_language) == ("NUT-101", "2026.1", "en")
    assert (view.field_of_study, view.specialization) == ("Nutrition", "Food labels")
    assert view.tag == ("food", "labels")


def test_a_member_that_the_standard_does_not_know_is_kept() -> None:
    source = {**achievement(), "colour": "blue"}
    assert validate(source) == ()
    assert Achievement(source=source).source["colour"] == "blue"
