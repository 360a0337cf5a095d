from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from cairn_site.operating import examining
from cairn_site.platform import beats, clock, installation
from cairn_site.settings.environment import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from cairn_site.platform.ports import Health


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.CAIRN_DATA = folder
    beats.beat(now=clock.now())
    return folder


def parts(*, missing: int = 0) -> dict[str, Health]:
    return {part.name: part for part in examining.examine(missing_changes=lambda: missing)}


def bad() -> set[str]:
    return {name for name, part in parts().items() if not part.is_well and part.is_urgent}


def test_a_new_installation_is_well() -> None:
    assert bad() - {"key custody"} == set()


def test_every_part_that_is_not_well_says_what_to_do(data: Path) -> None:
    data.chmod(0o755)
    (data / "secret-key").write_text("x")
    (data / "secret-key").chmod(0o644)

    assert {"data folder", "secret-key"} <= bad()
    assert parts()["secret-key"].mend.startswith("chmod 600")


def test_a_database_that_is_not_up_to_date_is_told_first() -> None:
    found = parts(missing=3)

    assert "cairn upgrade" in found["changes"].mend
    assert "worker" not in found


def test_what_would_keep_the_site_from_starting_is_told(settings: Any) -> None:
    installation.mark_as_demo()
    settings.CAIRN_MODE = Mode.PRODUCTION

    assert "demo world" in parts()["start"].detail


def test_a_clock_that_is_behind_is_told() -> None:
    beats.beat(now=clock.now() + timedelta(hours=1))

    assert "clock" in bad()


class Away(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError("refused")


def test_a_mail_server_that_does_not_answer_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CAIRN_MAIL_LEAVES = True
    monkeypatch.setattr(examining, "get_connection", Away)

    assert "mail server" in bad()


def test_production_without_a_mail_server_is_worth_a_look(settings: Any) -> None:
    settings.CAIRN_MODE = Mode.PRODUCTION

    assert not parts()["mail server"].is_well
    assert not parts()["mail server"].is_urgent
