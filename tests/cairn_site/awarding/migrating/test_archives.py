"""Archives that are made to harm, and those that are not."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from cairn.errors import DocumentError
from cairn_site.awarding.migrating import archives
from cairn_site.awarding.migrating.archives import read_files


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_files(data, name="export.zip")
    return caught.value.code


def test_files_come_in_the_order_of_their_names() -> None:
    files = read_files(packed(("b/1.json", b"1"), ("a.json", b"2"), ("__MACOSX/x", b"3")), name="x.zip")

    assert [(file.name, file.data) for file in files] == [("a.json", b"2"), ("b/1.json", b"1")]


def test_a_file_by_itself_is_taken_as_it_is() -> None:
    assert read_files(b"{}", name="all.json")[0].name == "all.json"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/../../b.json", "/etc/passwd", "C:/windows", "a\\..\\b", "x" * 600]
)
def test_path_traversal_is_refused(name: str) -> None:
    assert code_of(packed((name, b"x"))) == "programme.unsafe_name"


def test_a_symbolic_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.json")
    link.external_attr = 0o120777 << 16

    assert code_of(packed((link, b"/etc/passwd"))) == "programme.unsafe_name"


def test_two_files_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("a.json", b"{}"), ("a.json", b"[]"))

    assert code_of(data) == "programme.unsafe_name"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert code_of(packed(("bomb.json", b"0" * (archives._FREE * 8)))) == "programme.bomb"


def test_many_files_together_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)

    assert code_of(packed(*[(f"{n}.json", bytes(300)) for n in range(5)])) == "programme.bomb"


def test_what_an_archive_says_of_its_sizes_is_not_believed() -> None:
    data = bytearray(packed(("bomb.json", b"0" * (archives._FREE * 8))))
    # The central directory says that it unpacks to ten bytes.
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)

    assert code_of(bytes(data)) in {"programme.bomb", "programme.broken_archive"}


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 2)

    assert code_of(packed(*[(f"{n}.json", b"") for n in range(3)])) == "programme.too_many_files"


def test_a_locked_file_is_refused() -> None:
    data = bytearray(packed(("a.json", b"{}")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1

    assert code_of(bytes(data)) == "programme.encrypted"


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_torn_archive_is_refused(cut: int) -> None:
    assert code_of(packed(("a.json", b"{}" * 100))[:-cut]) == "programme.broken_archive"


def test_an_empty_and_a_huge_upload_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UPLOAD", 10)

    assert code_of(b"") == "programme.too_large"
    assert code_of(b"{          }") == "programme.too_large"
