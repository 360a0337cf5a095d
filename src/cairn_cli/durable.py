"""Files that are wholly there or not there at all, whatever moment the machine stops.

Write beside, flush to the disk, rename, flush the directory. After an error of ``fsync`` nothing is retried:
what the kernel has lost once it does not give back. ``tests/cairn_cli/test_durable.py`` proves it.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

PART_SUFFIX = ".part"
_BETWEEN_TRIES: Final = 0.02


def write_durably(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put ``data`` into the file ``path`` in one step that survives a crash."""
    with writing_durably(path, mode=mode) as file:
        file.write(data)


@contextmanager
def writing_durably(path: Path, *, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Yield a file that becomes ``path`` in one step when it is finished, and leaves nothing if it is not."""
    part = path.with_name(path.name + PART_SUFFIX)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with naming(path), os.fdopen(descriptor, "wb", buffering=1 << 20) as file:
            yield file
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    commit(part, path)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the disk say which file it met: a write that fails does not say it by itself."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def commit(part: Path, path: Path) -> None:
    """Give a finished and flushed file its name."""
    part.replace(path)
    flush_directory(path.parent)


def flush_directory(folder: Path) -> None:
    """Flush the names in ``folder`` to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append_durably(path: Path, line: bytes, *, mode: int = 0o644) -> None:
    """Add one line to a file of lines and flush it; a torn last line from a crash is cut off first."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, mode)
    try:
        with naming(path):
            with open(descriptor, "r+b", closefd=False) as file:
                content = file.read()
                whole = content.rfind(b"\n") + 1
                if whole < len(content):
                    file.truncate(whole)
                file.seek(whole)
                file.write(line.rstrip(b"\n") + b"\n")
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    flush_directory(path.parent)


def read_whole_lines(path: Path) -> list[bytes]:
    """Return the lines of a file written by :func:`append_durably`, without a torn last one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    return content[: content.rfind(b"\n") + 1].splitlines()


@contextmanager
def only_one(folder: Path, *, seconds: float = 0.0) -> Iterator[None]:
    """Keep every other process from working in ``folder`` at the same time.

    Raises ``UsageError("folder.busy")`` where one already does, and still does after ``seconds``.
    """
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + seconds
    try:
        while not _lock(descriptor):
            if time.monotonic() >= deadline:
                raise UsageError(
                    "folder.busy",
                    "Another process is at work in this folder.",
                    where=str(folder),
                    mend="Wait until it has finished, or stop it.",
                )
            time.sleep(_BETWEEN_TRIES)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
