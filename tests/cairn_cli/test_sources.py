from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UnavailableError, UsageError
from cairn_cli import sources
from cairn_cli.sources import is_collection, read_one, read_sources

if TYPE_CHECKING:
    from pathlib import Path

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


def test_endless_file_and_endless_line_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    for name in ("one.json", "pack.jsonl"):
        (tmp_path / name).write_bytes(b"x" * 11)
        with pytest.raises(UsageError) as caught:
            read(str(tmp_path / name))
        assert caught.value.code == "file.too_large"


def test_one_document_is_not_many(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_one(str(tmp_path), loader=load)
    assert caught.value.code == "file.many"


def test_what_the_loader_says_is_passed_on() -> None:
    def refuse(url: str) -> bytes:
        raise UnavailableError("fetch.failed", "It does not answer.")

    with pytest.raises(UnavailableError):
        read_one("https://a.example", loader=refuse)
