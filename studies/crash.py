"""The full dose of kills: ``cairn issue`` is killed again and again and loses and repeats nothing.

The laboratory and its planted faults are in ``tests/simulators/crash_lab.py``; ``--kills`` and ``--seed``
name another dose.
"""

from __future__ import annotations

import argparse
import time

KILLS, SEED, KILLS_FOR_A_FAULT = 2_000, 20_260_302, 200


def run(argv: list[str]) -> dict[str, object]:
    """Return the dose, what came of it, and which of the planted faults were found."""
    from simulators.crash_lab import FAULTS, explore  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m studies crash")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(argv)
    began = time.perf_counter()
    found = explore(kills=options.kills, seed=options.seed)
    missed = [
        fault
        for fault in FAULTS
        if not explore(kills=KILLS_FOR_A_FAULT, seed=options.seed, fault=fault)["violations"]
    ]
    return {
        "kills": found["kills"],
        "worlds": found["worlds"],
        "seed": options.seed,
        "violations": found["violations"],
        "faults_planted": len(FAULTS),
        "faults_missed": missed,
        "seconds": round(time.perf_counter() - began, 1),
        "passed": not found["violations"] and not missed,
    }
