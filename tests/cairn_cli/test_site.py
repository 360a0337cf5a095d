from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import pytest

from cairn.errors import UsageError
from cairn_cli.site import prepare_site
from factories.installations import cairn

if TYPE_CHECKING:
    from pathlib import Path


def test_without_the_site_the_command_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def refuse(name: str, *args: Any, **named: Any) -> Any:
        if name == "django":
            raise ImportError
        return original(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError) as caught:
        prepare_site()

    assert caught.value.code == "site.not_installed"
    assert "[site]" in caught.value.mend


def test_a_wrong_setting_is_named_with_what_to_write(tmp_path: Path) -> None:
    done = cairn(tmp_path / "data", "doctor", more={"CAIRN_ORIGIN": "credentials.example.edu"})

    assert done.returncode == 2
    assert "CAIRN_ORIGIN" in done.stderr
    assert "https://credentials.example.edu" in done.stderr


def test_a_database_that_is_not_up_to_date_is_refused(tmp_path: Path) -> None:
    done = cairn(tmp_path / "data", "operator", "ada@example.org")

    assert done.returncode == 2
    assert "site.not_upgraded" in done.stderr
