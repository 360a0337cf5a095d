"""The tables of states, exhaustively."""

from __future__ import annotations

import itertools

import pytest

from cairn.errors import UsageError
from cairn_site.awarding.models import Award, AwardState, Batch, BatchState
from cairn_site.awarding.states import AWARD_TRANSITIONS, BATCH_TRANSITIONS, move_award, move_batch


@pytest.mark.parametrize(("before", "after"), list(itertools.product(AwardState, repeat=2)))
def test_an_award_goes_only_where_the_table_leads(before: AwardState, after: AwardState) -> None:
    award = Award(state=before)
    if after in AWARD_TRANSITIONS[before]:
        assert move_award(award, after) is before
        assert award.state == after
    else:
        with pytest.raises(UsageError) as caught:
            move_award(award, after)
        assert caught.value.code == "award.no_such_change"
        assert award.state == before


@pytest.mark.parametrize(("before", "after"), list(itertools.product(BatchState, repeat=2)))
def test_a_table_goes_only_where_the_table_leads(before: BatchState, after: BatchState) -> None:
    batch = Batch(state=before)
    if after in BATCH_TRANSITIONS[before]:
        move_batch(batch, after)
        assert batch.state == after
    else:
        with pytest.raises(UsageError) as caught:
            move_batch(batch, after)
        assert caught.value.code == "batch.no_such_change"


def test_what_is_revoked_stays_revoked() -> None:
    assert AWARD_TRANSITIONS[AwardState.REVOKED] == frozenset()


def test_a_confirmed_table_is_fixed() -> None:
    assert BATCH_TRANSITIONS[BatchState.CONFIRMED] == frozenset()
