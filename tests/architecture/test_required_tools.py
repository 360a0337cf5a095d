"""A test that is skipped for want of a tool that is here fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_SUITE = 'import pytest\n\n\ndef test_a():\n    pytest.skip("strace is not installed")\n'


@pytest.mark.parametrize(("tools", "code"), [("strace", 1), ("chromium", 0), ("", 0)])
def test_a_skip_for_a_tool_fails_only_where_the_tool_is_required(
    tools: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_a.py").write_text(_SUITE)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(tmp_path),
            str(tmp_path),
        ],
        env={**os.environ, "CAIRN_REQUIRE_TOOLS": tools, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code, done.stdout
