"""Frameworks that come with Cairn, read from ``aligning/data``: one JSON file and one table of skills each.

A framework that changes gets a new version, in new files; the old files stay. The table has a skill a line,
with ``|`` between its seven cells. ``tests/cairn_site/aligning/test_framework_data.py`` proves it.
"""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATA: Final = Path(__file__).parent / "data"
STARTER: Final = "cairn-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillData:
    """One skill; names and descriptions are by language."""

    code: str
    group: str
    is_transversal: bool
    name: Mapping[str, str]
    description: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkData:
    """One version of a framework; ``digest`` is that of its files."""

    code: str
    version: str
    name: str
    url: str
    groups: Mapping[str, Mapping[str, str]]
    levels: Sequence[Mapping[str, Any]]
    skills: tuple[SkillData, ...]
    digest: str


def read_framework(name: str = STARTER) -> FrameworkData:
    """Return the framework whose files in ``aligning/data`` are called ``name``."""
    about = (DATA / f"{name}.json").read_bytes()
    table = (DATA / f"{name}.csv").read_bytes()
    head = json.loads(about)
    rows = csv.DictReader(table.decode().splitlines(), delimiter="|", quoting=csv.QUOTE_NONE)
    return FrameworkData(
        **head,
        skills=tuple(
            SkillData(
                code=row["code"],
                group=row["group"],
                is_transversal=row["transversal"] == "yes",
                name={"en": row["name_en"], "es": row["name_es"]},
                description={"en": row["description_en"], "es": row["description_es"]},
            )
            for row in rows
        ),
        digest=hashlib.sha256(about + table).hexdigest(),
    )
