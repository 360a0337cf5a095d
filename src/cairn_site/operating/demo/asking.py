"""Learners ask to be awarded, with evidence; assessors accept, return and refuse.

``tests/cairn_site/operating/demo/test_asking.py`` proves it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cairn_site.accounts.actions import ask_export
from cairn_site.accounts.queries import people_found
from cairn_site.assessing.actions import Piece, decide, request_award
from cairn_site.assessing.states import DECISIONS
from cairn_site.operating.demo.cast import MAIN
from cairn_site.operating.demo.stage import Act, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


ACCEPTED, RETURNED, REFUSED = DECISIONS
_CODE: Final = "critical-thinking"
_OUTCOMES: Final = (
    (1, ACCEPTED, ""),
    (2, ACCEPTED, ""),
    (3, ACCEPTED, ""),
    (4, REFUSED, "The judgement is that of the newspaper; yours is not in it."),
    (0, RETURNED, "Strong on the sources. Add the assumptions that the author does not state."),
)
"""Which learner, by number; what was decided, and why."""

_WAITING: Final = (5, 7, 8)
_NOTES: Final = (
    "claim,reason,assumption\r\n"
    '"Buses should be free","More people would ride","Price is what keeps them away"\r\n'
    '"More people would ride","Other towns saw it","Other towns are like ours"\r\n'
)


def acts(_stage: Stage) -> Iterator[Act]:
    """Yield what happens to requests."""
    for place, (number, _outcome, _reason) in enumerate(_OUTCOMES):
        yield Act(days=31.3 - 5 * place, do=partial(_ask, number))
        yield Act(days=28.6 - 5 * place, do=partial(_decide, place))
    for place, number in enumerate(_WAITING):
        yield Act(days=3.7 - place, do=partial(_ask, number))
    yield Act(days=0.6, do=_ask_for_copy)


def _ask(number: int, stage: Stage, now: datetime) -> None:
    learner = stage.learners[number]
    submission = request_award(
        actor=stage.people[learner.address],
        version_id=stage.versions[_CODE],
        motivation="I have argued for a living for years, and would like to know how well.",
        pieces=[
            Piece(name="My judgement, 800 words", url=f"https://writing.people.example/{number}/free-buses"),
            Piece(name="Map of the argument", file_name="argument.csv", data=_NOTES.encode()),
            Piece(
                name="What I changed my mind about", text="I began in favour of free buses and ended against."
            ),
        ],
        now=now,
    )
    stage.told[f"request {number}"] = str(submission.id)


def _decide(place: int, stage: Stage, now: datetime) -> None:
    number, outcome, reason = _OUTCOMES[place]
    decide(
        actor=stage.people["assessor"],
        organisation=stage.organisations[MAIN],
        submission_id=UUID(stage.told[f"request {number}"]),
        outcome=outcome,
        reason=reason,
        levels={"Argument": "Independent" if outcome is ACCEPTED else "Supported"},
        now=now,
    )


def _ask_for_copy(stage: Stage, now: datetime) -> None:
    actor = stage.people["learner"]
    ask_export(actor=actor, person=people_found("learner@demo.example").get(), now=now)
