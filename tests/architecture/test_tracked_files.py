"""No file names a package index, a path of somebody's machine or a secret, and none is left half done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT, project_files

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULES = {
    "a package index": re.compile(
        r"\b(?:pypi|pythonhosted|npmjs|yarnpkg)\.(?:org|com)\b|--(?:extra-)?index-url|--find-links|/simple/\w"
    ),
    "a path of a machine": re.compile(r"(?<![\w/.:<>\-])/(?:home|root|Users|work|tmp|private/var)/\w"),
    "a secret key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "something left half done": re.compile(r"\b(?:TODO|FIXME|XXX)\b"),
    "an address of a private network": re.compile(
        r"https?://(?!127\.|localhost)(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\."
    ),
}
# A file that has to name one of these, with the reason.
ALLOWED = {
    ("tests/architecture/test_tracked_files.py", "something left half done"): "holds the rule",
    ("tests/architecture/test_tracked_files.py", "a path of a machine"): "holds planted samples",
    ("tests/architecture/test_tracked_files.py", "a secret key"): "holds planted samples",
    ("tests/architecture/test_tracked_files.py", "a package index"): "holds the rule",
    ("tests/architecture/test_tracked_files.py", "an address of a private network"): "holds planted samples",
    ("tests/cairn_net/test_fetching.py", "an address of a private network"): "asserts that they are refused",
    ("tests/cairn_net/test_addresses.py", "an address of a private network"): "asserts that they are refused",
}


def faults(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield the name of each broken rule with its line."""
    for number, line in enumerate(text.splitlines(), start=1):
        for rule, pattern in _RULES.items():
            if match := pattern.search(line):
                yield rule, number, match.group(0)


def test_no_file_names_what_belongs_to_one_machine() -> None:
    found = [
        f"{place}:{number}: {rule}: {text}"
        for path in project_files()
        for place in [path.relative_to(ROOT).as_posix()]
        for rule, number, text in faults(path.read_text(encoding="utf-8", errors="replace"))
        if (place, rule) not in ALLOWED
    ]

    assert not found, "\n".join(found)


def test_the_lock_names_no_address_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][a-z0-9._-]*==\S+.*$", lock, flags=re.MULTILINE | re.IGNORECASE)

    assert "://" not in lock
    assert len(pins) > 20
    assert all(pin.rstrip().endswith("\\") for pin in pins)


def test_only_one_lock_is_kept() -> None:
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize(
    "line",
    [
        "pip install --index-url https://index.example/x",
        "see https://files.pythonhosted.org/packages/x.whl",
        'path = "/home/somebody/cairn"',
        "cd /work/main",
        "-----BEGIN PRIVATE KEY-----",
        "# FIXME later",
        "loader('http://10.0.0.1/x')",
    ],
)
def test_a_planted_fault_is_found(line: str) -> None:
    assert list(faults(line))


@pytest.mark.parametrize(
    "line",
    ["https://a.example/home/x", "tests/work/one", '"/rooted/x"', "https://credentials.example.edu/tmp/a"],
)
def test_what_is_right_passes(line: str) -> None:
    assert list(faults(line)) == []
