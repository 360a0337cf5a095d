"""The table of states, exhaustively."""

from __future__ import annotations

import itertools

import pytest

from cairn.errors import UsageError
from cairn_site.assessing.models import Submission, SubmissionState
from cairn_site.assessing.states import DECISIONS, OPEN, TRANSITIONS, move


@pytest.mark.parametrize(("before", "after"), list(itertools.product(SubmissionState, repeat=2)))
def test_a_request_goes_only_where_the_table_leads(before: SubmissionState, after: SubmissionState) -> None:
    submission = Submission(state=before)
    if after in TRANSITIONS[before]:
        move(submission, after)
        assert submission.state == after
    else:
        with pytest.raises(UsageError) as caught:
            move(submission, after)
        assert caught.value.code == "submission.no_such_change"


def test_what_is_not_open_has_ended() -> None:
    assert {state for state in SubmissionState if TRANSITIONS[state]} == set(OPEN)


def test_only_what_was_handed_in_is_decided() -> None:
    assert all(
        set(DECISIONS) & TRANSITIONS[state] == set()
        for state in SubmissionState
        if state is not SubmissionState.SUBMITTED
    )
