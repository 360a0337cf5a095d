from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import UnavailableError
from cairn_net.local import MAX_BYTES, local_loader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ORIGIN = "https://credentials.example.edu"
UUID = "0190d1f2-5c1b-8e3a-9d4f-000000000001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    public = tmp_path / "batch" / "public"
    (public / "status/northside/revocation").mkdir(parents=True)
    (public / "status/northside/revocation/1").write_bytes(b"list")
    (tmp_path / "batch" / "journal.json").write_bytes(b"secret")
    (public / ".hidden").write_bytes(b"secret")
    return public


@pytest.fixture
def load(folder: Path) -> Callable[[str], bytes]:
    return local_loader(folder, base_url=ORIGIN, otherwise=lambda url: f"elsewhere {url}".encode())


def _refused(load: Callable[[str], bytes], path: str) -> str:
    with pytest.raises(UnavailableError) as caught:
        load(ORIGIN + path)
    return caught.value.code


@pytest.mark.parametrize("end", ["", "#5"])
def test_an_address_of_the_origin_is_a_file_of_the_folder(load: Callable[[str], bytes], end: str) -> None:
    assert load(f"{ORIGIN}/status/northside/revocation/1{end}") == b"list"


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/status/northside/revocation/1",
        "https://credentials.example.edu.attacker.example/x",
        "http://credentials.example.edu/x",
        "https://credentials.example.edu:8443/x",
    ],
)
def test_other_origins_are_asked_elsewhere(load: Callable[[str], bytes], url: str) -> None:
    assert load(url) == f"elsewhere {url}".encode()


def test_what_the_folder_has_not_is_asked_of_nobody(load: Callable[[str], bytes]) -> None:
    assert _refused(load, "/status/northside/revocation/2") == "fetch.not_in_folder"
    assert _refused(load, "/status/northside") == "fetch.not_in_folder"


@pytest.mark.parametrize(
    "path",
    [
        "/../journal.json",
        "/status/../../journal.json",
        "/%2e%2e/journal.json",
        "/..%2fjournal.json",
        "/..\\journal.json",
        "//etc/passwd",
        "/./status/northside/revocation/1",
        "/.hidden",
        "/status/northside/revocation/1?x",
        "/status/northside/revocation/1/",
        "/status\x00/x",
        "/",
    ],
)
def test_an_address_that_leads_out_of_the_folder_is_refused(load: Callable[[str], bytes], path: str) -> None:
    assert _refused(load, path) == "fetch.url"


def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path, load: Callable[[str], bytes]) -> None:
    (folder / "link").symlink_to(folder.parent / "journal.json")
    assert _refused(load, "/link") == "fetch.url"


def test_a_file_that_is_too_long_is_refused(folder: Path, load: Callable[[str], bytes]) -> None:
    (folder / "long").write_bytes(bytes(MAX_BYTES + 1))
    assert _refused(load, "/long") == "fetch.too_large"


def test_a_credential_is_found_in_a_pack(folder: Path, load: Callable[[str], bytes]) -> None:
    packs = folder.parent / "packs"
    packs.mkdir()
    (packs / "00000.jsonl").write_bytes(b"{}\n{1}\n")
    (packs / "00000.csv").write_text(
        f"row,id,status_list,status_index,offset,length\n1,{ORIGIN}/credentials/{UUID},1,5,3,3\n"
    )
    assert load(f"{ORIGIN}/credentials/{UUID}") == b"{1}"
    assert _refused(load, f"/credentials/{UUID[:-1]}2") == "fetch.not_in_folder"


def test_a_damaged_pack_is_told(folder: Path, load: Callable[[str], bytes]) -> None:
    packs = folder.parent / "packs"
    packs.mkdir()
    (packs / "00000.csv").write_text(f"wrong\n{UUID}\n")
    assert _refused(load, f"/credentials/{UUID}") == "fetch.not_in_folder"


def test_a_credential_in_a_file_of_its_own_needs_no_pack(folder: Path, load: Callable[[str], bytes]) -> None:
    (folder / "credentials").mkdir()
    (folder / "credentials" / UUID).write_bytes(b"{}")
    assert load(f"{ORIGIN}/credentials/{UUID}") == b"{}"
