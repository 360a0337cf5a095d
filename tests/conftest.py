"""Fixtures that every test may use, and the rule that a tool which is here must be used."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("CAIRN_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real documents are not here ({folder}); set CAIRN_TEST_DATA to their folder")
    return folder


def missed_tools(reason: str, tools: Iterable[str]) -> list[str]:
    """Return the required tools that the reason of a skipped test names."""
    words = set(re.findall(r"[\w-]+", reason.lower()))
    return [tool for tool in tools if tool.lower() in words]


class RequiredTools:
    """Fails the run where a test was skipped for want of a tool that ``CAIRN_REQUIRE_TOOLS`` says is here."""

    def __init__(self, tools: list[str]) -> None:
        self.tools = tools
        self.missed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple):
            reason = report.longrepr[2]
            self.missed += [f"{report.nodeid}: {tool}: {reason}" for tool in missed_tools(reason, self.tools)]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.missed:
            terminalreporter.section("skipped, although the tool is here")
            terminalreporter.write_line("\n".join(self.missed))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.missed and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    tools = os.environ.get("CAIRN_REQUIRE_TOOLS", "").split()
    if tools and not hasattr(config, "workerinput"):
        config.pluginmanager.register(RequiredTools(tools), "cairn-required-tools")
