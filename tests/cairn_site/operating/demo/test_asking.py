from __future__ import annotations

from cairn_site.operating.demo import asking, stage
from cairn_site.operating.demo.cast import learners
from factories.demo import NOW


def test_nobody_asks_twice_and_every_refusal_says_why() -> None:
    decided = [number for number, _outcome, _reason in asking._OUTCOMES]
    assert len({*decided, *asking._WAITING}) == len(decided) + len(asking._WAITING) == 8
    assert all(reason for _number, outcome, reason in asking._OUTCOMES if outcome is not asking.ACCEPTED)


def test_everything_was_asked_before_it_was_decided_and_after_there_was_something_to_ask_for() -> None:
    made = stage.begin(today=NOW, seed="one", learners=learners(12), share=0.1)
    days = [act.days for act in asking.acts(made)]
    assert all(0 < one < 250 for one in days)
