"""The full dose of random single edits: every one is rejected, or provably neutral.

The harness and its planted faults are in ``tests/hostile``; ``--edits`` and ``--seed`` name another dose.
"""

from __future__ import annotations

import argparse
import time

EDITS, SEED = 20_000, 20_260_301


def run(argv: list[str]) -> dict[str, object]:
    """Return the dose and what came of it."""
    from hostile.harness import run_edits  # noqa: PLC0415
    from hostile.specimens import World  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m studies edits")
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(argv)
    began = time.perf_counter()
    tally = run_edits(World(), edits=options.edits, seed=options.seed)
    return {
        "edits": tally.edits,
        "seed": tally.seed,
        "rejected": tally.rejected,
        "neutral": tally.neutral,
        "let_pass": len(tally.violations),
        "examples": tally.violations[:5],
        "neutral_by_edit": dict(tally.by_edit),
        "seconds": round(time.perf_counter() - began, 1),
        "passed": not tally.violations and tally.edits == options.edits,
    }
