"""What is measured from outside: baking a file, importing the library, and running the command."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final
from zlib import compress, crc32

from benchmarks.timing import seconds_over, wall_milliseconds
from cairn.baking import bake

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMPORT: Final = """
from time import perf_counter
begin = perf_counter()
import {modules}
print(perf_counter() - begin)
"""


def time_baking(credential: str) -> float:
    """Return the microseconds that baking takes, over PNG files of 250 kB that differ."""
    rng = Random(5)
    images = [_png(rng.randbytes(250_000)) for _ in range(8)]
    return median(seconds_over(images, lambda image: bake(image, credential)) for _ in range(25)) * 1e6


def time_import(*modules: str) -> float:
    """Return the milliseconds that a new interpreter takes to import ``modules``."""
    command = [sys.executable, "-c", _IMPORT.format(modules=", ".join(modules))]
    with _compiled() as environment:
        runs = [
            float(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)
            for _ in range(8)
        ]
    return median(runs[1:]) * 1e3


def time_verify_command(credential: bytes) -> float:
    """Return the wall milliseconds of ``cairn verify one.json``, with nothing to be fetched."""
    command = Path(sys.executable).with_name("cairn")
    with _compiled() as environment:
        path = Path(environment["PYTHONPYCACHEPREFIX"]) / "one.json"
        path.write_bytes(credential)
        return wall_milliseconds([str(command), "verify", str(path)], environment=environment)


@contextmanager
def _compiled() -> Iterator[dict[str, str]]:
    """Give an environment in which bytecode is kept, as it is wherever Cairn is installed, for a while."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield kept | {"PYTHONPYCACHEPREFIX": folder}


def _png(pixels: bytes) -> bytes:
    """Return a PNG file whose pixels are as good as random, so that they do not compress."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + crc32(kind + data).to_bytes(4, "big")

    width, height = 500, len(pixels) // 500
    lines = b"".join(b"\x00" + pixels[start:end] for start, end in pairwise(range(0, len(pixels) + 1, width)))
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    body = chunk(b"IHDR", header) + chunk(b"IDAT", compress(lines, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
