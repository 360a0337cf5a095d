"""Tables are private to their app, and string foreign keys point down the tower."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from architecture.seams import foreign_keys, foreign_tables, read_tower
from architecture.source import ROOT, SRC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONTRACTS = """
[importlinter:contract:site]
name = site
type = layers
containers = cairn_site
layers =
    operating
    hiring | upskilling
    awarding
    platform
"""


@pytest.fixture
def tower(tmp_path: Path) -> dict[str, int]:
    path = tmp_path / ".importlinter"
    path.write_text(_CONTRACTS, encoding="utf-8")
    return read_tower(path)


def _site_modules() -> Iterator[tuple[str, Path]]:
    site = SRC / "cairn_site"
    if not site.is_dir():
        pytest.skip("there is no site yet (src/cairn_site); the rule is proved on planted samples")
    for path in sorted(site.rglob("*.py")):
        parts = path.relative_to(site).parts
        if len(parts) > 1 and parts[0] != "settings":
            yield parts[0], path


def test_no_app_of_the_site_imports_the_tables_of_another() -> None:
    found = [
        line
        for app, path in _site_modules()
        for line in foreign_tables(app, path.read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)


def test_every_foreign_key_of_the_site_points_down() -> None:
    models = [(app, path) for app, path in _site_modules() if "models" in path.with_suffix("").parts]
    tower = read_tower(ROOT / ".importlinter")
    found = [
        line
        for app, path in models
        for line in foreign_keys(app, path.read_text(encoding="utf-8"), tower=tower)
    ]

    assert tower, "the site has no contract in .importlinter"
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "from cairn_site.awarding.models import Award",
        "from cairn_site.awarding import models",
        "import cairn_site.awarding.models",
        "Award = apps.get_model('awarding.Award')",
        "Award = apps.get_model('awarding', 'Award')",
    ],
)
def test_a_planted_import_of_foreign_tables_is_found(line: str) -> None:
    assert list(foreign_tables("hiring", line))


@pytest.mark.parametrize(
    "line",
    ["from cairn_site.hiring.models import Vacancy", "from cairn_site.awarding.queries import access_award"],
)
def test_own_tables_and_foreign_queries_pass(line: str) -> None:
    assert list(foreign_tables("hiring", line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "x = models.ForeignKey('operating.Run', on_delete=models.CASCADE)",
        "x = models.ForeignKey('upskilling.Team', on_delete=models.CASCADE)",
        "x = ManyToManyField('operating.Run')",
        "x = OneToOneField(to='operating.Run')",
        "x = models.ForeignKey('unheard.Of', on_delete=models.CASCADE)",
    ],
)
def test_a_planted_key_that_points_up_or_aside_is_found(line: str, tower: dict[str, int]) -> None:
    assert list(foreign_keys("hiring", line, tower=tower))


@pytest.mark.parametrize(
    "line",
    [
        "x = models.ForeignKey('awarding.Award', on_delete=models.CASCADE)",
        "x = models.ForeignKey('self', on_delete=y)",
    ],
)
def test_a_key_that_points_down_passes(line: str, tower: dict[str, int]) -> None:
    assert list(foreign_keys("hiring", line, tower=tower)) == []


def test_the_tower_is_read_from_the_bottom(tower: dict[str, int]) -> None:
    assert tower == {"platform": 0, "awarding": 1, "hiring": 2, "upskilling": 2, "operating": 3}
