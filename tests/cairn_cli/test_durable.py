from __future__ import annotations

import contextlib
import os
import stat
import threading
import time
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn_cli.durable import append_durably, only_one, read_whole_lines, write_durably, writing_durably

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"old")
    write_durably(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_has_its_name_only_when_it_is_finished(tmp_path: Path) -> None:
    with writing_durably(tmp_path / "file") as file:
        file.write(b"half")
        assert not (tmp_path / "file").exists()
    assert (tmp_path / "file").read_bytes() == b"half"


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"old")
    stopped = contextlib.suppress(KeyboardInterrupt)
    with stopped, writing_durably(tmp_path / "file") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_says_which_file_it_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as caught:
        write_durably(tmp_path / "file", b"new")
    assert caught.value.filename == str(tmp_path / "file")
    with pytest.raises(OSError, match="No space") as caught:
        append_durably(tmp_path / "lines", b"new")
    assert caught.value.filename == str(tmp_path / "lines")


def test_what_a_killed_run_left_does_not_come_into_the_file(tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(b"left over, and longer than what comes")
    write_durably(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_bytes_are_flushed_before_the_name_is_given_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, rename = os.fsync, os.replace

    def flush(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        steps.append(f"flush {kind}")
        fsync(descriptor)

    def replace(*names: str) -> None:
        steps.append("rename")
        rename(*names)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(os, "replace", replace)
    write_durably(tmp_path / "file", b"new")
    assert steps == ["flush file", "rename", "flush folder"]


def test_a_secret_file_is_never_readable_by_others(tmp_path: Path) -> None:
    with writing_durably(tmp_path / "key", mode=0o600):
        assert (tmp_path / "key.part").stat().st_mode & 0o077 == 0
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_lines_are_added_and_a_torn_one_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append_durably(path, b"one")
    path.write_bytes(path.read_bytes() + b"tor")
    assert read_whole_lines(path) == [b"one"]
    append_durably(path, b"two")
    assert read_whole_lines(path) == [b"one", b"two"]


def test_no_file_has_no_lines(tmp_path: Path) -> None:
    assert read_whole_lines(tmp_path / "none") == []


def test_only_one_process_works_in_a_folder(tmp_path: Path) -> None:
    with only_one(tmp_path):
        with pytest.raises(UsageError) as caught, only_one(tmp_path):
            pass
        assert caught.value.code == "folder.busy"
    with only_one(tmp_path):
        pass


def test_who_is_patient_comes_after_the_other(tmp_path: Path) -> None:
    entered = threading.Event()

    def work() -> None:
        with only_one(tmp_path):
            entered.set()
            time.sleep(0.1)

    other = threading.Thread(target=work)
    other.start()
    entered.wait()
    with only_one(tmp_path, seconds=20):
        pass
    other.join()
