"""The states of a programme as data: which change leads where.

``tests/cairn_site/awarding/migrating/test_states.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError
from cairn_site.awarding.models import ProgrammeState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn_site.awarding.models import Programme

PROGRAMME_TRANSITIONS: Final[Mapping[ProgrammeState, frozenset[ProgrammeState]]] = {
    ProgrammeState.READING: frozenset({ProgrammeState.PLANNED, ProgrammeState.DISCARDED}),
    ProgrammeState.PLANNED: frozenset({ProgrammeState.CONFIRMED, ProgrammeState.DISCARDED}),
    ProgrammeState.CONFIRMED: frozenset(),
    ProgrammeState.DISCARDED: frozenset(),
}


def move_programme(programme: Programme, state: ProgrammeState) -> None:
    """Set the state of ``programme``; raises ``UsageError("programme.no_such_change")``."""
    before = ProgrammeState(programme.state)
    if state not in PROGRAMME_TRANSITIONS[before]:
        raise UsageError(
            "programme.no_such_change",
            f"A programme that is {before.label.lower()} cannot become {state.label.lower()}.",
            where=str(programme.id),
            mend="Load the page again to see how things are now.",
        )
    programme.state = state
