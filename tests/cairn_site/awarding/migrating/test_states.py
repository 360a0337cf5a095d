"""The way of a programme."""

from __future__ import annotations

import itertools

import pytest

from cairn.errors import UsageError
from cairn_site.awarding.migrating.states import PROGRAMME_TRANSITIONS, move_programme
from cairn_site.awarding.models import Programme, ProgrammeState


@pytest.mark.parametrize(("before", "after"), list(itertools.product(ProgrammeState, ProgrammeState)))
def test_each_change_is_allowed_or_refused(before: ProgrammeState, after: ProgrammeState) -> None:
    programme = Programme(state=before)
    if after in PROGRAMME_TRANSITIONS[before]:
        move_programme(programme, after)
        assert programme.state == after
        return
    with pytest.raises(UsageError) as caught:
        move_programme(programme, after)
    assert caught.value.code == "programme.no_such_change"
