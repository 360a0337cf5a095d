"""The states of a submission as data: which decision leads where.

``tests/cairn_site/assessing/test_states.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn_site.assessing.models import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn_site.assessing.models import Submission

TRANSITIONS: Final[Mapping[SubmissionState, frozenset[SubmissionState]]] = {
    SubmissionState.DRAFT: frozenset({SubmissionState.SUBMITTED, SubmissionState.WITHDRAWN}),
    SubmissionState.SUBMITTED: frozenset(
        {
            SubmissionState.RETURNED,
            SubmissionState.ACCEPTED,
            SubmissionState.REFUSED,
            SubmissionState.WITHDRAWN,
        }
    ),
    SubmissionState.RETURNED: frozenset({SubmissionState.SUBMITTED, SubmissionState.WITHDRAWN}),
    SubmissionState.ACCEPTED: frozenset(),
    SubmissionState.REFUSED: frozenset(),
    SubmissionState.WITHDRAWN: frozenset(),
}
OPEN: Final = (SubmissionState.DRAFT, SubmissionState.SUBMITTED, SubmissionState.RETURNED)
"""The states in which the learner waits for something, or something waits for the learner."""

DECISIONS: Final = (SubmissionState.ACCEPTED, SubmissionState.RETURNED, SubmissionState.REFUSED)
"""What an assessor can decide."""


def move(submission: Submission, state: SubmissionState) -> None:
    """Set the state of ``submission``; raises ``UsageError("submission.no_such_change")``."""
    before = SubmissionState(submission.state)
    if state not in TRANSITIONS[before]:
        raise UsageError(
            "submission.no_such_change",
            f"A request that is {before.label.lower()} cannot become {state.label.lower()}.",
            where=str(submission.id),
            mend="Load the page again to see how things are now.",
        )
    submission.state = state
