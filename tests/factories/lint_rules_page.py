"""The page of the rules of the lint, made from the registry.

``python tests/factories/lint_rules_page.py --write`` writes ``docs/reference/lint-rules.md`` anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))

from cairn.quality.lint import RULES, LintSeverity, Scope  # noqa: E402

PAGE: Final = ROOT / "docs" / "reference" / "lint-rules.md"
_BEGIN: Final = """# Rules of the lint

What `cairn lint` and the site look at before anything is signed, beyond what the standards require: those are for validation, whose codes are in [errors.md](errors.md). An **error** should not be signed, a **warning** should be looked at, a **note** is advice. Nothing is fetched.

A rule looks at one or more parts of a credential: the *achievement*, which all awards of it share; the *frame*, which they share too (contexts, issuer, name, image); and the *row*, which is of one award alone (subject, dates, evidence, results, status). A batch looks at achievement and frame once.

In Python: `cairn.quality.lint.lint_credential(document, now=now)`, or `lint_achievement`, `lint_frame` and `lint_row` for the parts. Rules are left out by `ignoring={"lint.name_shouting"}`. `{words}` in braces are filled in by `finding.values`; the texts of a rule are the keys for translation.

This page is made from the registry: `python tests/factories/lint_rules_page.py --write`.
"""
_HEADINGS: Final = {
    LintSeverity.ERROR: "Errors",
    LintSeverity.WARNING: "Warnings",
    LintSeverity.NOTE: "Notes",
}


def format_page() -> str:
    """Return the page: one table for each severity, in the order of the registry."""
    parts = [_BEGIN]
    for severity, heading in _HEADINGS.items():
        parts.append(
            f"\n## {heading}\n\n| Code | Part | What it says | Mend | Why |\n|---|---|---|---|---|\n"
        )
        for row in RULES:
            if row.severity is severity:
                scopes = ", ".join([scope.value for scope in Scope if scope in row.scopes])
                cells = (f"`{row.code}`", scopes, _plain(row.message), _plain(row.mend), _plain(row.reason))
                parts.append(f"| {' | '.join(cells)} |\n")
    return "".join(parts)


def _plain(text: str) -> str:
    return re.sub(r"([|<>*_])", r"\\\1", text)


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(format_page(), encoding="utf-8")
    else:
        sys.stdout.write(format_page())
