"""Export and erasure."""

from __future__ import annotations

import base64

from cairn_site.awarding import personal_data
from cairn_site.awarding.models import Award
from cairn_site.awarding.public import find_credential
from factories.awarding import make_award, make_world
from factories.site import NOW, make_person


def test_a_person_gets_all_that_was_awarded_to_them() -> None:
    world, person = make_world(), make_person(email="ada@learners.ie")
    award = make_award(world, email="ada@learners.ie")
    make_award(world)

    exported = personal_data.export_awards(person.id)["awards"]
    assert [one["id"] for one in exported] == [str(award.id)]
    assert base64.b64decode(exported[0]["document"]) == bytes(award.document or b"")


def test_erasing_leaves_no_name_and_no_document_but_the_place() -> None:
    world, person = make_world(), make_person(email="ada@learners.ie")
    award = make_award(world, email="ada@learners.ie", name="Ada Byron")
    other = make_award(world)
    personal_data.erase_awards(person.id, NOW)

    left = Award.objects.filter(id=award.id).values().get()
    text = str(left)
    assert "Ada" not in text
    assert "ada@" not in text
    assert left["document"] is None
    assert left["revocation_index"] == award.revocation_index
    assert find_credential(f"/credentials/{award.id}") is None
    assert find_credential(f"/credentials/{other.id}") is not None


def test_it_is_told_before_what_erasing_means() -> None:
    world, person = make_world(), make_person(email="ada@learners.ie")
    assert list(personal_data.note_awards(person.id)) == []
    make_award(world, email="ada@learners.ie")

    assert len(list(personal_data.note_awards(person.id))) == 1
