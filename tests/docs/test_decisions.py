"""Decision records are numbered without gaps, are all listed, and each says what it costs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
_SECTIONS = ["Context", "Options", "Outcome", "Negative consequences"]


def test_records_are_numbered_without_gaps() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_has_its_four_sections(record: Path) -> None:
    assert re.findall(r"^## (.+)$", record.read_text(encoding="utf-8"), flags=re.MULTILINE) == _SECTIONS


def test_every_record_is_listed() -> None:
    index = (ROOT / "docs" / "decisions" / "index.md").read_text(encoding="utf-8")

    assert re.findall(r"\]\((\d{4}-[^)]+)\)", index) == [record.name for record in RECORDS]
