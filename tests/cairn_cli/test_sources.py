from __future__ import annotations

import io
import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from cairn.errors import UnavailableError, UsageError
from cairn_cli import sources
from cairn_cli.sources import is_collection, read_one, read_sources, tell_skipped

if TYPE_CHECKING:
    from pathlib import Path

    from cairn_cli.sources import Source

JWT = "eyJhbGciOiJFZERTQSJ9.e30.c2ln"


def load(url: str) -> bytes:
    return f"page of {url}".encode()


def read(argument: str) -> list[tuple[str, bytes]]:
    return [(source.name, source.data) for source in read_sources(argument, loader=load)]


def test_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(b" {} ")
    assert read(str(path)) == [(str(path), b" {} ")]


def test_address_is_loaded() -> None:
    assert read("https://a.example/x.jsonl") == [
        ("https://a.example/x.jsonl", b"page of https://a.example/x.jsonl")
    ]
    assert not is_collection("https://a.example/x.jsonl")


def test_jwt_stands_for_itself() -> None:
    assert read(JWT) == [("the JWT given", JWT.encode())]
    assert not is_collection(JWT)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources.sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"{}")))
    assert read("-") == [("standard input", b"{}")]


def test_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    for name in (
        "b.json",
        "a.png",
        "deep/c.jwt",
        "readme.md",
        "did.json",
        "revocations.jsonl",
        "deep/credentials/1",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    assert [data for _, data in read(str(tmp_path))] == [
        b"a.png",
        b"b.json",
        b"deep/c.jwt",
        b"deep/credentials/1",
    ]
    assert is_collection(str(tmp_path))


def test_pack_gives_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "pack.jsonl"
    path.write_bytes(b'{"a":1}\n\n{"a":2}')
    assert read(str(path)) == [(f"{path}:1", b'{"a":1}\n'), (f"{path}:3", b'{"a":2}')]
    assert is_collection(str(path))


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        read("nowhere.json")
    assert caught.value.code == "file.missing"


def test_endless_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    (tmp_path / "one.json").write_bytes(b"x" * 11)
    with pytest.raises(UsageError) as caught:
        read(str(tmp_path / "one.json"))
    assert caught.value.code == "file.too_large"


def test_endless_line_does_not_end_its_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    path = tmp_path / "pack.jsonl"
    path.write_bytes(b"{}\n" + b"x" * 35 + b"\n{ }\n")
    found = list(read_sources(str(path), loader=load))
    assert [(source.name[-2:], source.data, faults(source)) for source in found] == [
        (":1", b"{}\n", ""),
        (":2", b"", "file.too_large"),
        (":3", b"{ }\n", ""),
    ]


def faults(source: Source) -> str:
    return "" if source.fault is None else source.fault.code


def test_forged_credential_under_a_name_in_capitals_is_not_left_out(tmp_path: Path) -> None:
    for name in ("FORGED.JSON", "Forged.Png", "PACK.JSONL"):
        (tmp_path / name).write_bytes(b"{}")
    assert [name.rpartition("/")[2] for name, _ in read(str(tmp_path))] == [
        "FORGED.JSON",
        "Forged.Png",
        "PACK.JSONL:1",
    ]
    assert is_collection(str(tmp_path / "PACK.JSONL"))


def test_what_is_left_out_of_a_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.json", "did.json", "deep/notes.md"):
        (tmp_path / name).write_bytes(b"{}")
    (tmp_path / "linked").symlink_to(tmp_path / "deep", target_is_directory=True)
    skipped: list[str] = []
    assert len(list(read_sources(str(tmp_path), loader=load, skipped=skipped))) == 1
    assert sorted(skipped) == ["deep/notes.md", "did.json", "linked/"]
    tell_skipped(skipped * 5)
    told = capsys.readouterr().err
    assert "did.json" in told
    assert "and 5 more" in told


def test_file_that_cannot_be_read_does_not_end_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    (tmp_path / "a.json").write_bytes(b"x" * 11)
    (tmp_path / "b.json").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "c.json")
    (tmp_path / "d.json").write_bytes(b"{}")
    found = [(source.name[-6:], faults(source)) for source in read_sources(str(tmp_path), loader=load)]
    assert found == [
        ("a.json", "file.too_large"),
        ("b.json", "file.missing"),
        ("c.json", "file.not_regular"),
        ("d.json", ""),
    ]


def test_file_and_folder_without_permission_do_not_end_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(b"{}")
    really_open, really_scan = type(tmp_path).open, os.scandir

    def refuse_file(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.json":
            raise PermissionError(13, "Permission denied", str(path))
        return really_open(path, *arguments, **options)

    def refuse_folder(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return really_scan(path)

    monkeypatch.setattr(type(tmp_path), "open", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    found = [(source.name[-6:], faults(source)) for source in read_sources(str(tmp_path), loader=load)]
    assert found == [("a.json", "file.failed"), ("b.json", ""), ("closed", "file.failed")]


def test_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError) as caught:
        read_one(str(tmp_path / "pipe"), loader=load)
    assert caught.value.code == "file.not_regular"


def test_one_document_is_not_many(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_one(str(tmp_path), loader=load)
    assert caught.value.code == "file.many"


def test_what_the_loader_says_is_passed_on() -> None:
    def refuse(url: str) -> bytes:
        raise UnavailableError("fetch.failed", "It does not answer.")

    with pytest.raises(UnavailableError):
        read_one("https://a.example", loader=refuse)
