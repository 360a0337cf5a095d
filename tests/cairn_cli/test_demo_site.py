from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn_cli import demo_site

if TYPE_CHECKING:
    from pathlib import Path


def note_world(folder: Path, **members: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    value = {"version": demo_site._VERSION, "port": 8000, "is_whole": True, "made_at": time.time(), **members}
    (folder / demo_site.MARKER).write_text(json.dumps(value))
    return folder


def test_a_folder_of_something_else_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "cairn.sqlite3").write_bytes(b"people")
    with pytest.raises(UsageError) as caught:
        demo_site.prepare_folder(tmp_path, port=8000, is_reset=True)
    assert caught.value.code == "demo.not_a_demo"
    assert (tmp_path / "cairn.sqlite3").read_bytes() == b"people"


def test_a_finished_world_is_kept(tmp_path: Path) -> None:
    folder = note_world(tmp_path / "demo")
    demo_site.prepare_folder(folder, port=8000, is_reset=False)
    assert folder.exists()


@pytest.mark.parametrize(
    ("members", "is_reset"), [({}, True), ({"is_whole": False}, False), ({"version": 0}, False)]
)
def test_a_world_is_made_anew_when_told_or_when_it_is_not_whole(
    tmp_path: Path, members: dict[str, object], is_reset: bool
) -> None:
    folder = note_world(tmp_path / "demo", **members)
    demo_site.prepare_folder(folder, port=8000, is_reset=is_reset)
    assert not folder.exists()


def test_a_world_of_another_port_is_refused_since_its_address_is_signed(tmp_path: Path) -> None:
    folder = note_world(tmp_path / "demo")
    with pytest.raises(UsageError) as caught:
        demo_site.prepare_folder(folder, port=8001, is_reset=False)
    assert caught.value.code == "demo.other_port"


def test_a_demo_takes_no_other_database_mail_server_or_origin(tmp_path: Path) -> None:
    environ = {
        "PATH": "/bin",
        "DATABASE_URL": "postgres://real",
        "CAIRN_MAIL_URL": "smtp://mail.example.edu",
        "CAIRN_MODE": "production",
        "CAIRN_LEASE_SECONDS": "5",
    }
    demo_site.set_environment(environ, data=tmp_path, port=8001)
    assert environ == {
        "PATH": "/bin",
        "CAIRN_LEASE_SECONDS": "5",
        "CAIRN_MODE": "demo",
        "CAIRN_ORIGIN": "http://localhost:8001",
        "CAIRN_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cairn_site.settings",
    }


class TakenSocket:
    def __enter__(self) -> TakenSocket:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def setsockopt(self, *_option: int) -> None: ...

    def bind(self, _address: tuple[str, int]) -> None:
        raise OSError(98, "Address already in use")


def test_a_taken_port_is_named_with_how_to_choose_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_kind: TakenSocket())
    with pytest.raises(UsageError) as caught:
        demo_site.check_port(8000)
    assert caught.value.code == "demo.port_taken"
    assert "cairn demo --port 8001" in caught.value.mend
