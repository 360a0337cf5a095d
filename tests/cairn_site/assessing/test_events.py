"""What is told to higher apps."""

from __future__ import annotations

from cairn_site.assessing.events import AssessmentDecided
from cairn_site.platform.events import _as_json, _from_json
from factories.awarding import make_world


def test_a_decision_comes_back_as_it_was_told() -> None:
    identifier = make_world().version.id
    told = AssessmentDecided(
        submission_id=identifier,
        decision_id=identifier,
        organisation_id=identifier,
        version_id=identifier,
        person_id=identifier,
        is_accepted=True,
        decided_by="Maeve",
        rule="one assessor",
    )

    assert _from_json(AssessmentDecided, _as_json(told)) == told
