"""``python -m benchmarks NAME [--json]``: measure, and print a table or one JSON object.

``NAME`` is a set of figures, ``all`` of them, or ``peers``, which only installs what they are compared with.
The exit code is 1 where a goal is missed, unless ``--json`` was asked for.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from typing import Final

from benchmarks.peers import PEERS

SETS: Final = ("credentials", "site")


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure against limit and peers."
    )
    parser.add_argument("name", choices=[*SETS, "all", "peers"])
    parser.add_argument("--json", action="store_true", help="print one JSON object {figure: number}")
    options = parser.parse_args()
    if options.name == "peers":
        for peer in PEERS:
            peer.install()
            print(f"{peer.name}: {', '.join(peer.requirements)}")
        return 0
    figures: dict[str, float] = {}
    goals = []
    for name in SETS if options.name == "all" else (options.name,):
        module = import_module(f"benchmarks.{name}")
        figures |= module.measure()
        goals += module.GOALS
    if options.json:
        print(json.dumps({name: round(value, 2) for name, value in figures.items()}))
        return 0
    missed = 0
    print(f"{'figure':<38} {'value':>10}  {'goal':<14} {'met':<4} what it is")
    for goal in goals:
        met = goal.is_met(figures[goal.figure])
        missed += met is False
        word = {True: "yes", False: "NO", None: ""}[met]
        print(f"{goal.figure:<38} {figures[goal.figure]:>10.2f}  {goal.text():<14} {word:<4} {goal.meaning}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
