from __future__ import annotations

from typing import TYPE_CHECKING

from factories.installations import cairn, make_installation, run_python

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_up_to_date_stays_as_it_is_and_new_notes_are_told_once(tmp_path: Path) -> None:
    data = make_installation(tmp_path)
    run_python(data, "from cairn_site.platform import installation; installation.write('version', '0.0.1')")
    first, second = cairn(data, "upgrade"), cairn(data, "upgrade")

    assert first.returncode == 0
    assert "up to date" in first.stdout
    assert "cairn backup" in first.stdout
    assert "cairn backup" not in second.stdout
