"""``python -m studies NAME [--json] [options]``: run a study, and print its lines or one JSON object.

``NAME`` is a study or ``all``. A study is a module of this package with ``run(argv) -> dict``: its dose, its
findings, and ``passed``. The exit code is 1 where a study did not pass. The tests' makers and simulators are
used here as well.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
STUDIES: Final = ("edits", "crash")


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m studies", description="Run a slow, seeded study.")
    parser.add_argument("name", choices=[*STUDIES, "all"])
    parser.add_argument("--json", action="store_true", help="print one JSON object {study: findings}")
    options, rest = parser.parse_known_args()
    sys.path.insert(0, str(ROOT / "tests"))
    found = {
        name: import_module(f"studies.{name}").run(rest)
        for name in (STUDIES if options.name == "all" else (options.name,))
    }
    if options.json:
        print(json.dumps(found))
    else:
        for name, findings in found.items():
            for figure, value in findings.items():
                print(f"{name}  {figure}: {value}")
    return 0 if all(findings["passed"] for findings in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
