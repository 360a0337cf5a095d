"""A short dose of random edits; the full one is ``python -m studies edits``."""

from __future__ import annotations

from hostile.harness import run_edits
from hostile.specimens import World

EDITS, SEED = 1_500, 20_260_301


def test_random_edits_are_rejected_or_neutral() -> None:
    tally = run_edits(World(), edits=EDITS, seed=SEED)
    print(tally.dose)
    assert tally.violations == []
    assert tally.edits == EDITS
    assert tally.rejected > EDITS * 0.8
    assert tally.neutral > 50


def test_dose_repeats_itself() -> None:
    one, two = (run_edits(World(), edits=200, seed=7) for _ in range(2))
    assert (one.dose, one.by_edit) == (two.dose, two.by_edit)
