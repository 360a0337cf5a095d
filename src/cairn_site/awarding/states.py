"""The states of an award and of a table as data: which change leads where, and what it needs.

``tests/cairn_site/awarding/test_states.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn_site.awarding.models import AwardState, BatchState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn_site.awarding.models import Award, Batch

AWARD_TRANSITIONS: Final[Mapping[AwardState, frozenset[AwardState]]] = {
    AwardState.SCHEDULED: frozenset({AwardState.AWARDED, AwardState.CANCELLED}),
    AwardState.AWARDED: frozenset({AwardState.SUSPENDED, AwardState.REVOKED}),
    AwardState.SUSPENDED: frozenset({AwardState.AWARDED, AwardState.REVOKED}),
    AwardState.REVOKED: frozenset(),
    AwardState.CANCELLED: frozenset(),
}
"""Revoked and cancelled are ends: what was revoked is not valid again, it is awarded anew."""

BATCH_TRANSITIONS: Final[Mapping[BatchState, frozenset[BatchState]]] = {
    BatchState.CHECKING: frozenset({BatchState.CHECKING, BatchState.CHECKED, BatchState.DISCARDED}),
    BatchState.CHECKED: frozenset({BatchState.CHECKING, BatchState.CONFIRMED, BatchState.DISCARDED}),
    BatchState.CONFIRMED: frozenset(),
    BatchState.DISCARDED: frozenset(),
}
"""A table can be mended until it is confirmed; then its rows are fixed."""

SIGNED: Final = (AwardState.AWARDED, AwardState.SUSPENDED, AwardState.REVOKED)
"""The states in which there is a signed document at the credential's address."""


def move_award(award: Award, state: AwardState) -> AwardState:
    """Set the state of ``award`` and return the one before; raises ``UsageError("award.no_such_change")``."""
    before = AwardState(award.state)
    if state not in AWARD_TRANSITIONS[before]:
        raise UsageError(
            "award.no_such_change",
            f"An award that is {before.label.lower()} cannot become {state.label.lower()}.",
            where=str(award.id),
            mend=(
                "What was revoked stays revoked; award it anew."
                if before is AwardState.REVOKED
                else "Load the page again to see how things are now."
            ),
        )
    award.state = state
    return before


def move_batch(batch: Batch, state: BatchState) -> None:
    """Set the state of ``batch``; raises ``UsageError("batch.no_such_change")``."""
    before = BatchState(batch.state)
    if state not in BATCH_TRANSITIONS[before]:
        raise UsageError(
            "batch.no_such_change",
            f"A table that is {before.label.lower()} cannot become {state.label.lower()}.",
            where=str(batch.id),
            mend="Load the page again to see how things are now.",
        )
    batch.state = state
