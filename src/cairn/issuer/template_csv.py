"""The table to begin with: the columns that suit an achievement, and one row that shows how to fill them.

``tests/cairn/issuer/test_template_csv.py`` reads it back and finds no problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.issuer.columns import RESULT_LEVEL, title_of
from cairn.issuer.result_cells import read_result_rules

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

_EXAMPLE: Final = {
    "name": "Ada Lovelace",
    "email": "ada@example.org",
    "valid_from": "2026-01-31",
    "valid_until": "2031-01-31",
    "evidence_url": "https://example.org/portfolio/ada",
    "evidence_name": "Portfolio",
    "evidence_narrative": "Three pieces of work with a reflection on each.",
    "narrative": "Worked alone and explained each step.",
    "term": "Spring 2026",
    "activity_start": "2025-10-01",
    "activity_end": "2026-01-30",
    "role": "Student",
}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def format_template_csv(achievement: JsonObject) -> str:
    """Return a header and one example row for ``achievement``, as RFC 4180 writes them, with CR LF.

    Written to a file as ``utf-8-sig``, spreadsheet programs open it with all accents. The example's address
    is in a domain for examples, so a row left in by mistake is noted. A value that a spreadsheet program
    would take for a formula is left empty. Raises ``DocumentError``: ``achievement.*``.
    """
    rules = read_result_rules(achievement)
    columns = dict(_EXAMPLE)
    available = achievement.get("creditsAvailable")
    if isinstance(available, int | float):
        columns["credits_earned"] = f"{available:.12f}".rstrip("0").rstrip(".")
    for rule in rules:
        columns[title_of(rule, rules)] = rule.example()
        if rule.levels and not rule.is_level:
            columns[title_of(rule, rules, kind=RESULT_LEVEL)] = rule.level_names[-1]
    values = ["" if value.startswith(_FORMULA) else value for value in columns.values()]
    return f"{_format_row([*columns])}{_format_row(values)}"


def _format_row(cells: list[str]) -> str:
    return ",".join([_format_cell(cell) for cell in cells]) + "\r\n"


def _format_cell(cell: str) -> str:
    if any([sign in cell for sign in ',;"\r\n\t']) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
