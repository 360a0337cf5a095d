"""Export and erasure."""

from __future__ import annotations

import json

from cairn_site.assessing import actions, personal_data
from cairn_site.assessing.actions import Piece
from cairn_site.assessing.models import Submission, SubmittedEvidence
from factories.awarding import make_world
from factories.site import NOW, actor, make_person


def test_a_person_gets_what_they_handed_in_and_can_have_it_erased() -> None:
    world, learner, other = make_world(), make_person(), make_person()
    for person in (learner, other):
        actions.request_award(
            actor=actor(person),
            version_id=world.version.id,
            motivation=f"Of {person.email}",
            pieces=[Piece(name="Plan", file_name="a.pdf", data=b"%PDF")],
            now=NOW,
        )
    exported = json.dumps(personal_data.export_submissions(learner.id))
    assert f"Of {learner.email}" in exported
    assert other.email not in exported

    personal_data.erase_submissions(learner.id, NOW)
    assert Submission.objects.get().person_id == other.id
    assert SubmittedEvidence.objects.count() == 1
