"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("CAIRN_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real documents are not here ({folder}); set CAIRN_TEST_DATA to their folder")
    return folder
