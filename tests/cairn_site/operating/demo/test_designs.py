from __future__ import annotations

from datetime import UTC, datetime

from cairn_site.designing.rules import find_faults
from cairn_site.operating.demo.cast import PLACES
from cairn_site.operating.demo.designs import designs


def test_every_design_belongs_somewhere_and_looks_different() -> None:
    units = {(place.slug, unit) for place in PLACES for unit in ("", *place.units)}
    assert all((one.organisation, one.unit) in units for one in designs())
    assert len({one.drawing.digest for one in designs()}) == len(designs()) == 15


def test_what_is_published_has_outcomes_skills_criteria_results_and_an_assured_quality() -> None:
    for one in designs():
        content = one.content
        if one.published is not None:
            assert len(content.outcomes) >= 2, one.code
            assert content.skills, one.code
            assert content.criteria, one.code
            assert content.results, one.code
            assert content.quality_assurance, one.code


def test_drafts_have_gaps() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert all(find_faults(one.content, now=now) for one in designs() if one.published is None)
